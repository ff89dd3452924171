#include "action-report/layout.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace tk::report {

namespace {

constexpr std::size_t column_gap = 2;
constexpr std::size_t least_width = 6;
constexpr std::size_t widest_least = 20;  // a time is not broken: 2026-03-08T20:00:00Z

std::string blanks(std::size_t count) {
    return std::string(count, ' ');
}

/// The longest beginning of `word` that takes at most `width` columns, at least one character; it ends behind a joint
/// of the word where one lies in its second half.
std::string head_of(const std::u32string& word, std::size_t width) {
    std::size_t count = 1;
    while (count < word.size() && display_width(encode_utf8(word.substr(0, count + 1))) <= width) ++count;
    const std::size_t joint = word.substr(0, count).find_last_of(U"_-:/.,");
    if (joint != std::u32string::npos && 2 * (joint + 1) >= count) count = joint + 1;
    return encode_utf8(word.substr(0, count));
}

std::size_t longest_word(std::string_view text) {
    std::size_t longest = 1;
    for (const std::string& word : split(text, ' ')) longest = std::max(longest, display_width(word));
    return longest;
}

/// The same where words are also broken behind the _ of a name.
std::size_t longest_piece(std::string_view text) {
    std::size_t longest = 1;
    for (const std::string& piece : split(text, '_')) longest = std::max(longest, longest_word(piece) + 1);
    return text.find('_') == std::string_view::npos ? longest_word(text) : longest;
}

}  // namespace

std::string clean(std::string_view text, std::size_t most) {
    // No character takes more than four bytes: what is beyond need not be looked at.
    std::string result = printable(text.substr(0, 4 * most + 4));
    std::replace(result.begin(), result.end(), '\n', ' ');
    return fit(result, most);
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
    width = std::max<std::size_t>(width, 1);
    std::vector<std::string> lines;
    std::string line;
    std::size_t used = 0;
    const auto end_line = [&] {
        lines.push_back(std::move(line));
        line.clear();
        used = 0;
    };
    for (std::string word : split(text, ' ')) {
        if (word.empty()) continue;
        std::size_t wide = display_width(word);
        if (used > 0 && used + 1 + wide > width) end_line();
        while (wide > width) {
            const std::string head = head_of(decode_utf8(word), width);
            lines.push_back(head);
            word.erase(0, head.size());
            wide = display_width(word);
        }
        if (word.empty()) continue;
        if (used > 0) {
            line += ' ';
            ++used;
        }
        line += word;
        used += wide;
    }
    if (used > 0 || lines.empty()) end_line();
    return lines;
}

void Page::gap() {
    if (any_) line("");
    any_ = true;
}

void Page::section(std::string_view title) {
    gap();
    const std::string text = fit(title, width_ > 6 ? width_ - 6 : width_);
    std::string rule;
    for (std::size_t i = display_width(text) + 4; i < width_; ++i) rule += "─";
    line(paint("──", Color::dim, color_) + " " + paint(text, Color::bold, color_) + " " +
         paint(rule, Color::dim, color_));
}

void Page::paragraph(std::string_view text, std::string_view first, std::string_view next, std::optional<Color> color) {
    any_ = true;
    const std::size_t taken = std::max(display_width(first), display_width(next));
    std::string_view lead = first;
    for (const std::string& part : wrap(text, width_ > taken + least_width ? width_ - taken : least_width)) {
        line(std::string(lead) + (color ? painted(part, *color) : part));
        lead = next;
    }
}

void Grid::heading(std::vector<std::string> titles) {
    titles_ = std::move(titles);
}

std::size_t Grid::lines_taken(const Widths& widths) const {
    std::size_t total = 0;
    for (const Widths& row : natural_) {
        std::size_t height = 1;
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (widths[c] > 0) height = std::max(height, (row[c] + widths[c] - 1) / widths[c]);
        }
        total += height;
    }
    return total;
}

Grid::Widths Grid::natural_widths() const {
    Widths widths(columns_.size(), 1);
    for (std::size_t c = 0; c < titles_.size(); ++c) widths[c] = std::max(widths[c], display_width(titles_[c]));
    for (const Widths& row : natural_) {
        for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c]);
    }
    return widths;
}

/// How narrow each column may become: a flexible one as its longest word, within reason; one of numbers as they are,
/// with its title over two lines.
Grid::Widths Grid::least_widths(const Widths& natural) const {
    Widths least = natural;
    for (std::size_t c = 0; c < least.size(); ++c) {
        if (!columns_[c].flexible) {
            if (c >= titles_.size()) continue;
            least[c] = longest_word(titles_[c]);
            while (wrap(titles_[c], least[c]).size() > 2) ++least[c];
            for (const Widths& row : natural_) least[c] = std::max(least[c], row[c]);
            continue;
        }
        std::size_t longest = least_width;
        for (const auto& row : rows_) longest = std::max(longest, longest_piece(row[c].text));
        least[c] = std::min(natural[c], std::max(columns_[c].kept, std::min(longest, widest_least)));
    }
    return least;
}

/// Whether the column is one of the three that a number with an interval takes: itself, from, to.
bool Grid::has_interval(std::size_t column) const {
    const std::size_t end = std::min(column + 3, columns_.size());
    for (std::size_t c = column; c < end; ++c) {
        if (columns_[c].ends_pair) return true;
    }
    return false;
}

