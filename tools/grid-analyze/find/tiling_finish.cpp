#include "grid-analyze/find/tiling_finish.hpp"

#include <algorithm>
#include <tuple>

#include "grid-analyze/find/doubts.hpp"
#include "grid-analyze/find/tiling_ends.hpp"
#include "grid-analyze/find/tiling_front.hpp"
#include "grid-analyze/find/tiling_gap.hpp"
#include "grid-analyze/find/tiling_settle.hpp"
#include "grid-analyze/find/tiling_slant.hpp"

namespace tk::grid {
namespace {

using board::Geometry;
using board::Kind;
using board::Placement;

constexpr double share_of_strip = 0.5;  // of its merit: bars of slots are strips more often than boards

/// Of tiles that lie apart now one edge was taken for the border and now the other: cells end halfway between.
Placement between_tiles(const EdgeFields& edges, const Geometry& geometry, const Placement& placement) {
    const Gap gap = gap_of(edges.fine, geometry, placement);
    if (!is_wide(gap)) return placement;
    const double side = std::max(placement.width, placement.height), flank = 3 * edges.fine.scale();
    return settled(edges.exact(placement.width, placement.height), geometry, placement, gap.most * side + 2 * flank,
                   true);
}

}  // namespace

FinishedTiling finished(const EdgeFields& edges, Tiling tiling) {
    Geometry& geometry = tiling.geometry;
    Placement& placement = tiling.placement;
    if (geometry.kind() == Kind::square || geometry.kind() == Kind::hex_flat) {
        if (const auto moved = on_edges_of_tiles(edges.fine, geometry, placement))
            placement =
                settled(edges.exact(placement.width, placement.height), geometry, *moved, 3 * edges.fine.scale(), true);
    }
    const int cells = geometry.size();
    std::tie(geometry, placement) = with_true_ends(edges, geometry, placement);
    // Of a table's lines a few may be as far apart as its columns, and what little is left of a lattice has to show by
    // itself.
    if (is_strip(geometry) || 2 * geometry.size() < cells) {
        const double share = is_strip(geometry) ? share_of_strip : 1;
        tiling.merit = std::min(tiling.merit, share * measure_tiling(edges, geometry, placement).merit);
    }
    std::optional<double> slant;
    if (geometry.kind() == Kind::square) {
        slant = slant_of(edges.suited(placement.width, placement.height), geometry, placement);
        placement = between_tiles(edges, geometry, placement);
    }
    return {tiling, slant};
}

}  // namespace tk::grid
