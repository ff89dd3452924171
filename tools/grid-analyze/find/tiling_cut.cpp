#include "grid-analyze/find/tiling_cut.hpp"

#include <algorithm>

#include "grid-analyze/find/rectangle.hpp"
#include "grid-analyze/find/tiling_rim.hpp"

namespace tk::grid {

using board::Coord;
using board::Geometry;
using board::Kind;
using board::Placement;
using board::Stagger;

namespace {

constexpr double least_contrast = 0.1, most_contrast = 0.7;

/// The rectangle with the greatest sum of (shown - threshold).
CellRect best_shape(const View& view, double threshold, double most_shown) {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(view.columns()) * static_cast<std::size_t>(view.rows()));
    for (int j = 0; j < view.rows(); ++j) {
        for (int i = 0; i < view.columns(); ++i) {
            values.push_back(worth_of(view.at(i, j), view, threshold, most_shown));
        }
    }
    return best_rectangle(values, view.columns(), view.rows()).cells;
}

}  // namespace

std::vector<Cut> cuts_of(const Field& field, double contrast) {
    std::vector<Cut> cuts;
    const double usual = std::clamp(contrast, least_contrast, most_contrast);
    for (const double share : {0.3, 0.5, 0.7}) {
        const auto cut = [&](bool shifts_even) {
            const View view{field, shifts_even};
            const CellRect span = best_shape(view, share * usual, 1.3 * usual);
            return span.is_large_enough() ? with_true_rim(view, span) : Rimmed{};
        };
        const Rimmed odd = cut(false), even = field.geometry.is_hex() ? cut(true) : Rimmed{};
        const Cut better = even.worth > odd.worth ? Cut{even.span, true} : Cut{odd.span, false};
        const bool is_known = std::any_of(cuts.begin(), cuts.end(), [&](const Cut& other) {
            return other.span == better.span && other.shifts_even == better.shifts_even;
        });
        if (better.span.is_large_enough() && !is_known) cuts.push_back(better);
    }
    return cuts;
}

std::pair<Geometry, Placement> board_of(const View& view, const CellRect& span) {
    const Kind kind = view.field.geometry.kind();
    const int line = kind == Kind::hex_flat ? span.left : span.top;
    const bool first_is_shifted = ((line & 1) == 0) == view.shifts_even;
    const bool is_hex = view.field.geometry.is_hex();
    const Geometry geometry(kind, span.columns(), span.rows(),
                            is_hex && first_is_shifted ? Stagger::even : Stagger::odd);
    int col = span.left, row = span.top;
    if (view.shifts_even && kind == Kind::hex_pointy && (row & 1) == 0) ++col;
    if (view.shifts_even && kind == Kind::hex_flat && (col & 1) == 0) ++row;
    Placement placement = view.field.placement;
    // May lie one outside the field, so it is calculated from coordinates.
    const int lag = kind == Kind::hex_pointy ? row >> 1 : kind == Kind::hex_flat ? col >> 1 : 0;
    const Coord coord = kind == Kind::hex_pointy ? Coord{col - lag, row}
                        : kind == Kind::hex_flat ? Coord{col, row - lag}
                                                 : Coord{col, row};
    placement.origin = board::centre(view.field.geometry, view.field.placement, coord);
    return {geometry, placement};
}

}  // namespace tk::grid
