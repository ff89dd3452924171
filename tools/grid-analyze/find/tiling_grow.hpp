#pragma once

#include "grid-analyze/find/tiling.hpp"
#include "grid-analyze/find/tiling_field.hpp"

namespace tk::grid {

/// The part of `field` that a board is which lies on its lattice.
CellRect span_of(const Field& field, const board::Geometry& geometry, const board::Placement& placement);

/// The tiling of `span`, or of one with more lines or fewer if that stands out better: where windows and fighters lie
/// over a faint board, the rectangle whose cells show best is but a part of it.
Tiling grown(const View& view, const CellRect& span);

}  // namespace tk::grid