/// Takes columns from the width that the flexible ones would like, each time from the one where it costs the fewest
/// lines if all that is still too much were taken from it; from the widest of those. Where even that is not enough,
/// whole columns are left out, numbers with an interval after all others.
Grid::Widths Grid::fitted(std::size_t room, std::vector<std::string>& left_out) const {
    Widths widths = natural_widths();
    Widths least = least_widths(widths);
    const auto total_of = [](const Widths& all) {
        std::size_t total = 0;
        for (const std::size_t width : all) total += width > 0 ? width + column_gap : 0;
        return total > 0 ? total - column_gap : 0;
    };
    while (total_of(least) > room) {
        std::optional<std::size_t> last;
        std::optional<std::size_t> last_without_interval;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            if (!columns_[c].optional || widths[c] == 0) continue;
            last = c;
            if (!has_interval(c)) last_without_interval = c;
        }
        if (!last) break;
        if (last_without_interval) last = last_without_interval;
        const std::size_t first = columns_[*last].ends_pair ? *last - 1 : *last;
        for (std::size_t c = first; c <= *last; ++c) {
            widths[c] = least[c] = 0;
            left_out.push_back(titles_[c]);
        }
    }
    const bool narrow = total_of(widths) > room;
    for (std::size_t c = 0; c < widths.size(); ++c) {
        if (columns_[c].flexible) widths[c] = std::min(widths[c], std::max(room, least[c]));
        if (!columns_[c].flexible && narrow && widths[c] > 0) widths[c] = least[c];
    }
    for (std::size_t total = total_of(widths); total > room; --total) {
        std::optional<std::size_t> best;
        std::size_t best_lines = 0;
        for (std::size_t c = 0; c < widths.size(); ++c) {
            if (!columns_[c].flexible || widths[c] <= least[c]) continue;
            Widths tried = widths;
            tried[c] = std::max(least[c], widths[c] > total - room ? widths[c] - (total - room) : 1);
            const std::size_t lines = lines_taken(tried);
            if (!best || lines < best_lines || (lines == best_lines && widths[c] > widths[*best])) {
                best = c;
                best_lines = lines;
            }
        }
        if (!best) break;
        --widths[*best];
    }
    return widths;
}

void Grid::row(std::vector<Piece> pieces) {
    Widths& widths = natural_.emplace_back();
    for (const Piece& piece : pieces) widths.push_back(display_width(piece.text));
    rows_.push_back(std::move(pieces));
}

void Grid::print(Page& page, std::size_t indent, std::size_t first, std::size_t end) {
    if (fitted_.empty()) {
        std::vector<std::string> left_out;
        fitted_ = fitted(page.width() > indent ? page.width() - indent : 1, left_out);
        for (std::string& title : left_out) page.leave_out(std::move(title));
    }
    if (!titles_.empty()) print_titles(page, indent);
    for (std::size_t r = first; r < end; ++r) {
        std::vector<std::vector<std::string>> parts;
        for (std::size_t c = 0; c < rows_[r].size(); ++c)
            parts.push_back(fitted_[c] > 0 ? wrap(rows_[r][c].text, fitted_[c]) : std::vector<std::string>{});
        print_parts(page, indent, rows_[r], parts);
    }
}

/// The titles stand right above the columns, whatever the number of their lines.
void Grid::print_titles(Page& page, std::size_t indent) const {
    std::vector<Piece> titles;
    std::vector<std::vector<std::string>> parts;
    std::size_t height = 1;
    for (std::size_t c = 0; c < titles_.size(); ++c) {
        titles.push_back({titles_[c], Color::dim});
        parts.push_back(fitted_[c] > 0 ? wrap(titles_[c], fitted_[c]) : std::vector<std::string>{});
        height = std::max(height, parts.back().size());
    }
    for (auto& lines : parts) lines.insert(lines.begin(), height - lines.size(), std::string());
    print_parts(page, indent, titles, parts);
}

/// Prints a row of which each piece is wrapped into `parts`.
void Grid::print_parts(Page& page, std::size_t indent, const std::vector<Piece>& row,
                       const std::vector<std::vector<std::string>>& parts) const {
    std::size_t height = 1;
    for (const auto& lines : parts) height = std::max(height, lines.size());
    for (std::size_t l = 0; l < height; ++l) {
        std::string line = blanks(indent);
        std::size_t pending = 0;  // blanks that are only printed when something follows
        for (std::size_t c = 0; c < parts.size(); ++c) {
            const std::string& text = l < parts[c].size() ? parts[c][l] : std::string();
            const std::size_t used = display_width(text);
            const std::size_t pad = fitted_[c] > used ? fitted_[c] - used : 0;
            if (fitted_[c] == 0) continue;
            if (c > 0) pending += column_gap;
            if (text.empty()) {
                pending += fitted_[c];
                continue;
            }
            if (columns_[c].right) pending += pad;
            line += blanks(pending);
            line += row[c].color ? page.painted(text, *row[c].color) : text;
            pending = columns_[c].right ? 0 : pad;
        }
        page.line(line);
    }
}

}  // namespace tk::report
