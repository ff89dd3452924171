#include "grid-analyze/scene/arrows.hpp"

#include <algorithm>
#include <cmath>

#include "catch.hpp"

namespace {

using namespace tk::grid;
using tk::board::Coord;
using tk::board::Point;

const tk::board::Geometry eight(tk::board::Kind::square, 8, 8);
const cv::Vec3f shades(100, 90, 70);  // even cells are so much lighter

bool is_odd(Point point) {
    return ((std::lround(point.x) + std::lround(point.y)) & 1) != 0;
}

/// What paint of this colour over that of even cells leaves there, and over odd cells.
cv::Vec3f painted(Point point, const cv::Vec3f& colour, float opacity) {
    return opacity * (is_odd(point) ? colour + shades : colour);
}

/// A stroke of the usual width from one point to another.
bool is_on(Point point, Point from, Point to) {
    const double dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
    const double along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
    const double beside = std::abs((point.x - from.x) * dy - (point.y - from.y) * dx) / length;
    return along >= 0 && along <= length && beside <= 0.08;
}

TEST_CASE("an arrow is found whichever way it runs, and how far") {
    const auto [from, to] =
        GENERATE(table<Coord, Coord>({{{1, 2}, {6, 2}}, {{4, 7}, {4, 4}}, {{0, 0}, {7, 7}}, {{3, 1}, {5, 2}}}));
    const float opacity = GENERATE(0.6F, 1.0F);
    const OverGround over = [&](Point point) -> std::optional<cv::Vec3f> {
        const bool is_painted = is_on(point, {from.x + 0.0, from.y + 0.0}, {to.x + 0.0, to.y + 0.0});
        return is_painted ? painted(point, {-150, -40, -120}, opacity) : cv::Vec3f();
    };
    const auto arrows = find_arrows(eight, over, shades);
    REQUIRE_FALSE(arrows.empty());
    for (int x = 0; x < 8; ++x) {
        for (int y = 0; y < 8; ++y) {
            const Point middle{x + 0.0, y + 0.0};
            const bool is_covered =
                std::any_of(arrows.begin(), arrows.end(), [&](const Arrow& arrow) { return arrow.covers(middle); });
            CAPTURE(x, y);
            if (is_on(middle, {from.x + 0.0, from.y + 0.0}, {to.x + 0.0, to.y + 0.0})) CHECK(is_covered);
            if (is_covered) CHECK(is_on(middle, {from.x + 0.0, from.y + 0.0}, {to.x + 0.0, to.y + 0.0}));
        }
    }
}

TEST_CASE("pieces in a row are no arrow, nor is what lies beside the middles") {
    const OverGround pieces = [](Point point) -> std::optional<cv::Vec3f> {
        const double x = point.x - std::round(point.x), y = point.y - std::round(point.y);
        return std::lround(point.y) == 1 && std::hypot(x, y) < 0.4 ? painted(point, {-200, -200, -200}, 1)
                                                                   : cv::Vec3f();
    };
    CHECK(find_arrows(eight, pieces, shades).empty());
    const OverGround feet = [](Point point) -> std::optional<cv::Vec3f> {
        return std::abs(point.y - 1.35) < 0.1 ? painted(point, {-200, -200, -200}, 1) : cv::Vec3f();
    };
    CHECK(find_arrows(eight, feet, shades).empty());
}

TEST_CASE("a row in the colours of something else is no arrow") {
    const OverGround colourful = [](Point point) -> std::optional<cv::Vec3f> {
        const auto colour = static_cast<float>(40 * std::lround(3 * point.x) % 160);
        return std::abs(point.y - 2) < 0.2 ? cv::Vec3f(colour - 120, 60 - colour, 90) : cv::Vec3f();
    };
    CHECK(find_arrows(eight, colourful, shades).empty());
    // Light cells may not become darker than dark ones by the same paint.
    const OverGround turned = [](Point point) -> std::optional<cv::Vec3f> {
        return std::abs(point.y - 2) < 0.2 ? cv::Vec3f((is_odd(point) ? 1 : -1) * shades) : cv::Vec3f();
    };
    CHECK(find_arrows(eight, turned, shades).empty());
}

}  // namespace
