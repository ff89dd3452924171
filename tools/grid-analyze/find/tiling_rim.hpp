#pragma once

#include "grid-analyze/find/tiling_field.hpp"

namespace tk::grid {

/// A part of a field with its rim in the right place, and how well it explains what is seen.
struct Rimmed {
    CellRect span;
    double worth = 0;  ///< sum over its sides, each once, of how much more they show than half of what is usual
};

/// Moves the rim of `span` to where the board ends. Between a line of cells beside the board and the board lies the
/// board's own rim, which is seen either way; so a line belongs to the board if its other sides are seen. Cells whose
/// sides towards the board are not seen lie behind something and say nothing.
Rimmed with_true_rim(const View& view, const CellRect& span);

}  // namespace tk::grid
