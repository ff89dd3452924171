#pragma once

#include "board/placement.hpp"
#include "grid-analyze/find/flat_picture.hpp"

namespace tk::grid {

/// What all cells of a picture have in common, laid one on the other.
struct FoldedCell {
    board::Point middle;  ///< of some cell, pixels
    double clarity = 0;   ///< how far its outline stands out, in deviations of the outlines at all other places
};

/// Where some hexagon of this size and kind lies in a picture, of which any values may be given that stand out along
/// the sides of cells; only the size of `placement` is used.
///
/// All cells are laid one on the other: what each of them has adds up, noise and art do not. In their mean the outline
/// of a cell is where it stands out most, brighter or darker (epoch folding, as used for periods in astronomy: Leahy et
/// al., The Astrophysical Journal 266, 1983).
FoldedCell fold_cells(const FlatPicture& picture, board::Kind kind, const board::Placement& placement);

}  // namespace tk::grid
