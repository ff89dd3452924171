#pragma once

#include <optional>
#include <string>
#include <vector>

#include "board/board.hpp"
#include "core/json.hpp"

namespace tk::grid {

/// Somebody on a board that was read from a file.
struct Piece {
    std::string id, team;
    board::Cell cell = 0;
    std::optional<int> mp;
    std::string record;  ///< all that the file says of them, as JSON
};

/// Cells that are painted, as a picture showed them.
struct Highlight {
    std::string name;
    std::vector<board::Cell> cells;
};

/// A board and who stands on it, without a picture.
struct BoardFile {
    board::Board board;
    std::vector<Piece> pieces;
    std::vector<Highlight> highlights;
    std::string game;    ///< key of the game's data; empty: the file does not say
    std::string active;  ///< id of the one whose turn it is; empty: the file does not say
    std::optional<int> turn;
    std::vector<std::string> spells;  ///< spells that the file spells out, each as JSON

    /// The cells where somebody stands, without `except`.
    board::CellSet occupied(std::optional<board::Cell> except = {}) const;
    /// The cell that `text` names: its number, or the id of somebody. Throws Error with what there is.
    board::Cell cell_of(const std::string& text) const;
    /// Which cells and ids there are, as advice.
    std::string what_there_is() const;
    /// The one who stands on `cell`.
    const Piece* at(board::Cell cell) const;
};

/// Reads the first line of JSON in `path`: a record with `state` or `grid`, or a board itself (`kind`, `cols`, `rows`,
/// `cells`), with `entities` beside it where there are any. Throws Error, or RecordError for a board that is none.
BoardFile read_board_file(const std::string& path);
/// The same of what a file holds; `name`: what messages call it.
BoardFile parse_board_file(const std::string& text, const std::string& name);
/// The highlights of a record's `grid`; those outside `board` are left out.
std::vector<Highlight> highlights_of(const JsonView& grid, const board::Board& board);

}  // namespace tk::grid
