#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::query {

/// What a list of spells, monsters or maps is narrowed by; what is not given does not narrow.
struct Filters {
    std::string game;
    std::string name;   ///< all words of it, folded, as parts of the name
    std::string of;     ///< class of spells, race of monsters, zone of maps, folded
    std::string level;  ///< "50", "50..100", "50..", "..100"
    std::string sort;   ///< column; empty: by name
    std::optional<std::int64_t> limit;
};

/// A whole number or a range of them, ends included.
struct Range {
    std::optional<std::int64_t> low, high;
};

/// Reads "50", "50..100", "50.." or "..100". Throws UsageError.
Range parse_range(const std::string& text);

/// A kind of record that can be listed: its table, which column each filter means and which columns are shown.
struct Listing {
    std::string_view table;
    std::string_view of_column;         ///< compared with the folded filter `of`
    std::string_view level_column;      ///< empty: has no level
    std::string_view level_end_column;  ///< highest level where records span several; else the same
    std::vector<std::string_view> columns;
    std::vector<std::string_view> json_columns;  ///< of those, the ones that hold JSON
};

const Listing& spells_listing();
const Listing& monsters_listing();
const Listing& maps_listing();

/// Gives the rows of a listing to `take`, one `row` record at a time, and returns how many there were. Throws
/// UsageError for a sort column that it does not have.
std::int64_t list_rows(store::Database& database, const Listing& listing, const Filters& filters,
                       const std::function<void(const Value&)>& take);

/// Ranked full-text search over all tables, as `row` records.
struct SearchRows {
    std::vector<Value> rows;
    bool by_beginnings = false;  ///< no record holds the whole words
};
SearchRows search_rows(store::Database& database, const std::string& words, const std::string& game,
                       std::int64_t limit);

/// Prints the rows of a listing or of a search; Status::nothing when there are none.
Status run_listing(Context& context, store::Database& database, const Listing& listing, const Filters& filters);
Status run_search(Context& context, store::Database& database, const std::string& words, const std::string& game,
                  std::int64_t limit);

}  // namespace tk::query
