#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/terminal.hpp"
#include "core/writer.hpp"

namespace tk::report {

/// `text` of the data made safe for a terminal: no controls, no line ends, at most `most` columns (names may be long).
std::string clean(std::string_view text, std::size_t most = 200);

/// `text` in lines of at most `width` columns, broken at blanks, and inside of words only where one is too long: after
/// one of _ - : / . , if there is one, so that look_into_slow_cases is still read.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// A printed report: text for people, `width` columns wide.
class Page {
public:
    Page(Writer& out, std::size_t width, bool color) : out_(out), width_(width), color_(color) {}

    std::size_t width() const { return width_; }
    std::string painted(std::string_view text, Color color) const { return paint(text, color, color_); }
    void line(std::string_view text) { out_.line(text); }
    void gap();
    /// A heading with a rule that fills the width; a blank line before it, unless it is the first.
    void section(std::string_view title);
    /// Wrapped text; every line begins with `first` or, from the second on, `next`.
    void paragraph(std::string_view text, std::string_view first, std::string_view next,
                   std::optional<Color> color = std::nullopt);

    /// Columns that a grid had no room for, by title, so that the page can say so.
    void leave_out(std::string column) { left_out_.insert(std::move(column)); }
    const std::set<std::string>& left_out() const { return left_out_; }

private:
    Writer& out_;
    std::size_t width_;
    bool color_;
    bool any_ = false;
    std::set<std::string> left_out_;
};

/// How a column of a grid is set.
struct Column {
    bool right = false;      ///< numbers
    bool flexible = false;   ///< may be wrapped when the page is narrow
    std::size_t kept = 0;    ///< a flexible column is not made narrower than this, unless it needs less
    bool optional = false;   ///< is left out when the page is too narrow even then; it has a title
    bool ends_pair = false;  ///< the upper end of an interval: left out, it takes the column before it along
};

inline constexpr Column words_column{.flexible = true};
inline constexpr Column number_column{.right = true};
inline constexpr Column optional_words_column{.flexible = true, .optional = true};
inline constexpr Column optional_number_column{.right = true, .optional = true};

/// A piece of text in a grid.
struct Piece {
    std::string text;
    std::optional<Color> color;
};

/// Rows of text in columns as wide as they need, wrapped where the page is narrower than that.
class Grid {
public:
    explicit Grid(std::vector<Column> columns) : columns_(std::move(columns)) {}
    void heading(std::vector<std::string> titles);
    void row(std::vector<Piece> pieces);
    bool empty() const { return rows_.empty(); }
    std::size_t size() const { return rows_.size(); }
    /// Prints everything, `indent` columns from the left.
    void print(Page& page, std::size_t indent) { print(page, indent, 0, rows_.size()); }
    /// Prints the rows from `first` up to but without `end`; the columns are as wide as all rows need.
    void print(Page& page, std::size_t indent, std::size_t first, std::size_t end);

private:
    void print_titles(Page& page, std::size_t indent) const;
    void print_parts(Page& page, std::size_t indent, const std::vector<Piece>& row,
                     const std::vector<std::vector<std::string>>& parts) const;
    using Widths = std::vector<std::size_t>;
    Widths natural_widths() const;
    Widths least_widths(const Widths& natural) const;
    Widths fitted(std::size_t room, std::vector<std::string>& left_out) const;
    bool has_interval(std::size_t column) const;
    std::size_t lines_taken(const Widths& widths) const;

    std::vector<Column> columns_;
    std::vector<std::string> titles_;
    std::vector<std::vector<Piece>> rows_;
    Widths fitted_;                ///< empty until something is printed
    std::vector<Widths> natural_;  ///< of each piece, unwrapped
};

}  // namespace tk::report
