#include "grid-analyze/scene/pieces.hpp"

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

FoundBoard board_of_checkers() {
    FoundBoard board;
    board.geometry = tk::board::Geometry(tk::board::Kind::square, 8, 8);
    board.placement = {{60, 60}, 40, 40};
    return board;
}

TEST_CASE("discs on a hatched board are told from its empty cells") {
    const std::vector<tk::board::Cell> there{0, 1, 9, 12, 30, 33, 57, 63};
    const auto found = find_pieces(draw_checkers(there), board_of_checkers());
    REQUIRE(found);
    std::vector<tk::board::Cell> cells;
    for (const FullCell& piece : *found) cells.push_back(piece.cell);
    CHECK(cells == there);
}

TEST_CASE("dots that mark possible moves are no pieces") {
    const std::vector<tk::board::Cell> there{0, 9, 30, 57};
    cv::Mat picture = draw_checkers(there);
    for (const int cell : {18, 20, 27, 45}) cv::circle(picture, {60 + cell % 8 * 40, 60 + cell / 8 * 40}, 5, 40, -1);
    const auto found = find_pieces(picture, board_of_checkers());
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
    const auto pieces = find_pieces(gray, found);
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

TEST_CASE("an empty board has no pieces, and painted ground is not read") {
    CHECK(find_pieces(draw_checkers({}), board_of_checkers()).value_or(std::vector<FullCell>(1)).empty());
    cv::Mat noise(400, 400, CV_8U);
    cv::RNG random(3);
    random.fill(noise, cv::RNG::UNIFORM, 0, 255);
    cv::blur(noise, noise, {9, 9});
    cv::normalize(noise, noise, 0, 255, cv::NORM_MINMAX);
    CHECK_FALSE(find_pieces(noise, board_of_checkers()));
}

}  // namespace
