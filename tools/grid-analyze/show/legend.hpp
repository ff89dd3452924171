#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/terminal.hpp"
#include "grid-analyze/ask/board_file.hpp"

namespace tk::grid {

/// How a highlight is drawn.
struct Sign {
    std::string_view name, sign;
    Color color;
};

/// The sign of each highlight: that of its name, or what is left, each once as long as they last.
std::vector<Sign> signs_of(const std::vector<Highlight>& highlights);

/// An id in the two columns that a mark has: e7, and 12 for e12.
std::string short_id(const std::string& id);

/// What is known of somebody besides the place: name, team, health. Empty where nothing is.
std::string about(const Piece& piece);

/// A part of a line below a board: a sign or id in colour, and what it stands for.
struct Entry {
    std::string sign, text;
    std::optional<Color> color;
};

/// The entries side by side, as many to a line as `columns` hold.
std::string legend(const std::vector<Entry>& entries, std::size_t columns, bool color);

}  // namespace tk::grid
