#include "grid-analyze/find/tiling_gap.hpp"

#include <functional>
#include <opencv2/imgproc.hpp>

#include "catch.hpp"

namespace {

using namespace tk::grid;
using tk::board::Geometry;
using tk::board::Kind;
using tk::board::Placement;

/// Of eight by eight squares of `size` pixels drawn by `draw` into each.
Gap gap_in(const std::function<void(cv::Mat)>& draw, int size = 40) {
    cv::Mat picture(10 * size, 10 * size, CV_8U, cv::Scalar(120));
    for (int j = 1; j <= 8; ++j) {
        for (int i = 1; i <= 8; ++i) draw(picture(cv::Rect(size * i, size * j, size, size)));
    }
    return gap_of(EdgeField(picture), Geometry(Kind::square, 8, 8),
                  Placement{{1.5 * size, 1.5 * size}, 1.0 * size, 1.0 * size});
}

TEST_CASE("cells that share a line have no gap, and slots have the one between them") {
    CHECK(gap_in([](cv::Mat cell) { cv::rectangle(cell, {0, 0, 40, 40}, cv::Scalar(40)); }).least < 0.05);
    CHECK(gap_in([](cv::Mat cell) { cv::rectangle(cell, {4, 4, 32, 32}, cv::Scalar(40), 2); }).least > 0.1);
    CHECK(gap_in([](cv::Mat cell) { cell(cv::Rect(4, 4, 32, 32)).setTo(40); }).least > 0.1);
}

TEST_CASE("tiles that lie apart are lighter than what is between them, and slots darker") {
    const Gap tiles = gap_in([](cv::Mat cell) { cell(cv::Rect(2, 2, 36, 36)).setTo(160); });
    CHECK_THAT(tiles.depth, Catch::Matchers::WithinAbs(40, 2));
    CHECK_FALSE(are_slots({0.08, 0.11, tiles.depth}));
    const Gap slots = gap_in([](cv::Mat cell) { cell(cv::Rect(2, 2, 36, 36)).setTo(80); });
    CHECK_THAT(slots.depth, Catch::Matchers::WithinAbs(-40, 2));
    CHECK(are_slots({0.08, 0.11, slots.depth}));
}

TEST_CASE("tiles that lie far apart, if only one way, are none of one board") {
    CHECK(are_slots({0.08, 0.2, 40}));
}

TEST_CASE("where no line is stronger than the others there is no gap, nor anything less") {
    CHECK(gap_in([](cv::Mat) {}).least == 0);
    // So small that one place is looked at across a line.
    CHECK(gap_in([](cv::Mat cell) { cv::rectangle(cell, {0, 0, 4, 4}, cv::Scalar(40)); }, 4).least == 0);
}

}  // namespace
