#pragma once

#include <array>
#include <string>
#include <vector>

#include "grid-analyze/find/found_board.hpp"

namespace tk::grid {

/// What the cells of a board were seen to be over the frames: what somebody's plate hides now was seen before.
class CellMemory {
public:
    /// Whether these cells, on a board that lies where the last one lay, are those of another map: much of what was
    /// obstacle or hole is floor. A window over the board hides floor, but shows none.
    bool shows_another_map(const FoundBoard& board, const std::string& cells) const;
    /// Takes in the cells of one frame and returns what each most often was; `?` only where none was ever seen.
    /// Starts anew when `board` lies elsewhere than the last one.
    std::string recall(const FoundBoard& board, const std::string& cells);

private:
    /// What a cell was seen to be most often so far; `?` if never.
    char remembered(std::size_t cell) const;

    FoundBoard board_;
    std::vector<std::array<int, 3>> counts_;  ///< by cell: floor, obstacle, hole
};

}  // namespace tk::grid
