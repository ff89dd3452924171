#include "kb-query/listing_question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::query {

namespace {

bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_name(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

/// A parameter of LIKE that finds `word` anywhere, its own wildcards taken literally.
std::string anywhere(const std::string& word) {
    std::string pattern = "%";
    for (const char c : word) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

void add(Question& question, std::string_view condition, store::Cell value) {
    question.arguments.push_back(std::move(value));
    question.sql += fmt::format(" AND {} ${}", condition, question.arguments.size());
}

void add_one_of(Question& question, std::string_view column, const std::vector<std::string>& values) {
    question.sql += fmt::format(" AND {} IN (", column);
    for (std::size_t i = 0; i < values.size(); ++i) {
        question.arguments.push_back(values[i]);
        question.sql += fmt::format("{}${}", i == 0 ? "" : ", ", question.arguments.size());
    }
    question.sql += values.empty() ? "NULL)" : ")";
}

/// Where a path inside a JSON column leads, as SQLite writes it: $."stats"."wisdom".
std::string json_path(const std::vector<std::string>& path) {
    std::string text = "$";
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (path[i].empty() || path[i].find('"') != std::string::npos)
            throw UsageError(fmt::format("--sort: no member can be called '{}'", path[i]));
        text += fmt::format(".\"{}\"", path[i]);
    }
    return text;
}

/// `--sort`: columns and members inside them (extra.weight), each with a - for largest first; what lacks them comes
/// last. Only names of the listing get into the statement, paths are arguments of it.
void add_order(Question& question, const Listing& listing, const std::string& sort) {
    question.sql += " ORDER BY ";
    if (!sort.empty()) {
        for (const std::string& part : split(sort, ',')) {
            const bool down = part.starts_with('-');
            const std::string name{trim(down ? std::string_view(part).substr(1) : std::string_view(part))};
            const std::vector<std::string> path = split(name, '.');
            std::string value = path.front();
            if (!has(listing.columns, value)) unknown_column(listing, "--sort", value);
            if (path.size() > 1) {
                if (!has(listing.json_columns, value))
                    throw UsageError(fmt::format("--sort: {} is one value, it has no member {}", value, path[1]));
                question.arguments.emplace_back(json_path(path));
                value = fmt::format("json_extract({}, ${})", value, question.arguments.size());
            }
            question.sql += fmt::format("{} IS NULL, {}{}, ", value, value, down ? " DESC" : "");
        }
    }
    question.sql += listing.order;
}

/// The games that have records in `table`, each found by one step into the index of its key.
std::vector<std::string> games_of(store::Database& database, std::string_view table) {
    std::vector<std::string> games;
    const auto first = database.prepare(fmt::format("SELECT min(game) FROM {}", table));
    if (first->step() && !first->is_null(0)) games.emplace_back(first->text(0));
    if (games.empty()) return games;
    const auto next = database.prepare(fmt::format("SELECT game FROM {} WHERE game > $1 ORDER BY game LIMIT 1", table));
    while (next->with(games.back()).step()) games.emplace_back(next->text(0));
    return games;
}

}  // namespace

void unknown_column(const Listing& listing, std::string_view option, const std::string& column) {
    const auto near = nearest(column, listing.columns);
    const std::string other = has(listing.columns, "extra") && is_name(column)
                                  ? fmt::format("; other members of records are in extra: extra.{}", column)
                                  : "";
    throw UsageError(fmt::format("{}: {} have no column '{}'", option, listing.what, column),
                     near ? fmt::format("did you mean '{}'?", *near)
                          : fmt::format("the columns are {}{}", fmt::join(listing.columns, ", "), other));
}

Range parse_range(const std::string& text) {
    const auto number = [&](std::string_view part) -> std::optional<std::int64_t> {
        if (part.empty()) return std::nullopt;
        std::int64_t value = 0;
        const auto [stop, code] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (code != std::errc{} || stop != part.data() + part.size()) {
            throw UsageError(fmt::format("'{}' is neither a number nor a range", text),
                             "write 50, 50..100, 50.. or ..100");
        }
        return value;
    };
    const std::size_t dots = text.find("..");
    if (dots == std::string::npos) {
        const auto value = number(text);
        return {value, value};
    }
    const Range range{number(std::string_view(text).substr(0, dots)), number(std::string_view(text).substr(dots + 2))};
    if (range.low && range.high && *range.low > *range.high) {
        throw UsageError(fmt::format("'{}': the range ends before it begins", text));
    }
    return range;
}

Question ask(store::Database& database, const Listing& listing, const ListingRequest& request) {
    Question question{fmt::format("SELECT {} FROM {} WHERE 1 = 1", fmt::join(listing.columns, ", "), listing.table),
                      {}};
    if (!request.game.empty()) {
        if (has(listing.columns, "game")) add(question, "game =", request.game);
    }
    if (!request.id.empty()) {
        add(question, fmt::format("{} =", listing.key_column), request.id);
        // Keys begin with the game: with the few games there are the index finds the record in each.
        if (request.game.empty() && has(listing.columns, "game"))
            add_one_of(question, "game", games_of(database, listing.table));
    }
    for (const std::string& word : fold_words(request.name)) {
        add(question, fmt::format("{} LIKE", listing.name_column), anywhere(word));
        question.sql += " ESCAPE '\\'";
    }
    const Range levels = parse_range(request.level);
    if (levels.low) {
        add(question, fmt::format("COALESCE({}, {}) >=", listing.level_end_column, listing.level_column), *levels.low);
    }
    if (levels.high) add(question, fmt::format("{} <=", listing.level_column), *levels.high);
    for (std::size_t i = 0; i < request.by.size(); ++i) {
        const ColumnFilter& filter = listing.filters[i];
        if (request.by[i].empty()) continue;
        if (filter.how == ColumnFilter::How::exact) add(question, fmt::format("{} =", filter.column), request.by[i]);
        if (filter.how == ColumnFilter::How::at_least)
            add(question, fmt::format("{} >=", filter.column), request.by[i]);
    }
    add_order(question, listing, request.sort);
    return question;
}

}  // namespace tk::query
