#include "grid-analyze/scene/pieces.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "checker_picture.hpp"

namespace {

using namespace tk::grid;

/// A checkerboard of 8 x 8 cells of 40 pixels with hatched dark cells, and discs on some of them.
cv::Mat draw_checkers(const std::vector<tk::board::Cell>& pieces) {
    cv::Mat gray(400, 400, CV_8U, cv::Scalar(255));
    for (int cell = 0; cell < 64; ++cell) {
        const cv::Rect box(40 + cell % 8 * 40, 40 + cell / 8 * 40, 40, 40);
        cv::Mat ground = gray(box);
        const bool is_dark = (cell % 8 + cell / 8) % 2 == 1;
        ground.setTo(is_dark ? 160 : 235);
        for (int k = is_dark ? -40 : 40; k < 40; k += 4) cv::line(ground, {k, 0}, {k + 40, 40}, 120);
    }
    for (const auto cell : pieces)
        cv::circle(gray, {60 + cell % 8 * 40, 60 + cell / 8 * 40}, 12, cv::Scalar(cell % 3 == 0 ? 20 : 250), -1);
    return gray;
}

cv::Mat in_colour(const cv::Mat& gray) {
    cv::Mat picture;
    cv::cvtColor(gray, picture, cv::COLOR_GRAY2BGR);
    return picture;
}

FoundBoard board_of_checkers() {
    FoundBoard board;
    board.geometry = tk::board::Geometry(tk::board::Kind::square, 8, 8);
    board.placement = {{60, 60}, 40, 40};
    return board;
}

TEST_CASE("discs on a hatched board are told from its empty cells") {
    const std::vector<tk::board::Cell> there{0, 1, 9, 12, 30, 33, 57, 63};
    const auto found = find_pieces(in_colour(draw_checkers(there)), board_of_checkers());
    REQUIRE(found);
    std::vector<tk::board::Cell> cells;
    for (const FullCell& piece : *found) cells.push_back(piece.cell);
    CHECK(cells == there);
}

TEST_CASE("dots that mark possible moves are no pieces") {
    const std::vector<tk::board::Cell> there{0, 9, 30, 57};
    cv::Mat picture = draw_checkers(there);
    for (const int cell : {18, 20, 27, 45}) cv::circle(picture, {60 + cell % 8 * 40, 60 + cell / 8 * 40}, 5, 40, -1);
    const auto found = find_pieces(in_colour(picture), board_of_checkers());
    REQUIRE(found);
    std::vector<tk::board::Cell> cells;
    for (const FullCell& piece : *found) cells.push_back(piece.cell);
    CHECK(cells == there);
}

/// What is seen on each cell: `#` something, `.` nothing.
std::string seen_on(const cv::Mat& gray, const CheckerPicture& board) {
    FoundBoard found = board_of_checkers();
    found.placement = {{board.corner.x + board.cell / 2, board.corner.y + board.cell / 2}, board.cell, board.cell};
    std::string seen(64, '.');
    const auto pieces = find_pieces(in_colour(gray), found);
    REQUIRE(pieces);
    for (const FullCell& piece : *pieces) seen[static_cast<std::size_t>(piece.cell)] = '#';
    return seen;
}

std::string standing_on(const CheckerPicture& board) {
    std::string there = board.pieces;
    for (char& piece : there) piece = piece == 'b' || piece == 'w' ? '#' : '.';
    return there;
}

TEST_CASE("white pieces on light cells are seen beside black ones") {
    CheckerPicture board;
    board.cell = GENERATE(24.0, 40.0, 75.0);
    board.light = 245;
    board.pieces = start_pieces();
    board.pieces.replace(24, 8, "bww.bwdd");
    CAPTURE(board.cell);
    cv::Mat gray(800, 800, CV_8U, cv::Scalar(255));
    draw(gray, board);
    CHECK(seen_on(gray, board) == standing_on(board));
}

TEST_CASE("dashes that show where pieces may go are no pieces") {
    CheckerPicture board;
    board.cell = 60;
    board.hatch = 6;
    board.dark = 80;
    board.pieces.replace(9, 1, "w").replace(14, 1, "b").replace(49, 1, "b").replace(54, 1, "w");
    cv::Mat gray(700, 700, CV_8U, cv::Scalar(255));
    draw(gray, board);
    for (const int cell : {11, 13, 18, 25, 34, 43, 45}) {
        const cv::Point middle(90 + cell % 8 * 60, 80 + cell / 8 * 60);
        for (int k = -24; k < 24; k += 12)
            cv::line(gray, middle + cv::Point(k, k), middle + cv::Point(k + 6, k + 6), 30, 2);
    }
    CHECK(seen_on(gray, board) == standing_on(board));
}

/// A board of 8 x 8 cells of 50 pixels of dark wood: each has the same broad grain.
cv::Mat of_wood() {
    cv::Mat picture(500, 500, CV_8UC3, cv::Scalar(30, 40, 60));
    for (int cell = 0; cell < 64; ++cell) {
        const int x = cell % 8, y = cell / 8;
        for (int row = 0; row < 50; ++row) {
            const double grain = 22 * std::sin(0.21 * row) + 12 * std::sin(0.5 * row + 1);
            const cv::Scalar colour = (x + y) % 2 == 0 ? cv::Scalar(60, 110, 170) : cv::Scalar(35, 55, 95);
            picture(cv::Rect(50 + 50 * x, 50 + 50 * y + row, 50, 1)).setTo(colour + cv::Scalar::all(grain));
        }
    }
    return picture;
}

TEST_CASE("dark pieces on wood are told from its grain, also where it is painted") {
    const std::vector<tk::board::Cell> there{1, 4, 10, 19, 33, 46, 57, 62};
    cv::Mat picture = of_wood();
    for (const int cell : {19, 27}) {
        cv::Mat ground = picture(cv::Rect(50 + 50 * (cell % 8), 50 + 50 * (cell / 8), 50, 50));
        ground = 0.5 * ground + cv::Scalar(25, 115, 120);
    }
    for (const auto cell : there)
        cv::ellipse(picture, {75 + 50 * (cell % 8), 77 + 50 * (cell / 8)}, {12, 18}, 0, 0, 360, {40, 45, 55}, -1);
    FoundBoard board = board_of_checkers();
    board.placement = {{75, 75}, 50, 50};
    const auto found = find_pieces(picture, board);
    REQUIRE(found);
    std::vector<tk::board::Cell> cells;
    for (const FullCell& piece : *found) cells.push_back(piece.cell);
    CHECK(cells == there);
}

TEST_CASE("coordinates in the corners of cells are no pieces") {
    CheckerPicture board;
    board.cell = GENERATE(40.0, 64.0);
    board.pieces.replace(20, 1, "w").replace(43, 1, "b");
    cv::Mat gray(700, 700, CV_8U, cv::Scalar(255));
    draw(gray, board);
    for (int k = 0; k < 8; ++k) {
        const auto at = [&](double x, double y) {
            return cv::Point(cvRound(board.corner.x + x * board.cell), cvRound(board.corner.y + y * board.cell));
        };
        cv::putText(gray, std::to_string(8 - k), at(0.04, k + 0.22), cv::FONT_HERSHEY_SIMPLEX, board.cell / 90, 40, 2);
        cv::putText(gray, std::string(1, static_cast<char>('a' + k)), at(k + 0.78, 7.94), cv::FONT_HERSHEY_SIMPLEX,
                    board.cell / 90, 40, 2);
    }
    CHECK(seen_on(gray, board) == standing_on(board));
}

TEST_CASE("small diagrams with bold strokes on dark cells are read whatever the distance of these") {
    CheckerPicture board;
    board.cell = GENERATE(24.0, 30.0, 36.0);
    const double apart = GENERATE(4.3, 5.3, 6.1);
    board.light = board.dark = 255;
    board.pieces = start_pieces();
    board.pieces.replace(25, 3, "b.w");
    CAPTURE(board.cell, apart);
    cv::Mat strokes(1600, 1600, CV_8U, cv::Scalar(255));
    for (int k = 0; k < 800; ++k) {
        const int at = cvRound(4 * apart * k);
        cv::line(strokes, {at, 0}, {0, at}, 0, cvRound(1.6 * apart), cv::LINE_AA);
    }
    cv::resize(strokes, strokes, {400, 400}, 0, 0, cv::INTER_AREA);
    cv::Mat gray(400, 400, CV_8U, cv::Scalar(255));
    for (int cell = 1; cell < 64; ++cell) {
        const int x = cell % 8, y = cell / 8, size = cvRound(board.cell);
        const cv::Rect box(60 + x * size, 50 + y * size, size, size);
        if ((x + y) % 2 == 1) strokes(box).copyTo(gray(box));
    }
    for (int cell = 0; cell < 64; ++cell) {
        const char piece = board.pieces[static_cast<std::size_t>(cell)];
        const cv::Point2d middle(60 + (cell % 8 + 0.5) * board.cell, 50 + (cell / 8 + 0.5) * board.cell);
        if (piece != '.') draw_piece(gray, middle, board.cell, piece == 'w');
    }
    CHECK(seen_on(gray, board) == standing_on(board));
}

TEST_CASE("cells under an arrow are empty but for those with a piece beside it") {
    CheckerPicture board;
    board.cell = 60;
    board.pieces = start_pieces();
    board.pieces.replace(34, 1, "w");
    cv::Mat gray(600, 600, CV_8U, cv::Scalar(255));
    draw(gray, board);
    const auto middle = [&](int cell) { return cv::Point(90 + cell % 8 * 60, 80 + cell / 8 * 60); };
    const auto [from, to] = GENERATE(table<int, int>({{34, 20}, {51, 35}, {49, 21}, {32, 39}, {57, 42}}));
    cv::Mat arrow = gray.clone();
    cv::line(arrow, middle(from), middle(to), 110, 9, cv::LINE_AA);
    cv::addWeighted(arrow, 0.8, gray, 0.2, 0, gray);
    CAPTURE(from, to);
    CHECK(seen_on(gray, board) == standing_on(board));
}

TEST_CASE("an empty board has no pieces, and painted ground is not read") {
    CHECK(find_pieces(in_colour(draw_checkers({})), board_of_checkers()).value_or(std::vector<FullCell>(1)).empty());
    cv::Mat noise(400, 400, CV_8U);
    cv::RNG random(3);
    random.fill(noise, cv::RNG::UNIFORM, 0, 255);
    cv::blur(noise, noise, {9, 9});
    cv::normalize(noise, noise, 0, 255, cv::NORM_MINMAX);
    CHECK_FALSE(find_pieces(in_colour(noise), board_of_checkers()));
}

}  // namespace
