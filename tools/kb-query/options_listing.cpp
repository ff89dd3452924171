#include <fmt/format.h>

#include "core/paths.hpp"
#include "kb-query/answer.hpp"
#include "kb-query/answers.hpp"
#include "kb-query/options.hpp"

namespace tk::query {

namespace {

constexpr std::string_view where_text =
    "--where takes comparisons of columns with values, joined by and, or, not and parentheses: = != < <= > >=, ~ "
    "(contains), "
    "!~, in (a, b). A dot leads into columns that hold JSON (resistances.fire), a list stands for each of its "
    "elements, "
    "texts compare without accents and case, and '= null' asks for what is missing. A column alone asks whether it is "
    "known and not zero. The condition is evaluated by kb-query itself; it is no SQL.";

void add_listing(Command& tool, Options& options, const Listing& listing) {
    ListingRequest& request = options.listings.emplace_back();
    request.by.resize(listing.filters.size());
    Command& command = tool.subcommand(std::string(listing.name), fmt::format("list the {} that fit", listing.what));
    command.text("--id", "ID", &request.id, "With this id");
    if (!listing.name_column.empty()) {
        command.text("--name", "WORDS", &request.name, "With these words in the name, without accents or case");
    }
    for (std::size_t i = 0; i < listing.filters.size(); ++i) {
        const ColumnFilter& filter = listing.filters[i];
        command.text(std::string(filter.option), std::string(filter.metavariable), &request.by[i],
                     std::string(filter.help));
    }
    if (!listing.level_column.empty()) {
        command.text("--level", "RANGE", &request.level,
                     fmt::format("{}: 50, 50..100, 50.. or ..100", listing.level_help));
    }
    command.text("--where", "CONDITION", &request.where, "For which this holds, see below");
    command.text("--sort", "COLUMNS", &request.sort,
                 "Sort by these columns, with commas; -COLUMN for largest first; a dot leads into JSON");
    command.text("--fields", "COLUMNS", &request.fields, "Only these columns, with commas; a dot leads into JSON");
    command.integer("--limit", "N", &request.limit, "At most N rows").between(1, 1e9);
    command.section("CONDITIONS", std::string(where_text));
    command.example(std::string(listing.shows), std::string(listing.example));
    command.action([&options, &request, &listing](Context& context) {
        request.game = options.game;
        return answer(context, options, [&](Context& to, store::Database& database) {
            return run_listing(to, database, listing, request);
        });
    });
}

}  // namespace

std::unique_ptr<store::Database> open(const Options& options) {
    return store::open_database(database_path(options.database), store::Access::read);
}

void add_listings(Command& tool, Options& options) {
    for (const Listing& listing : listings()) add_listing(tool, options, listing);
}

void add_search(Command& tool, Options& options) {
    Command& command = tool.subcommand("search", "find words in all names and descriptions, best first");
    command.describe(
        "Accents, case and ligatures do not matter: oeil finds Œil. A word with a * at its end stands for all that "
        "begin "
        "with it. When no record holds the words themselves, words that begin with them are found, or else words that "
        "are "
        "a letter or two away; a message says so, and so does the key match of each row (words, beginnings, similar).");
    command.operand("WORD", &options.words, "What to find; all words must be there").required();
    command.text("--kind", "TABLE", &options.kind, "Only in this table: spells, monsters, maps, items, item_sets...");
    command.flag("--names", options.search.only_names, "Only in names, not in descriptions");
    command.integer("--limit", "N", &options.search.limit, "At most N rows").between(1, 1e9);
    command.example("Find an eye whatever its spelling", "kb-query search oeil");
    command.action([&options](Context& context) {
        if (!options.game.empty()) options.search.game = options.game;
        if (!options.kind.empty()) options.search.kind = options.kind;
        return answer(context, options, [&](Context& to, store::Database& database) {
            return run_search(to, database, fmt::format("{}", fmt::join(options.words, " ")), options.search);
        });
    });
}

void add_sql(Command& tool, Options& options) {
    Command& command = tool.subcommand("sql", "print the rows of an SQL statement that only reads");
    command.describe(
        "One SELECT over the tables of the database. What changes anything, opens another file or alters a setting is "
        "refused before it runs.");
    command.operand("STATEMENT", &options.sql, "One SELECT").required();
    command.example("How many spells each class has",
                    "kb-query sql 'SELECT class_name, count(*) AS spells FROM spells GROUP BY class_name'");
    command.action([&options](Context& context) {
        return answer(context, options,
                      [&](Context& to, store::Database& database) { return run_sql(to, database, options.sql); });
    });
}

}  // namespace tk::query
