#include "grid-analyze/tiling_cut.hpp"

#include <algorithm>

#include "grid-analyze/rectangle.hpp"

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

/// Lines of cells beside `span` that belong to it: many of their cells show their sides.
Span with_rim(const View& view, Span span) {
    const double inside = means_of(view, span, 3).inside;
    const std::size_t sides = view.field.geometry.is_hex() ? 6 : 4;
    const auto speaks = [&](int left, int top, int right, int bottom) {
        int seen = 0, all = 0;
        for (int j = top; j <= bottom; ++j) {
            for (int i = left; i <= right; ++i) {
                const Shown* shown = view.at(i, j);
                if (shown == nullptr || !shown->is_inside) return false;
                const auto clear = std::count_if(shown->each.begin(), shown->each.begin() + static_cast<int>(sides),
                                                 [&](float side) { return static_cast<double>(side) > 0.5 * inside; });
                seen += clear + 1 >= static_cast<int>(sides) ? 1 : 0;
                ++all;
            }
        }
        return seen * 100 >= 30 * all;
    };
    for (int round = 0; round < 8; ++round) {
        const Span before = span;
        if (speaks(span.left - 1, span.top, span.left - 1, span.bottom)) --span.left;
        if (speaks(span.right + 1, span.top, span.right + 1, span.bottom)) ++span.right;
        if (speaks(span.left, span.top - 1, span.right, span.top - 1)) --span.top;
        if (speaks(span.left, span.bottom + 1, span.right, span.bottom + 1)) ++span.bottom;
        if (span == before) break;
    }
    return span;
}

/// Which sides of a cell look towards (dx, dy), of hexagons up to two.
std::vector<std::size_t> sides_towards(const std::vector<Side>& sides, int dx, int dy) {
    std::vector<std::size_t> result;
    for (std::size_t s = 0; s < sides.size(); ++s) {
        const double mx = sides[s].x + sides[s].dx / 2, my = sides[s].y + sides[s].dy / 2;
        const auto nx = static_cast<double>(sides[s].nx), ny = static_cast<double>(sides[s].ny);
        const double outwards = mx * nx + my * ny > 0 ? 1 : -1;
        if (outwards * (nx * dx + ny * dy) > 0.7) result.push_back(s);
    }
    return result;
}

/// The strength of a side that is seen plainly: six of ten in `span` show less.
double plain_strength(const View& view, const Span& span, std::size_t sides) {
    std::vector<float> all;
    for (int j = span.top; j <= span.bottom; ++j) {
        for (int i = span.left; i <= span.right; ++i) {
            const Shown* shown = view.at(i, j);
            if (shown == nullptr || !shown->is_inside) continue;
            all.insert(all.end(), shown->each.begin(), shown->each.begin() + static_cast<std::ptrdiff_t>(sides));
        }
    }
    if (all.empty()) return 0;
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(all.size() * 6 / 10);
    std::nth_element(all.begin(), at, all.end());
    return static_cast<double>(*at);
}

/// Takes lines from the rim of `span` that are none of the board: the sides towards the board are the board's own rim,
/// but the sides away from it are not seen, as of the front walls below it. Cells that show neither are hidden and do
/// not count.
Span without_outer(const View& view, Span span) {
    const auto sides = sides_of(view.field.geometry, view.field.placement);
    const double least = 0.4 * plain_strength(view, span, sides.size());
    const auto sees = [&](const Shown& shown, const std::vector<std::size_t>& which) {
        return std::all_of(which.begin(), which.end(),
                           [&](std::size_t s) { return static_cast<double>(shown.each[s]) > least; });
    };
    struct Rim {
        int Span::*edge;
        int dx, dy;
    };
    static constexpr Rim rims[] = {
        {&Span::left, -1, 0}, {&Span::right, 1, 0}, {&Span::top, 0, -1}, {&Span::bottom, 0, 1}};
    for (const auto& [edge, dx, dy] : rims) {
        const auto far = sides_towards(sides, dx, dy), near = sides_towards(sides, -dx, -dy);
        for (int round = 0; round < 3 && span.columns() > 3 && span.rows() > 3; ++round) {
            const int line = span.*edge;
            int shut = 0, open = 0;
            for (int k = dx != 0 ? span.top : span.left; k <= (dx != 0 ? span.bottom : span.right); ++k) {
                const Shown* shown = dx != 0 ? view.at(line, k) : view.at(k, line);
                if (shown == nullptr || !shown->is_inside) continue;
                if (sees(*shown, far)) {
                    ++shut;
                } else if (sees(*shown, near)) {
                    ++open;
                }
            }
            if (shut > 0 && 10 * shut >= 3 * (shut + open)) break;
            span.*edge -= dx + dy;
        }
    }
    return span;
}

}  // namespace

Cut cut_out(const Field& field) {
    const Shape odd = shape_in({field, false});
    if (!field.geometry.is_hex()) return {odd.span, false};
    const Shape even = shape_in({field, true});
    return even.sum > odd.sum ? Cut{even.span, true} : Cut{odd.span, false};
}

Span with_true_rim(const View& view, const Span& span) {
    return without_outer(view, with_rim(view, span));
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
