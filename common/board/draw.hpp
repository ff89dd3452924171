#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "board/board.hpp"
#include "core/terminal.hpp"

namespace tk::board {

/// Something to show on a cell instead of its letter: a name of one or two columns, such as "e1".
struct Mark {
    Cell cell = 0;
    std::string text;  ///< UTF-8; only the first two characters are shown
    std::optional<Color> color = std::nullopt;
};

/// The board as plain text for a terminal, with the letters of Terrain; the rows stand as they do on the screen (iso
/// and hexagonal boards staggered). Lines end with '\n' and carry no blanks at their end. Of several marks on a cell
/// the last one shows; marks outside the board are left out. With `color` the marks have their colours, floor is dim
/// and obstacles are bold; without it the same characters stand there plain. Where the lines would be longer than
/// `columns` the cells stand closer, with no blank between two marks of two characters.
std::string draw(const Board& board, std::span<const Mark> marks = {}, bool color = false,
                 std::optional<std::size_t> columns = std::nullopt);

}  // namespace tk::board
