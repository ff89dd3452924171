#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <string>

#include "board_picture.hpp"
#include "catch.hpp"
#include "found.hpp"
#include "grid-analyze/find/finder.hpp"

/// Where squares and hexagons end, and which lines are the edges of their tiles.
namespace {

using namespace tk::grid;
using tk::board::Cell;
using tk::board::Geometry;
using tk::board::Kind;
using tk::board::Placement;

constexpr double size = 44.5;

Placement placed(Kind kind) {
    const double height = kind == Kind::square       ? size
                          : kind == Kind::hex_pointy ? size * 2 / std::sqrt(3.0)
                                                     : size * std::sqrt(3.0) / 2;
    return {{100.3, 80.6}, size, height};
}

/// Lined tiles on a dark ground where `cells` does not say `o`.
cv::Mat drawn(const Geometry& geometry, const std::string& cells) {
    cv::Mat picture(620, 900, CV_8U, cv::Scalar(40));
    const Placement placement = placed(geometry.kind());
    for (Cell cell = 0; cell < geometry.size(); ++cell) {
        if (cells[static_cast<std::size_t>(cell)] == 'o') continue;
        const auto corners = corners_of(geometry, placement, cell);
        cv::fillConvexPoly(picture, corners, cv::Scalar(150), cv::LINE_AA, corner_shift);
        cv::polylines(picture, corners, true, cv::Scalar(70), 1, cv::LINE_AA, corner_shift);
    }
    return picture;
}

void check_whole(const FoundBoard& found, const Geometry& geometry) {
    CAPTURE(found.geometry.cols(), found.geometry.rows());
    REQUIRE(found.geometry == geometry);
    const auto& origin = found.placement.origin;
    CHECK(std::hypot(origin.x - 100.3, origin.y - 80.6) < 1.5);
}

TEST_CASE("a board whose first and last columns have few cells is found whole") {
    const Kind kind = GENERATE(Kind::square, Kind::hex_pointy, Kind::hex_flat);
    CAPTURE(tk::board::kind_name(kind));
    const Geometry geometry(kind, 12, 10);
    std::string cells(static_cast<std::size_t>(geometry.size()), '.');
    for (const int col : {0, 11}) {
        for (const int row : {0, 1, 2, 3, 7, 8, 9}) cells[static_cast<std::size_t>(row * 12 + col)] = 'o';
    }
    check_whole(found_in(drawn(geometry, cells)), geometry);
}

TEST_CASE("a board is found whole where windows leave a few cells of its last columns") {
    const Kind kind = GENERATE(Kind::square, Kind::hex_pointy, Kind::hex_flat);
    CAPTURE(tk::board::kind_name(kind));
    const Geometry geometry(kind, 12, 10);
    cv::Mat picture = drawn(geometry, std::string(static_cast<std::size_t>(geometry.size()), '.'));
    const int from = kind == Kind::hex_flat ? 290 : 385;
    cv::rectangle(picture, {from, 40, 330, 180}, cv::Scalar(60), cv::FILLED);
    cv::rectangle(picture, {from + 12, 390, 360, 150}, cv::Scalar(60), cv::FILLED);
    check_whole(found_in(picture), geometry);
}

TEST_CASE("a small board of hexagons is found whole where boxes leave one cell of its last column") {
    const int free = GENERATE(0, 2, 4);
    CAPTURE(free);
    const Geometry geometry(Kind::hex_flat, 7, 5);
    const Placement at = placed(Kind::hex_flat);
    cv::Mat picture = drawn(geometry, std::string(static_cast<std::size_t>(geometry.size()), '.'));
    for (int row = 0; row < 5; ++row) {
        if (row == free) continue;
        const auto middle = tk::board::centre(geometry, at, *geometry.cell_at_offset({6, row}));
        cv::rectangle(picture,
                      {static_cast<int>(middle.x - 0.4 * at.width), static_cast<int>(middle.y - 0.5 * at.height),
                       static_cast<int>(1.3 * at.width), static_cast<int>(at.height)},
                      cv::Scalar(60 + 40 * row), cv::FILLED);
    }
    check_whole(found_in(picture), geometry);
}

TEST_CASE("which lines of hexagons are shifted is told at their rim, though noise hides their sides") {
    const Kind kind = GENERATE(Kind::hex_pointy, Kind::hex_flat);
    const tk::board::Stagger stagger = GENERATE(tk::board::Stagger::odd, tk::board::Stagger::even);
    const int seed = GENERATE(1, 2, 3, 4);
    CAPTURE(tk::board::kind_name(kind), stagger == tk::board::Stagger::odd, seed);
    const Geometry geometry(kind, 11, 8, stagger);
    cv::Mat picture(620, 900, CV_8U, cv::Scalar(130)), noise(picture.size(), CV_16S), noisy;
    for (Cell cell = 0; cell < geometry.size(); ++cell) {
        const auto corners = corners_of(geometry, placed(kind), cell);
        cv::fillConvexPoly(picture, corners, cv::Scalar(150), cv::LINE_AA, corner_shift);
        cv::polylines(picture, corners, true, cv::Scalar(142), 1, cv::LINE_AA, corner_shift);
    }
    cv::RNG(static_cast<std::uint64_t>(seed)).fill(noise, cv::RNG::NORMAL, 0, 9);
    picture.convertTo(noisy, CV_16S);
    cv::Mat(noisy + noise).convertTo(picture, CV_8U);
    CHECK(found_in(picture).geometry == geometry);
}

std::vector<cv::Point> outline_of(const Geometry& geometry, Cell cell, double lower) {
    std::vector<cv::Point> corners;
    for (const auto& corner : tk::board::outline(geometry, placed(geometry.kind()), cell))
        corners.emplace_back(static_cast<int>(std::lround((corner.x - 0.5) * 16)),
                             static_cast<int>(std::lround((corner.y - 0.5 + lower) * 16)));
    return corners;
}

/// Translucent tiles over a bright ground, whose dark fronts reach `share` of a row below each, so that they shine
/// through the upper parts of the tiles in the next row.
cv::Mat thick(const Geometry& geometry, double share, int shades) {
    cv::Mat picture(620, 900, CV_8U, cv::Scalar(190));
    const double height = placed(geometry.kind()).height;
    for (Cell cell = 0; cell < geometry.size(); ++cell) {
        for (double lower = 0; lower <= share * height; lower += 1)
            cv::fillConvexPoly(picture, outline_of(geometry, cell, lower), cv::Scalar(30), cv::LINE_AA, 4);
    }
    cv::Mat tiles = picture.clone();
    for (Cell cell = 0; cell < geometry.size(); ++cell) {
        const auto at = geometry.offset(cell);
        const auto corners = outline_of(geometry, cell, 0);
        cv::fillConvexPoly(tiles, corners, cv::Scalar(130 - shades * ((at.x + at.y) & 1)), cv::LINE_AA, 4);
        if (shades == 0) cv::polylines(tiles, corners, true, cv::Scalar(70), 1, cv::LINE_AA, 4);
    }
    return picture * 0.3 + tiles * 0.7;
}

TEST_CASE("thick tiles that are translucent lie where their shades turn, not where their fronts end") {
    const Kind kind = GENERATE(Kind::square, Kind::hex_flat);
    const double share = GENERATE(0.3, 0.4, 0.6, 0.7);
    const int shades = GENERATE(0, 30);
    if (kind == Kind::hex_flat && shades != 0) return;  // neighbours in a column would have one shade
    CAPTURE(tk::board::kind_name(kind), share, shades);
    const Geometry geometry(kind, 12, 9);
    check_whole(found_in(thick(geometry, share, shades)), geometry);
}

TEST_CASE("lined squares that are seen at an angle are refused, or found in part with little confidence") {
    const double lean = GENERATE(0.04, 0.08, 0.14, 0.2, 0.24);
    const int cols = GENERATE(6, 9, 12);
    CAPTURE(lean, cols);
    const Geometry geometry(Kind::square, cols, 8);
    const cv::Mat flat = drawn(geometry, std::string(static_cast<std::size_t>(geometry.size()), '.'));
    const auto w = static_cast<float>(flat.cols), h = static_cast<float>(flat.rows), by = static_cast<float>(lean);
    const std::vector<cv::Point2f> from{{0, 0}, {w, 0}, {w, h}, {0, h}};
    const std::vector<cv::Point2f> to{{by * w, by * h / 4}, {w - by * w, by * h / 6}, {w, h}, {0, h}};
    cv::Mat seen;
    cv::warpPerspective(flat, seen, cv::getPerspectiveTransform(from, to), flat.size());
    const Search search = find_board(seen, {});
    if (const auto* found = std::get_if<FoundBoard>(&search)) {
        CAPTURE(found->geometry.cols(), found->geometry.rows(), found->placement.width);
        CHECK(found->confidence < 0.9);
    }
}

}  // namespace
