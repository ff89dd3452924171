#include "grid-analyze/find/doubts.hpp"

#include <algorithm>
#include <cmath>

#include "grid-analyze/find/hints.hpp"

namespace tk::grid {
namespace {

constexpr double clear_merit = 5, clear_contrast = 0.9;  // others reach 1.2, along isometric lines 0.6
constexpr double clear_of_faint = 12, no_blank_sides = 0.9;
constexpr double hexagon_ratio = 1.78;
constexpr double flat_as_bricks = 1.2;  // width to height of hexagons, over that of regular ones
constexpr double apart = 0.03;          // of two sizes that are taken for one

bool is_same(double size, double other) {
    return std::abs(size / other - 1) < apart;
}

}  // namespace

bool is_clear(const Tiling& tiling) {
    return (tiling.merit > clear_merit && tiling.contrast > clear_contrast) ||
           (tiling.merit > clear_of_faint && tiling.evenness > no_blank_sides);
}

bool is_strip(const board::Geometry& geometry) {
    const auto [least, most] = std::minmax({geometry.cols(), geometry.rows()});
    return geometry.kind() == board::Kind::square && least <= 3 && most >= 3 * least;
}

bool may_be_of_hexagons(const FoundBoard& iso, const profile::BoardProfile& profile) {
    return is_allowed(board::Kind::hex_pointy, profile) && iso.placement.width < hexagon_ratio * iso.placement.height;
}

bool is_on_lines_of(const Tiling& tiling, const FoundBoard& iso) {
    return tiling.geometry.kind() == board::Kind::hex_pointy && is_same(tiling.placement.width, iso.placement.width);
}

bool may_be_isometric(const Tiling& tiling, const FoundBoard& iso) {
    if (tiling.geometry.kind() != board::Kind::hex_flat || tiling.merit > clear_merit) return false;
    return is_same(2 * board::spacing(tiling.geometry.kind(), tiling.placement).x, iso.placement.width) &&
           is_same(tiling.placement.height, iso.placement.height);
}

bool may_be_bricks(const Tiling& tiling) {
    if (!tiling.geometry.is_hex() || tiling.merit > clear_merit) return false;
    const double regular = tiling.geometry.kind() == board::Kind::hex_pointy ? std::sqrt(0.75) : 1 / std::sqrt(0.75);
    return tiling.placement.width > flat_as_bricks * regular * tiling.placement.height;
}

}  // namespace tk::grid
