#pragma once

#include <optional>

#include "grid-analyze/find/found_board.hpp"

namespace tk::grid {

/// Whether the cells of both boards lie in the same places, but are counted from others: of the rim another part was
/// seen.
bool is_counted_otherwise(const FoundBoard& a, const FoundBoard& b);

/// Keeps the numbers of the cells while the picture does: a board that is counted otherwise than the one before is
/// believed once it was found so several times in a row, as a board that moves does not stop on its own cells.
class Numbering {
public:
    /// The board that holds now, `before` or `found`.
    const FoundBoard& settle(const FoundBoard& before, const FoundBoard& found);

private:
    std::optional<FoundBoard> rival_;  ///< found last, but not believed
    int times_ = 0;                    ///< how often in a row
};

}  // namespace tk::grid
