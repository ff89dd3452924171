#include <cmath>
#include <opencv2/imgproc.hpp>

#include "board_picture.hpp"
#include "catch.hpp"
#include "grid-analyze/find/finder.hpp"

/// What repeats as the cells of some board do, but is another board or none.
namespace {

using namespace tk::grid;
using tk::board::Geometry;
using tk::board::Kind;
using tk::board::Placement;

/// A small picture of dots on a plain ground, laid side by side as the ground of windows is, every second row moved by
/// half of it.
cv::Mat texture(const cv::Size& piece, int seed) {
    cv::Mat dots(piece, CV_8U, cv::Scalar(90));
    cv::RNG random(static_cast<std::uint64_t>(seed));
    for (int k = 0; k < piece.area() / 12; ++k)
        dots.at<uchar>(random.uniform(0, piece.height), random.uniform(0, piece.width)) =
            static_cast<uchar>(random.uniform(70, 120));
    cv::Mat gray(600, 900, CV_8U);
    for (int y = 0; y < gray.rows; ++y) {
        const int shift = y / piece.height % 2 * piece.width / 2;
        for (int x = 0; x < gray.cols; ++x)
            gray.at<uchar>(y, x) = dots.at<uchar>(y % piece.height, (x + shift) % piece.width);
    }
    return gray;
}

/// Round icons in rows, as a chooser of games has.
cv::Mat rows_of_dots(int distance) {
    cv::Mat gray(600, 900, CV_8U, cv::Scalar(245));
    for (int y = 0; y < 9; ++y) {
        for (int x = 0; x < 9; ++x)
            cv::circle(gray, {300 + x * distance, 150 + y * distance}, distance * 2 / 5, cv::Scalar(10), cv::FILLED,
                       cv::LINE_AA);
    }
    return gray;
}

/// Balls (or rings of this thickness) in rows, closer to each other down than across.
cv::Mat rows_of_balls(const cv::Size& distance, int radius, int thickness) {
    cv::Mat gray(620, 1000, CV_8U, cv::Scalar(215));
    for (int y = 50; y < 550; y += distance.height) {
        for (int x = 60; x < 900; x += distance.width)
            cv::circle(gray, {x, y}, radius, cv::Scalar(90), thickness, cv::LINE_AA);
    }
    return gray;
}

/// Tiles that touch, each with a light rim above and to the left and a dark one below and to the right.
cv::Mat raised_tiles(int size, int rim, int cols, int rows) {
    cv::Mat gray(rows * size + 120, cols * size + 200, CV_8U, cv::Scalar(230));
    for (int row = 0; row < rows; ++row) {
        for (int col = 0; col < cols; ++col) {
            const cv::Rect tile(100 + col * size, 60 + row * size, size, size);
            gray(tile).setTo(150);
            for (int k = 0; k < rim; ++k) {
                gray(cv::Rect(tile.x, tile.y + k, size - k, 1)).setTo(255);
                gray(cv::Rect(tile.x + k, tile.y, 1, size - k)).setTo(255);
            }
            gray(cv::Rect(tile.x + rim, tile.y + rim, size - 2 * rim, size - 2 * rim)).setTo(230);
        }
    }
    return gray;
}

/// Eight by eight squares on a plate that reaches one cell further to some sides: left 1, up 2, right 4, down 8.
cv::Mat board_on_plate(int size, int further, int lines) {
    cv::Mat gray(12 * size, 13 * size, CV_8U, cv::Scalar(160));
    const cv::Rect board(2 * size, 2 * size, 8 * size, 8 * size);
    const int left = further & 1, up = further >> 1 & 1, right = further >> 2 & 1, down = further >> 3;
    gray(cv::Rect(board.x - left * size, board.y - up * size, (8 + left + right) * size, (8 + up + down) * size))
        .setTo(100);
    gray(board).setTo(190);
    for (int k = 0; k <= 8; ++k) {
        cv::line(gray, {board.x + k * size, board.y}, {board.x + k * size, board.br().y}, cv::Scalar(lines), 2);
        cv::line(gray, {board.x, board.y + k * size}, {board.br().x, board.y + k * size}, cv::Scalar(lines), 2);
    }
    return gray;
}

/// Seven by seven squares with thin lines and numbers in some, in a small window of an empty screen.
cv::Mat puzzle_in_window(int size) {
    cv::Mat gray(768, 1024, CV_8U, cv::Scalar(0));
    const cv::Point from(428, 302);
    gray(cv::Rect(from - cv::Point(19, 63), cv::Size(7 * size + 38, 7 * size + 121))).setTo(230);
    gray(cv::Rect(from - cv::Point(18, 62), cv::Size(7 * size + 36, 18))).setTo(165);
    for (int k = 0; k <= 7; ++k) {
        cv::line(gray, from + cv::Point(k * size, 0), from + cv::Point(k * size, 7 * size), cv::Scalar(120), 1);
        cv::line(gray, from + cv::Point(0, k * size), from + cv::Point(7 * size, k * size), cv::Scalar(120), 1);
    }
    cv::rectangle(gray, cv::Rect(from - cv::Point(1, 1), cv::Size(7 * size + 3, 7 * size + 3)), cv::Scalar(0), 3);
    for (int k = 0; k < 14; ++k) {
        const cv::Point cell(k * 3 % 7 * size, k / 2 * size);
        cv::putText(gray, std::to_string(k % 5 + 2), from + cell + cv::Point(size / 3, 3 * size / 4),
                    cv::FONT_HERSHEY_DUPLEX, 0.4, cv::Scalar(0), 1, cv::LINE_AA);
    }
    return gray;
}

/// A table of times with lines between its columns, and rows of two shades in turn.
cv::Mat table_of_times(int width, int height) {
    cv::Mat gray(560, 900, CV_8U, cv::Scalar(240));
    cv::RNG random(1);
    for (int row = 0; 80 + (row + 1) * height < 530; ++row) {
        gray(cv::Rect(24, 80 + row * height, 850, height)).setTo(row % 2 != 0 ? 252 : 240);
        for (int x = 24; x + width <= 874; x += width) {
            const int hours = random.uniform(10, 60), minutes = random.uniform(10, 60);
            cv::putText(gray, std::to_string(hours) + ":" + std::to_string(minutes),
                        {x + 6, 80 + row * height + height * 2 / 3}, cv::FONT_HERSHEY_SIMPLEX, height / 60.0,
                        cv::Scalar(40), 1, cv::LINE_AA);
        }
        cv::line(gray, {24, 80 + row * height}, {874, 80 + row * height}, cv::Scalar(200));
    }
    for (int x = 24; x <= 874; x += width) cv::line(gray, {x, 60}, {x, 530}, cv::Scalar(200));
    return gray;
}

std::string claim_in(const cv::Mat& gray) {
    const Search search = find_board(gray, {});
    const auto* found = std::get_if<FoundBoard>(&search);
    return found == nullptr ? "none" : std::string(kind_name(found->geometry.kind()));
}

TEST_CASE("a texture that repeats is no isometric board") {
    const auto [width, height] = GENERATE(table<int, int>({{64, 16}, {64, 24}, {32, 8}, {40, 10}, {128, 32}}));
    const int seed = GENERATE(1, 2, 3);
    CAPTURE(width, height, seed);
    CHECK(claim_in(texture({width, height}, seed)) == "none");
}

TEST_CASE("dots in rows are no isometric board") {
    CHECK(claim_in(rows_of_dots(GENERATE(17, 19, 21))) != "iso");
}

TEST_CASE("balls in rows, which isometric lines touch here and there, are no isometric board") {
    const auto [width, height, radius, thickness] = GENERATE(table<int, int, int, int>({{70, 34, 15, cv::FILLED},
                                                                                        {50, 25, 11, cv::FILLED},
                                                                                        {72, 36, 16, cv::FILLED},
                                                                                        {42, 42, 18, cv::FILLED},
                                                                                        {60, 30, 13, 3},
                                                                                        {36, 18, 8, 2},
                                                                                        {53, 53, 24, 3}}));
    CAPTURE(width, height, radius, thickness);
    CHECK(claim_in(rows_of_balls({width, height}, radius, thickness)) != "iso");
}

TEST_CASE("tiles whose slanted rims meet are cells") {
    const auto [size, rim] = GENERATE(table<int, int>({{40, 4}, {40, 6}, {60, 10}, {82, 8}, {120, 20}}));
    CAPTURE(size, rim);
    const Search search = find_board(raised_tiles(size, rim, 9, 6), {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry == Geometry(Kind::square, 9, 6));
    CHECK(found->placement.width == Approx(size).margin(0.3));
    CHECK(found->placement.origin.x == Approx(100 + size / 2.0).margin(1));
}

TEST_CASE("the edge of a plate one cell beside a board is no line of cells") {
    const int size = GENERATE(40, 54, 68), further = GENERATE(2, 4, 7, 15), lines = GENERATE(90, 150);
    CAPTURE(size, further, lines);
    const Search search = find_board(board_on_plate(size, further, lines), {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry == Geometry(Kind::square, 8, 8));
    CHECK(found->placement.origin.x == Approx(2.5 * size).margin(1.5));
}

TEST_CASE("a small board in a window of an empty screen is found") {
    const int size = GENERATE(24, 27, 31);
    CAPTURE(size);
    const Search search = find_board(puzzle_in_window(size), {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry == Geometry(Kind::square, 7, 7));
    CHECK(found->placement.width == Approx(size).epsilon(0.01));
}

TEST_CASE("a table of texts is no board") {
    const auto [width, height] = GENERATE(table<int, int>({{90, 31}, {90, 34}, {92, 30}, {120, 24}, {130, 31}}));
    CAPTURE(width, height);
    CHECK(claim_in(table_of_times(width, height)) == "none");
}

TEST_CASE("the edges of signs on tiles are not taken for those between tiles") {
    const int size = GENERATE(61, 142);
    const int gap = size / 47;
    CAPTURE(size);
    cv::Mat gray(5 * size + 100, 6 * size + 300, CV_8U, cv::Scalar(0));
    for (int row = 0; row < 5; ++row) {
        for (int col = 0; col < 6; ++col) {
            const cv::Rect tile(150 + col * size + gap, 50 + row * size + gap, size - 2 * gap, size - 2 * gap);
            const int shade = 90 + (row * 7 + col * 5) % 3 * 20;
            for (int y = 0; y < tile.height; ++y)  // shaded from top to bottom
                gray(cv::Rect(tile.x, tile.y + y, tile.width, 1)).setTo(shade + 20 - 40 * y / tile.height);
            const cv::Rect sign(tile.x + size / 5, tile.y + size / 5, tile.width - 2 * size / 5,
                                tile.height - 2 * size / 5);
            if ((row + col) % 2 == 0) {
                cv::rectangle(gray, sign, cv::Scalar(shade - 35), std::max(2, size / 18));
            } else {
                cv::circle(gray, (sign.tl() + sign.br()) / 2, sign.width / 2, cv::Scalar(shade - 35),
                           std::max(2, size / 18), cv::LINE_AA);
            }
        }
    }
    const Search search = find_board(gray, {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry == Geometry(Kind::square, 6, 5));
    CHECK(found->placement.origin.x == Approx(150 + size / 2.0).margin(2));
    CHECK(found->placement.origin.y == Approx(50 + size / 2.0).margin(2));
}

TEST_CASE("flat hexagons whose middles lie as those of isometric cells are hexagons") {
    const double pitch = GENERATE(0.66, 0.7, 0.75);
    const double ratio = GENERATE(1.8, 1.97, 2.05);  // of the isometric cells
    const double height = 50;
    const Geometry geometry(Kind::hex_flat, 15, 10);
    const Placement placement{{90, 60}, ratio * height / 2 / pitch, height, pitch};
    CAPTURE(pitch, ratio);
    cv::Mat picture(620, 980, CV_8UC3, cv::Scalar(20, 20, 20));
    cv::RNG random(7);
    for (int cell = 0; cell < geometry.size(); ++cell) {
        const auto corners = corners_of(geometry, placement, cell);
        const cv::Scalar shade = cv::Scalar::all(random.uniform(0, 2) == 0 ? 100 : 125);
        cv::fillConvexPoly(picture, corners, shade, cv::LINE_AA, corner_shift);
        cv::polylines(picture, corners, true, cv::Scalar::all(150), 1, cv::LINE_AA, corner_shift);
    }
    cv::Mat noise(picture.size(), CV_8UC3);
    random.fill(noise, cv::RNG::NORMAL, 20, 8);
    picture += noise;
    const Search search = find_board(gray_of(picture), {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry.kind() == Kind::hex_flat);
    CHECK(found->placement.width == Approx(placement.width).epsilon(0.02));
    CHECK(found->placement.height == Approx(placement.height).epsilon(0.01));
    CHECK(found->placement.pitch == Approx(pitch).margin(0.03));
}

}  // namespace
