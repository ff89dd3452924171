#include <cmath>
#include <opencv2/imgproc.hpp>

#include "board_picture.hpp"
#include "catch.hpp"
#include "found.hpp"
#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/find/iso_diamond.hpp"
#include "grid-analyze/find/tiling.hpp"

/// Isometric boards in the shape of a diamond: that they are, where they end, and of what size their cells are.
namespace {

using namespace tk::grid;
using tk::board::Cell;
using tk::board::Geometry;
using tk::board::Kind;
using tk::board::Placement;

const cv::Size screen{1280, 720};

struct Look {
    int shades = 0, line = 0;
    double front = 0;  ///< height of the front below the tiles, of that of a cell
};

/// Tiles on a dark ground; none on cells for which `is_void`.
cv::Mat drawn(
    const Geometry& geometry, const Placement& placement, const Look& look,
    const std::function<bool(tk::board::Coord)>& is_void = [](tk::board::Coord) { return false; }) {
    cv::Mat picture(screen, CV_8U, cv::Scalar(30));
    const auto is_tile = [&](Cell cell) { return !is_void(geometry.coord(cell)); };
    for (Cell cell = 0; look.front > 0 && cell < geometry.size(); ++cell) {
        if (!is_tile(cell)) continue;
        for (int lower = 0; lower <= static_cast<int>(look.front * placement.height); ++lower) {
            Placement below = placement;
            below.origin.y += lower;
            cv::fillConvexPoly(picture, corners_of(geometry, below, cell), cv::Scalar(75), cv::LINE_AA, corner_shift);
        }
    }
    for (Cell cell = 0; cell < geometry.size(); ++cell) {
        if (!is_tile(cell)) continue;
        const auto corners = corners_of(geometry, placement, cell);
        const auto coord = geometry.coord(cell);
        const int shade = 150 - look.shades * ((coord.x + coord.y) & 1);
        cv::fillConvexPoly(picture, corners, cv::Scalar(shade), cv::LINE_AA, corner_shift);
        if (look.line > 0) cv::polylines(picture, corners, true, cv::Scalar(110), look.line, cv::LINE_AA, corner_shift);
    }
    return picture;
}

void check_whole(const FoundBoard& found, const Geometry& geometry, const Placement& placement) {
    CAPTURE(tk::board::kind_name(found.geometry.kind()), found.geometry.cols(), found.geometry.rows());
    REQUIRE(found.geometry == geometry);
    const auto& origin = found.placement.origin;
    CHECK(std::hypot(origin.x - placement.origin.x, origin.y - placement.origin.y) < 2);
}

/// A board in the middle of the screen.
Placement centred(const Geometry& geometry, double width) {
    const double height = width / 2;
    return {{screen.width / 2.0 - (geometry.cols() - geometry.rows()) * width / 4,
             screen.height / 2.0 - (geometry.cols() + geometry.rows() - 2) * height / 4},
            width,
            height};
}

TEST_CASE("a board in the shape of a diamond is found to its ends, with a front below its tiles or without") {
    const auto [cols, rows, width] = GENERATE(table<int, int, double>({{9, 6, 120.0}, {16, 14, 70.0}, {23, 9, 60.0}}));
    const Look look = GENERATE(values<Look>({{14, 0, 0}, {14, 0, 0.8}, {0, 1, 0}, {0, 1, 0.8}, {14, 1, 0.4}}));
    CAPTURE(cols, rows, look.shades, look.line, look.front);
    const Geometry geometry(Kind::diamond, cols, rows);
    const Placement placement = centred(geometry, width);
    check_whole(found_in(drawn(geometry, placement, look)), geometry, placement);
}

TEST_CASE("a board in the shape of a diamond is found whole where windows hide a corner and some of its last lines") {
    const Look look = GENERATE(values<Look>({{14, 0, 0.5}, {0, 1, 0.5}}));
    CAPTURE(look.shades);
    const Geometry geometry(Kind::diamond, 16, 12);
    const Placement placement = centred(geometry, 76);
    cv::Mat picture = drawn(geometry, placement, look);
    cv::rectangle(picture, {40, 260, 170, 220}, cv::Scalar(60), cv::FILLED);
    cv::rectangle(picture, {800, 440, 300, 190}, cv::Scalar(60), cv::FILLED);
    check_whole(found_in(picture), geometry, placement);
}

TEST_CASE("a floor in the shape of a diamond that lacks its corners counts as staggered rows, which hold all of it") {
    const Geometry geometry(Kind::diamond, 13, 12);
    const Placement placement = centred(geometry, 80);
    const auto is_corner = [](tk::board::Coord at) {
        const int across = at.x - at.y, down = at.x + at.y;
        return down < 2 || down > 21 || across > 8 || across < -7;
    };
    const FoundBoard found = found_in(drawn(geometry, placement, {14, 1, 0}, is_corner));
    CHECK(found.geometry.kind() == Kind::iso);
    for (Cell cell = 0; cell < geometry.size(); ++cell) {
        CAPTURE(cell);
        const auto middle = tk::board::centre(geometry, placement, cell);
        CHECK((is_corner(geometry.coord(cell)) || tk::board::cell_at(found.geometry, found.placement, middle)));
    }
}

TEST_CASE("a rectangle of staggered rows is not taken for a diamond") {
    const auto [cols, rows] = GENERATE(table<int, int>({{8, 21}, {5, 30}, {14, 12}}));
    CAPTURE(cols, rows);
    const Geometry geometry(Kind::iso, cols, rows);
    const Placement placement{{160, 70}, 64, 32};
    check_whole(found_in(drawn(geometry, placement, {14, 0, 0})), geometry, placement);
}

TEST_CASE("of a picture that would hold more cells than any board no diamond is told") {
    const EdgeFields fields(cv::Mat(6200, 6200, CV_8U, cv::Scalar(90)));
    CHECK_FALSE(find_diamond(fields, {18, 9, 3000, 3000}, {-10, 10, -10, 10}));
}

TEST_CASE("lines of a half or a third of the true size show less evenly on isometric boards") {
    const Kind kind = GENERATE(Kind::iso, Kind::diamond);
    const int times = GENERATE(2, 3);
    CAPTURE(tk::board::kind_name(kind), times);
    const Geometry geometry(kind, 10, 12);
    const Placement placement{{560, 150}, 72, 36};
    const EdgeFields fields(drawn(geometry, placement, {0, 1, 0}));
    const Tiling whole = measure_tiling(fields, geometry, placement);
    Placement part{placement.origin, placement.width / times, placement.height / times};
    if (times == 2) part.origin.y -= placement.height / 4;  // a corner of cells on a corner of the true ones
    const Tiling parts = measure_tiling(fields, Geometry(kind, times * 8, times * 8), part);
    CHECK(whole.evenness > 0.9);
    CHECK(parts.evenness < 0.5);
}

}  // namespace
