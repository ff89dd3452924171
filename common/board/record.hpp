#pragma once

#include "board/board.hpp"
#include "core/json.hpp"

namespace tk::board {

/// The board of a record: `state.board` or `grid`, an object with `kind`, `cols`, `rows`, `cells` and, for boards that
/// need it, `stagger`. `cells` may be a list of rows. Throws RecordError "bad-board" with what is missing or wrong.
Board read_board(const JsonView& object);

/// The same object for a record that is written; `stagger` is there only when it is not "odd".
Value board_value(const Board& board);

}  // namespace tk::board
