#include "grid-analyze/find/tiling_field.hpp"

#include <algorithm>

namespace tk::grid {

using board::Cell;
using board::Coord;
using board::Geometry;
using board::Kind;
using board::Placement;

namespace {

/// A board that covers the picture, and has no cells yet.
Field field_over(cv::Size picture, Kind kind, const Placement& placement) {
    const auto [pitch_x, pitch_y] = board::spacing(kind, placement);
    // An even number of columns and rows to the left and above, so that the shifted lines stay the odd ones.
    const int left = 2 * (static_cast<int>(placement.origin.x / pitch_x) / 2 + 1);
    const int above = 2 * (static_cast<int>(placement.origin.y / pitch_y) / 2 + 1);
    const int cols = left + static_cast<int>((picture.width - placement.origin.x) / pitch_x) + 3;
    const int rows = above + static_cast<int>((picture.height - placement.origin.y) / pitch_y) + 3;
    Field field{Geometry(kind, std::max(cols, 1), std::max(rows, 1)), placement, {}};
    field.placement.origin.x -= left * pitch_x;
    field.placement.origin.y -= above * pitch_y;
    return field;
}

/// The same of plain diamonds, whose columns and rows run aslant from corner to corner of the picture.
Field diamonds_over(cv::Size picture, const Placement& placement) {
    const Geometry one(Kind::diamond, 1, 1);
    const double width = picture.width, height = picture.height;
    const Coord first{board::coord_at(one, placement, {0, 0}).x, board::coord_at(one, placement, {width, 0}).y};
    const Coord last{board::coord_at(one, placement, {width, height}).x,
                     board::coord_at(one, placement, {0, height}).y};
    Field field{Geometry(Kind::diamond, last.x - first.x + 1, last.y - first.y + 1), placement, {}};
    field.placement.origin = board::centre(one, placement, first);
    return field;
}

}  // namespace

Field field_of(const EdgeField& edges, Kind kind, const Placement& placement) {
    Field field =
        kind == Kind::diamond ? diamonds_over(edges.size(), placement) : field_over(edges.size(), kind, placement);
    const CellLook look(edges, sides_of(field.geometry, placement));
    field.cells.reserve(static_cast<std::size_t>(field.geometry.size()));
    for (Cell cell = 0; cell < field.geometry.size(); ++cell)
        field.cells.push_back(look.at(board::centre(field.geometry, field.placement, cell)));
    return field;
}

Coord View::offset(int col, int row) const {
    if (shifts_even && field.geometry.kind() == Kind::hex_pointy && (row & 1) == 0) ++col;
    if (shifts_even && field.geometry.kind() == Kind::hex_flat && (col & 1) == 0) ++row;
    return {col, row};
}

const Shown* View::at(int col, int row) const {
    // Not all kinds are numbered row by row, and alternating rows differ in length.
    const auto cell = field.geometry.cell_at_offset(offset(col, row));
    return cell ? &field.cells[static_cast<std::size_t>(*cell)] : nullptr;
}

double capped(const Shown& shown, const View& view, double most) {
    const std::size_t sides = view.field.geometry.is_hex() ? 6 : 4;
    double sum = 0;
    for (std::size_t s = 0; s < sides; ++s) sum += std::min(static_cast<double>(shown.each[s]), most);
    return sum / static_cast<double>(sides);
}

double worth_of(const Shown* cell, const View& view, double threshold, double most) {
    constexpr double least_blank = 0.08;
    const double shown = cell != nullptr && cell->is_inside ? capped(*cell, view, most) : 0;
    // What lies over the board may show far less than nothing, and says no more than a blank cell.
    return std::max(shown, -std::max(threshold, least_blank)) - threshold;
}

double mean_of(const View& view, const CellRect& span, double most) {
    double sum = 0;
    int count = 0;
    for (int j = span.top; j <= span.bottom; ++j) {
        for (int i = span.left; i <= span.right; ++i) {
            const Shown* shown = view.at(i, j);
            if (shown == nullptr || !shown->is_inside) continue;
            sum += capped(*shown, view, most);
            ++count;
        }
    }
    return count > 0 ? sum / count : 0;
}

}  // namespace tk::grid
