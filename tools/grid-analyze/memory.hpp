#pragma once

#include <array>
#include <string>
#include <vector>

#include "grid-analyze/finder.hpp"

namespace tk::grid {

/// What the cells of a board were seen to be over the frames: what somebody's plate hides now was seen before.
class CellMemory {
public:
    /// Takes in the cells of one frame and returns what each most often was; `?` only where none was ever seen.
    /// Starts anew when `board` lies elsewhere than the last one.
    std::string recall(const FoundBoard& board, const std::string& cells);

private:
    FoundBoard board_;
    std::vector<std::array<int, 3>> counts_;  ///< by cell: floor, obstacle, hole
};

}  // namespace tk::grid
