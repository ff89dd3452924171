#include "grid-analyze/find/tiling_grow.hpp"

#include <algorithm>
#include <cmath>

#include "grid-analyze/find/tiling_cut.hpp"
#include "grid-analyze/find/tiling_judge.hpp"

namespace tk::grid {
namespace {

bool is_in(const View& view, const CellRect& span) {
    return span.left >= 0 && span.top >= 0 && span.right < view.columns() && span.bottom < view.rows();
}

Tiling judged(const View& view, const CellRect& span) {
    const auto [geometry, placement] = board_of(view, span);
    return judged(geometry, placement, view, span);
}

}  // namespace

CellRect span_of(const Field& field, const board::Geometry& geometry, const board::Placement& placement) {
    const auto [pitch_x, pitch_y] = board::spacing(geometry.kind(), placement);
    const int left = static_cast<int>(std::lround((placement.origin.x - field.placement.origin.x) / pitch_x));
    const int top = static_cast<int>(std::lround((placement.origin.y - field.placement.origin.y) / pitch_y));
    return {std::max(left, 0), std::max(top, 0), std::min(left + geometry.cols(), field.geometry.cols()) - 1,
            std::min(top + geometry.rows(), field.geometry.rows()) - 1};
}

Tiling grown(const View& view, const CellRect& span) {
    Tiling best = judged(view, span);
    CellRect best_span = span;
    for (bool is_better = true; is_better;) {
        is_better = false;
        const CellRect from = best_span;
        for (const int lines : {1, 2, 3, -1}) {
            for (int CellRect::*edge : {&CellRect::left, &CellRect::top, &CellRect::right, &CellRect::bottom}) {
                CellRect next = from;
                next.*edge += edge == &CellRect::left || edge == &CellRect::top ? -lines : lines;
                if (!is_in(view, next) || !next.is_large_enough()) continue;
                const Tiling other = judged(view, next);
                if (other.merit <= best.merit) continue;
                best = other;
                best_span = next;
                is_better = true;
            }
        }
    }
    return best;
}

}  // namespace tk::grid
