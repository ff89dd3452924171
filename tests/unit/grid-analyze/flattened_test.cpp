#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "board_picture.hpp"
#include "found.hpp"
#include "grid-analyze/find/doubts.hpp"
#include "grid-analyze/find/iso_or_hexagons.hpp"
#include "grid-analyze/find/tiling.hpp"
#include "grid-analyze/find/tiling_pitch.hpp"

/// Hexagons less high than regular ones of their width: maps that are seen aslant, and tiles of a few pixels.
namespace {

using namespace tk::grid;
using tk::board::Geometry;
using tk::board::Kind;
using tk::board::Placement;

/// How a map of hexagons is drawn.
struct Map {
    Kind kind = Kind::hex_pointy;
    double width = 42, height = 36;  ///< of a cell
    int line = 60;                   ///< grey level
    double opacity = 0.7;            ///< of the lines
    double art = 0;                  ///< how much the ground varies, grey levels
};

/// Spots of several sizes, dark and light.
cv::Mat art(const cv::Size& size, double amount) {
    cv::RNG random(11);
    cv::Mat sum(size, CV_32F, cv::Scalar(0));
    for (const int spot : {4, 8, 16, 32}) {
        cv::Mat spots(size.height / spot + 1, size.width / spot + 1, CV_32F), layer;
        random.fill(spots, cv::RNG::NORMAL, 0, amount * std::log2(spot) / 5);
        cv::resize(spots, layer, size, 0, 0, cv::INTER_CUBIC);
        sum += layer;
    }
    return sum;
}

/// A map that fills a part of a window and is cut off at all sides of it.
cv::Mat drawn(const Map& map) {
    const cv::Rect part(180, 90, 560, 430);
    cv::Mat ground(700, 1000, CV_32F, cv::Scalar(140));
    if (map.art > 0) ground += art(ground.size(), map.art);
    cv::Mat tiles;
    ground.convertTo(tiles, CV_8U);
    cv::Mat lines = tiles.clone();
    const Geometry geometry(map.kind, 40, 40);
    const Placement placement{{part.x - map.width / 3, part.y - map.height / 4}, map.width, map.height};
    for (int cell = 0; cell < geometry.size(); ++cell)
        cv::polylines(lines, corners_of(geometry, placement, cell), true, cv::Scalar(map.line), 1, cv::LINE_AA,
                      corner_shift);
    cv::addWeighted(lines, map.opacity, tiles, 1 - map.opacity, 0, tiles);
    cv::Mat window(tiles.size(), CV_8U, cv::Scalar(205));
    cv::rectangle(window, part + cv::Size(4, 4) - cv::Point(2, 2), cv::Scalar(60), 2);
    tiles(part).copyTo(window(part));
    return window;
}

void check_found(const Map& map) {
    const auto found = found_in(drawn(map));
    CHECK(found.geometry.kind() == map.kind);
    CHECK(found.placement.width == Approx(map.width).epsilon(0.02));
    CHECK(found.placement.height == Approx(map.height).epsilon(0.02));
}

TEST_CASE("flattened hexagons are found, not the rhombi that two families of their lines make") {
    const auto kind = GENERATE(Kind::hex_pointy, Kind::hex_flat);
    const double regular = kind == Kind::hex_pointy ? 1 / std::sqrt(0.75) : std::sqrt(0.75);
    const double width = GENERATE(36, 64), of_regular = GENERATE(0.9, 0.78, 0.66);
    CAPTURE(kind_name(kind), width, of_regular);
    check_found({kind, width, width * regular * of_regular});
}

TEST_CASE("faint lines of flattened hexagons over art are those of no isometric board") {
    const double of_regular = GENERATE(0.9, 0.8);
    CAPTURE(of_regular);
    check_found({Kind::hex_pointy, 42, 42 / std::sqrt(0.75) * of_regular, 50, 0.3, 14});
}

/// How clearly hexagons on the lattice of an isometric board of these cells show beside the board, both drawn thus.
double share_of_hexagons(Kind drawn, const Placement& drawn_as, const Placement& iso) {
    cv::Mat picture(500, 700, CV_8U, cv::Scalar(150));
    const Geometry lines(drawn, 9, 9);
    for (int cell = 0; cell < lines.size(); ++cell)
        cv::polylines(picture, corners_of(lines, drawn_as, cell), true, cv::Scalar(60), 1, cv::LINE_AA, corner_shift);
    const EdgeFields edges(picture);
    const Geometry geometry(Kind::iso, 8, 16);
    const Tiling sides = measure_tiling(edges, geometry, iso);
    return shown_by_hexagons_on(edges, {geometry, iso, 0.99, true, {}, false}) / (sides.contrast * sides.evenness);
}

TEST_CASE("hexagons explain the isometric lines that theirs make, and not those of an isometric board") {
    // Corners of the isometric cells are the middles of hexagons twice as high.
    const Placement iso{{101, 102}, 46, 23};
    CHECK(share_of_hexagons(Kind::hex_pointy, {{101, 102 - 11.5}, 46, 46}, iso) > 0.8);
    CHECK(share_of_hexagons(Kind::iso, iso, iso) < 0.4);
}

TEST_CASE("tiles of a few large pixels are hexagons of the usual pitch") {
    // A tile is 14 x 12 pixels, each of them a few of the picture; the lowest two of each column are in shade, and
    // waves run along the rows.
    const int pixel = GENERATE(2, 4);
    constexpr int across = 14, down = 12, row = 9;
    constexpr int inset[down] = {6, 4, 2, 0, 0, 0, 0, 0, 0, 1, 3, 5};
    cv::Mat map(150, 200, CV_8U, cv::Scalar(0));
    const auto is_tile = [&](int i, int j) { return j < down && i >= inset[j] && i < across - inset[j]; };
    for (int y = -row; y < map.rows; y += row) {
        for (int x = (y / row & 1) * across / 2 - across; x < map.cols; x += across) {
            for (int j = 0; j < down; ++j) {
                for (int i = 0; i < across; ++i) {
                    const int shade = 150 + (j % 3 == 1 && i % 5 < 3 ? 40 : 0) - (is_tile(i, j + 2) ? 0 : 30);
                    const cv::Point at(x + i, y + j);
                    if (is_tile(i, j) && cv::Rect({}, map.size()).contains(at))
                        map.at<uchar>(at) = static_cast<uchar>(shade);
                }
            }
        }
    }
    cv::Mat gray, lines;
    cv::resize(map, gray, {}, pixel, pixel, cv::INTER_NEAREST);
    lines = gray.clone();
    const Geometry geometry(Kind::hex_pointy, 20, 20);
    const double width = across * pixel, height = down * pixel;
    const Placement placement{{width / 2, height / 2}, width, height};
    for (int cell = 0; cell < geometry.size(); ++cell)
        cv::polylines(lines, corners_of(geometry, placement, cell), true, cv::Scalar(30), 1, cv::LINE_AA, corner_shift);
    cv::addWeighted(lines, 0.5, gray, 0.5, 0, gray);
    const auto found = found_in(gray);
    CHECK(found.geometry.kind() == Kind::hex_pointy);
    CHECK(found.placement.width == Approx(width).epsilon(0.02));
    CHECK(found.placement.height == Approx(height).epsilon(0.02));
}

TEST_CASE("flattened hexagons may be bricks unless they are clear, regular ones and squares are none") {
    const auto may_be = [](Kind kind, double width, double merit) {
        return may_be_bricks({Geometry(kind, 8, 8), {{100, 100}, width, 40}, 0.5, 0.8, merit});
    };
    CHECK(may_be(Kind::hex_flat, 70, 3));
    CHECK(may_be(Kind::hex_pointy, 55, 3));
    CHECK_FALSE(may_be(Kind::hex_flat, 70, 9));
    CHECK_FALSE(may_be(Kind::hex_flat, 46.2, 3));
    CHECK_FALSE(may_be(Kind::hex_pointy, 34.6, 3));
    CHECK_FALSE(may_be(Kind::square, 70, 3));
}

}  // namespace
