#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::query {

/// An option that narrows a listing by one column.
struct ColumnFilter {
    enum class How {
        folded,   ///< the column is this text, without accents and case
        words,    ///< it holds these words, anywhere in its text or lists
        element,  ///< an effect in it is of this element, in French or English: "feu", "fire"
        exact,    ///< it is this text
        at_least  ///< it is this text or comes after it (times)
    };
    std::string_view option, metavariable, help, column;
    How how = How::folded;
};

/// A kind of record that can be listed: its table, its columns and what narrows it.
struct Listing {
    std::string_view name;  ///< of the command: "spells"
    std::string_view table;
    std::string_view what;                                        ///< for the help: "spells"
    std::string_view name_column;                                 ///< folded; empty: records have no name
    std::string_view level_column, level_end_column, level_help;  ///< empty: no levels; end: highest of a span
    std::string_view key_column;
    std::string_view order;  ///< SQL, when nothing else is asked for
    std::vector<ColumnFilter> filters;
    std::vector<std::string> columns;       ///< in the order in which they are shown
    std::vector<std::string> json_columns;  ///< of those, the ones that hold JSON
    std::string_view shows, example;        ///< for the manual: what it shows, and the command
};

/// All that can be listed: spells, monsters, maps, items, market, actions.
std::span<const Listing> listings();

/// What is asked of a listing; what is empty does not narrow.
struct ListingRequest {
    std::string game, id, name, level, where, sort, fields;
    std::optional<std::int64_t> limit;
    std::vector<std::string> by;  ///< values of the listing's filters, in their order
};

/// A whole number or a range of them, ends included.
struct Range {
    std::optional<std::int64_t> low, high;
};

/// Reads "50", "50..100", "50.." or "..100". Throws UsageError.
Range parse_range(const std::string& text);

/// The value of a column as a record shows it; text that holds JSON parsed.
Value cell_value(const store::Cell& cell, bool is_json);

/// Gives the rows to `take`, one `row` record at a time, and returns how many there were. Throws UsageError for a
/// column that the listing does not have.
std::int64_t list_rows(store::Database& database, const Listing& listing, const ListingRequest& request,
                       const std::function<void(const Value&)>& take);

/// Prints the rows; Status::nothing when there are none.
Status run_listing(Context& context, store::Database& database, const Listing& listing, const ListingRequest& request);

}  // namespace tk::query
