#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/program.hpp"
#include "core/terminal.hpp"

namespace tk::report {

/// A text for people in both tongues.
struct Phrase {
    std::string english;
    std::string french;
    const std::string& in(Language language) const { return language == Language::french ? french : english; }
};

/// One value of a section. A number is formatted once, here: table, JSON and page print the same `text`.
struct Datum {
    /// figures: a text that is set like a number, "5/6".
    enum class Kind { none, text, number, figures };
    Kind kind = Kind::none;
    std::string text;
    double value = 0;              ///< of a number, as `text` tells it: for lengths of bars and places of points
    std::optional<Color> color{};  ///< on a terminal
};

/// A text as it is.
Datum text_datum(std::string_view text);
/// A count, exact.
Datum count_datum(std::uint64_t count);
/// A number with `digits` significant digits; nothing when it is not finite.
Datum number_datum(double value, int digits = 6);
/// A share of 1, or a probability, with four decimals; one that is smaller is given with two significant digits.
Datum share_datum(double share);

/// The records behind a number: how many, and the numbers of the first few (counted from 1 over all inputs).
struct Places {
    static constexpr std::size_t most_kept = 8;
    std::uint64_t count = 0;
    std::vector<std::uint64_t> first;

    void add(std::uint64_t record) {
        ++count;
        if (first.size() < most_kept) first.push_back(record);
    }
};

/// Keeps the first `most` of `rows`; how many are left out.
template <typename Rows>
std::uint64_t keep_first(Rows& rows, std::size_t most) {
    if (rows.size() <= most) return 0;
    const std::uint64_t left_out = rows.size() - most;
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end());
    return left_out;
}

/// A row of a table.
struct Row {
    std::vector<Datum> cells;  ///< one a column
    Places places;             ///< the records behind the row; none where a row sums over all
};

/// A column of a table.
struct TableColumn {
    std::string key;  ///< in JSON and CSV
    Phrase title;
    bool for_programs = false;  ///< not shown to people, who read the same in another column
    /// What becomes of it in a narrow terminal. usual: the first two columns are kept, and of the others those for
    /// which there is room; page: no terminal shows it.
    enum class Room { usual, kept, spare, page };
    Room room = Room::usual;
};

/// A table of a section.
struct Table {
    std::string key;
    Phrase title;
    std::vector<TableColumn> columns;
    std::vector<Row> rows;
    std::uint64_t left_out = 0;  ///< rows that exist but are not listed
    /// A heat map: rows x columns of one quantity (for plots).
    bool is_matrix = false;
};

/// The columns of a table that people are shown, in the terminal as on the page: those in which anything stands.
std::vector<std::size_t> shown_columns(const Table& table);
/// Whether a column is the upper end of the interval of which the column before it is the lower: x_low, x_high.
bool ends_interval(const Table& table, std::size_t column);
/// Whether a number or figures stand in the column.
bool holds_numbers(const Table& table, std::size_t column);

/// One value with a name of its own.
struct Fact {
    std::string key;
    Phrase label;
    Datum datum;
    Places places;
};

/// Points to be drawn: y over x, both formatted once.
struct Series {
    std::string key;
    Phrase title;
    std::string x_unit;  ///< "time" (seconds since 1970, UTC), "s", "hour", or "" for an index
    std::string y_unit;
    std::vector<Datum> x;
    std::vector<Datum> y;
};

/// One part of the report, as data: everything that any output prints of it.
struct Section {
    std::string name;  ///< of --only, --skip and --trace, and its key in JSON: "time", "sequences"
    Phrase title;
    std::string stratum;  ///< where the result is stored (daemon action design): somatic, cognitive, metaphysical
    std::vector<Fact> facts{};
    std::vector<Table> tables{};
    std::vector<Series> series{};
    std::vector<Phrase> notes{};     ///< how the numbers were made
    std::optional<Phrase> absent{};  ///< why there is nothing to tell; all else is empty then

    bool empty() const { return facts.empty() && tables.empty() && series.empty(); }
};

/// The name of a section, what it tells, and its stratum; in the order in which they are printed.
struct SectionName {
    std::string_view name;
    std::string_view tells;
    std::string_view stratum;
};
/// All sections there are.
const std::vector<SectionName>& section_names();

/// Which sections to print.
class Selection {
public:
    /// `only` and `skip`: names with commas between them; empty for all, and for none. Throws UsageError on another
    /// name.
    Selection(std::string_view only, std::string_view skip);
    bool has(std::string_view name) const;

private:
    std::vector<std::string> chosen_;
};

}  // namespace tk::report
