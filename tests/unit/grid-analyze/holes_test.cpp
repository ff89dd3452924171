#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "grid-analyze/scene/cells.hpp"

/// Holes show what lies around the board; obstacles rise, and may have its colour.
namespace {

using namespace tk::grid;
using tk::board::Kind;

const std::vector<int> holes{22, 23, 40}, rocks{27, 44};

/// A board whose obstacles rise by a third of a cell, over ground of the colours given, side by side.
cv::Mat drawn(const FoundBoard& board, const std::vector<cv::Scalar>& ground, const cv::Scalar& rock) {
    cv::Mat picture(560, 900, CV_8UC3);
    const int part = picture.cols / static_cast<int>(ground.size()) + 1;
    for (std::size_t i = 0; i < ground.size(); ++i) {
        const cv::Rect stripe(static_cast<int>(i) * part, 0, part, picture.rows);
        picture(stripe & cv::Rect({0, 0}, picture.size())).setTo(ground[i]);
    }
    const auto fill = [&](int cell, double up, const cv::Scalar& colour) {
        std::vector<cv::Point> corners;
        for (const auto& corner : tk::board::outline(board.geometry, board.placement, cell))
            corners.emplace_back(static_cast<int>(std::lround(corner.x)), static_cast<int>(std::lround(corner.y - up)));
        cv::fillConvexPoly(picture, corners, colour, cv::LINE_AA);
    };
    for (int cell = 0; cell < board.geometry.size(); ++cell) {
        if (std::find(holes.begin(), holes.end(), cell) == holes.end()) fill(cell, 0, {120, 150, 160});
    }
    for (const int cell : rocks) {
        for (int up = 0; up <= static_cast<int>(board.placement.height / 3); ++up) fill(cell, up, rock);
    }
    return picture;
}

TEST_CASE("holes of every kind of board show what lies around it, and what rises in its colour is an obstacle") {
    const Kind kind = GENERATE(Kind::iso, Kind::square, Kind::hex_pointy, Kind::hex_flat);
    CAPTURE(tk::board::kind_name(kind));
    FoundBoard board;
    board.geometry = tk::board::Geometry(kind, 9, 8);
    board.placement = {{120, 110}, 50, kind == Kind::iso ? 26.0 : 46.0};
    for (int cell = 0; cell < board.geometry.size(); ++cell) board.framed.push_back(cell);
    std::string expected(72, '.');
    for (const int cell : holes) expected[static_cast<std::size_t>(cell)] = 'o';
    for (const int cell : rocks) expected[static_cast<std::size_t>(cell)] = '#';
    CHECK(read_cells(drawn(board, {{20, 20, 20}}, {50, 70, 90}), board, {}, {}).cells == expected);
    const std::vector<cv::Scalar> art{{60, 90, 50}, {40, 60, 110}, {90, 70, 40}};
    CHECK(read_cells(drawn(board, art, {50, 70, 90}), board, {}, {}).cells == expected);
    CHECK(read_cells(drawn(board, art, art[1]), board, {}, {}).cells == expected);
}

}  // namespace
