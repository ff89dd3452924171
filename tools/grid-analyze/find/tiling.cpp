#include "grid-analyze/find/tiling.hpp"

#include <algorithm>
#include <cmath>

#include "grid-analyze/find/cell_sizes.hpp"
#include "grid-analyze/find/side_parts.hpp"
#include "grid-analyze/find/tiling_cut.hpp"
#include "grid-analyze/find/tiling_fit.hpp"
#include "grid-analyze/find/tiling_gap.hpp"
#include "grid-analyze/find/tiling_grow.hpp"
#include "grid-analyze/find/tiling_judge.hpp"
#include "grid-analyze/find/tiling_pitch.hpp"
#include "grid-analyze/find/tiling_settle.hpp"
#include "grid-analyze/find/tiling_table.hpp"

namespace tk::grid {
namespace {

using board::Cell;
using board::Geometry;
using board::Kind;
using board::Placement;
using board::Stagger;

constexpr double most_stretched = 1.06, most_stretched_hexagon = 1.7;  // width to height, either way
// Beyond these, two of the six sides are so short that what meets at the corners of rhombi or of bricks looks like
// them: the diamonds of isometric boards come out at 0.55 and less.
constexpr double least_pitch = 0.6, most_pitch = 0.9;
constexpr double least_settled = 0.8;  // merit: less will not be taken for a board
constexpr double tells_pitch = 0.65;   // contrast: the sides of fainter boards are taken for regular ones
constexpr double usual_stretch = 1.1;  // of hexagons
constexpr double unusual = 0.7;      // share of its merit that a tiling keeps: chance has more of other shapes to offer
constexpr double most_bent = 1.025;  // by a last fit, width to height
constexpr int enough_cells = 20;     // that a fit may bend more
constexpr double faint = 8;          // merit of hexagons
constexpr double much_better = 2;    // times the merit
constexpr double faint_contrast = 0.9;  // of hexagons
constexpr double least_grown = 4.7;     // merit: in pictures without a board 2.5 can be reached
constexpr int cells_of_parts = 150;

/// Width to height over that of squares or regular hexagons, or its inverse: 1 or more.
double stretch_of(Kind kind, const Placement& placement) {
    const double regular = kind == Kind::square ? 1 : kind == Kind::hex_pointy ? std::sqrt(0.75) : 1 / std::sqrt(0.75);
    const double stretch = placement.width / placement.height / regular;
    return std::max(stretch, 1 / stretch);
}

/// Whether cells of a board may have this shape.
bool is_likely(Kind kind, const Placement& placement) {
    if (kind == Kind::square) return stretch_of(kind, placement) < most_stretched;
    return placement.pitch > least_pitch && placement.pitch < most_pitch &&
           stretch_of(kind, placement) < most_stretched_hexagon;
}

/// Whether most boards have cells of this shape.
bool is_usual(Kind kind, const Placement& placement) {
    return placement.pitch == Placement::regular_pitch && stretch_of(kind, placement) < usual_stretch;
}

/// The board that stands out best of the tiling that continues `placement` over the picture. `seen`: the cells from
/// that of `placement` on that showed before, with `contrast`.
std::optional<Tiling> best_board(const EdgeField& edges, const Geometry& seen, const Placement& placement,
                                 double contrast) {
    const Field field = field_of(edges, seen.kind(), placement);
    std::vector<Cut> cuts = cuts_of(field, contrast);
    // Of a faint board hardly more may stand out than of what is beside it.
    const CellRect whole = span_of(field, seen, placement);
    const bool is_cut = !cuts.empty();
    if (!is_cut && seen.is_hex() && seen.stagger() == Stagger::odd && whole.is_large_enough())
        cuts.push_back({whole, false});
    std::optional<Tiling> best;
    Cut best_cut;
    for (const Cut& cut : cuts) {
        const View view{field, cut.shifts_even};
        const auto [cut_geometry, cut_placement] = board_of(view, cut.span);
        const Tiling tiling = judged(cut_geometry, cut_placement, view, cut.span);
        if (best && tiling.merit <= best->merit) continue;
        best = tiling;
        best_cut = cut;
    }
    if (!best || !seen.is_hex() || best->merit >= faint || best->contrast > faint_contrast) return best;
    const Tiling more = grown({field, best_cut.shifts_even}, best_cut.span);
    // Where a cut ends is told better than by growing, unless it has missed most of the board.
    if (more.merit >= std::max(least_grown, much_better * best->merit)) return more;
    return is_cut ? best : std::nullopt;
}

}  // namespace

std::optional<Tiling> follow_tiling(const EdgeFields& fields, const Trial& trial) {
    const EdgeField& edges = fields.suited(trial.placement.width, trial.placement.height);
    const Kind kind = trial.geometry.kind();
    Placement placement = trial.placement;
    const double side = std::min(placement.width, placement.height), least = least_cell_of_field * fields.fine.scale();
    Geometry geometry = trial.geometry;
    placement = climbed(edges, geometry, placement, 0.05 * side, 0.1, std::max(0.03 * side, edges.scale()), most_fitted,
                        Shape::kept);
    if (!trial.tells_pitch) placement = turned(edges, geometry, placement, std::max(0.04 * side, 1.5 * edges.scale()));
    std::optional<Tiling> found;
    for (int round = 0; round < 2; ++round) {
        if (placement.width < least || placement.height < least ||
            std::max(placement.width, placement.height) > most_cell_of_tiling)
            return std::nullopt;
        auto best = best_board(edges, geometry, placement, trial.contrast);
        if (!best || best->merit < least_settled) return best;
        const Placement cut_placement = best->placement;
        placement = climbed(edges, best->geometry, cut_placement, round == 0 ? 0.03 * side : 0.25, 0.1,
                            1.2 * edges.scale(), most_fitted, Shape::kept);
        geometry = best->geometry;
        best->placement = placement;
        found = best;
        if (std::hypot(placement.origin.x - cut_placement.origin.x, placement.origin.y - cut_placement.origin.y) < 1)
            break;
    }
    if (!is_likely(kind, placement)) return std::nullopt;
    const double settling = std::max(2.5 * edges.scale(), 0.04 * side);
    const EdgeField& finest = fields.exact(found->placement.width, found->placement.height);
    const Placement exact = settled(finest, found->geometry, found->placement, settling, found->contrast > tells_pitch);
    // Of few sides, some of which are no sides, some fits are no good.
    const double bent = exact.width / exact.height / (found->placement.width / found->placement.height);
    const bool is_told = found->contrast > tells_pitch && found->geometry.size() >= enough_cells;
    if (is_told || std::max(bent, 1 / bent) < most_bent) found->placement = exact;
    if (geometry.is_hex() && !is_likely(kind, found->placement)) return std::nullopt;
    if (!is_usual(kind, found->placement)) {
        // With sides of the usual shape it may have been found in part only.
        const auto whole = best_board(edges, found->geometry, found->placement, found->contrast);
        if (whole && whole->merit > found->merit) {
            found = whole;
            found->placement = settled(finest, found->geometry, found->placement, settling, true);
            if (!is_likely(kind, found->placement)) return std::nullopt;
        }
        found->merit *= unusual;
    }
    if (kind == Kind::square && (are_slots(gap_of(fields.fine, found->geometry, found->placement)) ||
                                 is_of_table(fields.fine, found->geometry, found->placement)))
        return std::nullopt;
    if (!show_together(parts_of_sides(fields, found->geometry, found->placement, cells_of_parts))) return std::nullopt;
    return found;
}

Tiling measure_tiling(const EdgeFields& fields, const Geometry& geometry, const Placement& placement) {
    const EdgeField& edges = fields.for_any(placement.width, placement.height);
    Field field{geometry, placement, {}};
    const CellLook look(edges, sides_of(geometry, placement));
    for (Cell cell = 0; cell < geometry.size(); ++cell)
        field.cells.push_back(look.at(board::centre(geometry, placement, cell)));
    const int rows = geometry.stagger() == Stagger::alternating ? geometry.size() / geometry.cols() : geometry.rows();
    return judged(geometry, placement, {field, false}, {0, 0, geometry.cols() - 1, rows - 1});
}

}  // namespace tk::grid
