#include "kb-query/queries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "core/text.hpp"
#include "store/search.hpp"

namespace tk::query {

namespace {

Value cell_value(const store::Cell& cell, bool is_json) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
    if (const auto* real = std::get_if<double>(&cell)) return *real;
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return is_json ? Value::parse(*text, nullptr, false) : Value(*text);
    }
    return nullptr;
}

bool has(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string order_of(const Listing& listing, const std::string& sort) {
    if (sort.empty()) return "folded_name NULLS LAST, game, id";
    const bool down = sort.starts_with('-');
    const std::string column = down ? sort.substr(1) : sort;
    if (!has(listing.columns, column)) {
        std::vector<std::string> names(listing.columns.begin(), listing.columns.end());
        const auto near = nearest(column, names);
        throw UsageError(fmt::format("--sort: {} have no column '{}'", listing.table, column),
                         near ? fmt::format("did you mean '{}'?", *near)
                              : fmt::format("the columns are {}", fmt::join(names, ", ")));
    }
    return fmt::format("{}{} NULLS LAST, game, id", column, down ? " DESC" : "");
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

}  // namespace

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

const Listing& spells_listing() {
    static const Listing listing{
        "spells",
        "folded_class",
        "level_required",
        "level_required",
        {"name", "class_name", "level_required", "ap_cost", "min_range", "max_range", "damage_type", "cooldown",
         "casts_per_turn", "line_of_sight", "id", "game", "area_of_effect", "effects", "description"},
        {"area_of_effect", "effects"}};
    return listing;
}

const Listing& monsters_listing() {
    static const Listing listing{
        "monsters",
        "race",
        "level",
        "level_max",
        {"name", "race", "level", "health_points", "resistances", "action_points", "movement_points", "level_max", "id",
         "game", "spells", "loot_table", "spawn_locations", "description"},
        {"resistances", "spells", "loot_table", "spawn_locations"}};
    return listing;
}

const Listing& maps_listing() {
    static const Listing listing{"maps",
                                 "zone_name",
                                 "danger_level",
                                 "danger_level",
                                 {"name", "zone_name", "danger_level", "pvp_enabled", "id", "game", "coordinates",
                                  "resources", "monsters", "connections", "description"},
                                 {"coordinates", "resources", "monsters", "connections"}};
    return listing;
}

std::int64_t list_rows(store::Database& database, const Listing& listing, const Filters& filters,
                       const std::function<void(const Value&)>& take) {
    std::string sql = fmt::format("SELECT {} FROM {} WHERE 1 = 1", fmt::join(listing.columns, ", "), listing.table);
    std::vector<store::Cell> arguments;
    const auto condition = [&](std::string_view text, store::Cell value) {
        arguments.push_back(std::move(value));
        sql += fmt::format(" AND {} ${}", text, arguments.size());
        if (text.ends_with("LIKE")) sql += " ESCAPE '\\'";
    };
    if (!filters.game.empty()) condition("game =", filters.game);
    for (const std::string& word : fold_words(filters.name)) condition("folded_name LIKE", anywhere(word));
    const Range levels = parse_range(filters.level);
    if (levels.low) {
        condition(fmt::format("COALESCE({}, {}) >=", listing.level_end_column, listing.level_column), *levels.low);
    }
    if (levels.high) condition(fmt::format("{} <=", listing.level_column), *levels.high);
    sql += " ORDER BY " + order_of(listing, filters.sort);

    const auto statement = database.prepare(sql);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        statement->bind(static_cast<int>(i) + 1, store::to_argument(arguments[i]));
    }
    const std::string of = fold(filters.of);
    const auto of_column = std::find(listing.columns.begin(), listing.columns.end(),
                                     listing.of_column == "folded_class" ? "class_name" : listing.of_column);
    const int of_index = static_cast<int>(of_column - listing.columns.begin());
    std::int64_t count = 0;
    while ((!filters.limit || count < *filters.limit) && statement->step()) {
        // Folded here, not in SQL: races and zones have no folded column, and no back end folds as we do.
        if (!of.empty() && fold(statement->maybe_text(of_index).value_or("")) != of) continue;
        Value row;
        row["type"] = "row";
        for (int column = 0; column < statement->columns(); ++column) {
            if (statement->is_null(column)) continue;
            const std::string_view name = statement->column_name(column);
            row[std::string(name)] = cell_value(statement->cell(column), has(listing.json_columns, name));
        }
        take(row);
        ++count;
    }
    return count;
}

SearchRows search_rows(store::Database& database, const std::string& words, const std::string& game,
                       std::int64_t limit) {
    store::SearchScope scope;
    if (!game.empty()) scope.game = game;
    scope.limit = limit;
    const store::SearchResult result = store::search(database, words, scope);
    SearchRows found;
    found.by_beginnings = result.by_beginnings;
    for (const store::SearchHit& hit : result.hits) {
        found.rows.push_back(Value{{"type", "row"},
                                   {"kind", hit.kind},
                                   {"game", hit.game},
                                   {"id", hit.id},
                                   {"name", hit.title},
                                   {"score", static_cast<double>(static_cast<long long>(hit.score * 1000)) / 1000}});
    }
    return found;
}

Status run_listing(Context& context, store::Database& database, const Listing& listing, const Filters& filters) {
    RowPrinter printer{context};
    const std::int64_t count = list_rows(database, listing, filters, [&](const Value& row) {
        context.check_interrupt();
        printer.row(row);
    });
    printer.finish();
    return count == 0 ? Status::nothing : Status::done;
}

Status run_search(Context& context, store::Database& database, const std::string& words, const std::string& game,
                  std::int64_t limit) {
    const SearchRows found = search_rows(database, words, game, limit);
    if (found.by_beginnings && !found.rows.empty()) {
        context.log().warning("no record holds these words; shown are words that begin with them");
    }
    RowPrinter printer{context};
    for (const Value& row : found.rows) printer.row(row);
    printer.finish();
    return found.rows.empty() ? Status::nothing : Status::done;
}

}  // namespace tk::query
