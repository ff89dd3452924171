#include "grid-analyze/tiling_cut.hpp"

#include <algorithm>

#include "grid-analyze/rectangle.hpp"
#include "grid-analyze/tiling_rim.hpp"

namespace tk::grid {

using board::Coord;
using board::Geometry;
using board::Kind;
using board::Placement;
using board::Stagger;

namespace {

constexpr double first_gap = 0.12;  // a cell must show this much more than chance to count in the first round

/// A rectangle and how much it shows.
struct Shape {
    Span span;
    double sum = 0;
};

/// The rectangle with the greatest sum of (shown - threshold).
Shape best_shape(const View& view, double threshold, double most_shown) {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(view.columns()) * static_cast<std::size_t>(view.rows()));
    for (int j = 0; j < view.rows(); ++j) {
        for (int i = 0; i < view.columns(); ++i) {
            const Shown* shown = view.at(i, j);
            values.push_back((shown != nullptr && shown->is_inside ? capped(*shown, view, most_shown) : 0) - threshold);
        }
    }
    const Rectangle best = best_rectangle(values, view.columns(), view.rows());
    return {{best.left, best.top, best.right, best.bottom}, best.sum};
}

Shape shape_in(const View& view) {
    double most = 0.7;
    Shape cut = best_shape(view, first_gap, most);
    for (int round = 0; round < 3 && !cut.span.is_empty(); ++round) {
        most = 1.3 * std::max(means_of(view, cut.span, most).inside, 0.05);
        const Means means = means_of(view, cut.span, most);
        const Shape next = best_shape(view, means.outside + 0.5 * (means.inside - means.outside), most);
        if (next.span.is_empty() || next.span == cut.span) break;
        cut = next;
    }
    return cut;
}

}  // namespace

Cut cut_out(const Field& field) {
    const auto cut = [&](bool shifts_even) {
        const View view{field, shifts_even};
        const Span span = shape_in(view).span;
        return span.columns() < 3 || span.rows() < 3 ? Rimmed{} : with_true_rim(view, span);
    };
    const Rimmed odd = cut(false);
    if (!field.geometry.is_hex()) return {odd.span, false};
    const Rimmed even = cut(true);
    return even.worth > odd.worth ? Cut{even.span, true} : Cut{odd.span, false};
}

std::pair<Geometry, Placement> board_of(const View& view, const Span& span) {
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
