#pragma once

#include <cmath>

#include "board/coord.hpp"

namespace tk::grid {

using board::Coord;
using board::Point;

/// The whole number nearest to `value`. std::round knows a rule for halves and numbers without end, which takes longer
/// than all else that is asked of an edge point.
inline int nearest(double value) {
    const double half_more = value + 0.5;
    const int whole = static_cast<int>(half_more);
    return whole - (static_cast<double>(whole) > half_more ? 1 : 0);
}

/// An isometric lattice over a picture, without an end. Cell (x, y) is the rhombus of `width` x `height` pixels around
/// (x0 + (x + y) / 2 * width, y0 + (x - y) / 2 * height): x grows to the lower right, y to the upper right, as on iso
/// boards. The sides of the cells lie where a coordinate is a whole number and a half. The point (0, 0) is the
/// corner of the picture, so that pixels have their centres at halves.
struct Lattice {
    double width = 0, height = 0;
    double x0 = 0, y0 = 0;  ///< centre of cell (0, 0)

    double x(Point p) const { return (p.x - x0) / width + (p.y - y0) / height; }
    double y(Point p) const { return (p.x - x0) / width - (p.y - y0) / height; }
    Point at(double x, double y) const { return {x0 + (x + y) / 2 * width, y0 + (x - y) / 2 * height}; }
    Point centre(Coord cell) const { return at(cell.x, cell.y); }
    Coord cell(Point p) const { return {nearest(x(p)), nearest(y(p))}; }
};

/// Where many points lie in a lattice: divides once for all of them.
class LatticePlaces {
public:
    explicit LatticePlaces(const Lattice& lattice)
        : x0_(lattice.x0), y0_(lattice.y0), over_width_(1 / lattice.width), over_height_(1 / lattice.height) {}
    /// Both coordinates of `p` in the lattice.
    Point of(Point p) const {
        const double across = (p.x - x0_) * over_width_, down = (p.y - y0_) * over_height_;
        return {across + down, across - down};
    }

private:
    double x0_, y0_, over_width_, over_height_;
};

/// Whether the cells of both are nearly of one size, as after a fit that did not run away.
inline bool is_near(const Lattice& a, const Lattice& b) {
    return std::abs(a.width / b.width - 1) < 0.03 && std::abs(a.height / b.height - 1) < 0.03;
}

}  // namespace tk::grid
