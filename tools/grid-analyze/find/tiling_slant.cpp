#include "grid-analyze/find/tiling_slant.hpp"

#include <algorithm>
#include <cmath>

#include "grid-analyze/find/tiling_settle.hpp"

namespace tk::grid {

using board::Geometry;
using board::Placement;

namespace {

constexpr int sides = 60;  // of each half that are fitted

}  // namespace

double slant_of(const EdgeField& edges, const Geometry& geometry, const Placement& placement) {
    const double reach = std::max(3 * edges.scale(), 0.1 * std::min(placement.width, placement.height));
    double most = 0;
    for (const bool is_across : {true, false}) {  // the lines that are compared run down, or across
        const int count = is_across ? geometry.rows() : geometry.cols(), half = count / 2, apart = count - half;
        const int lines = is_across ? geometry.cols() : geometry.rows();
        const Geometry part(board::Kind::square, is_across ? lines : half, is_across ? half : lines);
        Placement beyond = placement;
        (is_across ? beyond.origin.y : beyond.origin.x) += apart * (is_across ? placement.height : placement.width);
        const Placement near = settled(edges, part, placement, reach, true, sides);
        const Placement far = settled(edges, part, beyond, reach, true, sides);
        const auto place = [&](const Placement& of, int line) {
            return is_across ? of.origin.x + (line - 0.5) * of.width : of.origin.y + (line - 0.5) * of.height;
        };
        for (const int line : {0, lines})
            most = std::max(most, std::abs(place(near, line) - place(far, line)) /
                                      (apart * (is_across ? placement.width : placement.height)));
    }
    return most;
}

}  // namespace tk::grid
