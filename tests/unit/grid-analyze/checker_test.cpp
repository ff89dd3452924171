#include "catch.hpp"
#include "checker_picture.hpp"
#include "grid-analyze/finder.hpp"

namespace {

using namespace tk::grid;

FoundBoard found_on(const cv::Mat& gray) {
    const Search search = find_board(gray, {});
    if (const auto* none = std::get_if<NoBoard>(&search)) FAIL("no board: " << none->reason);
    return std::get<FoundBoard>(search);
}

/// That the board was found as the eight by eight itself, its sides within two hundredths of a cell and a pixel.
void check_found(const cv::Mat& gray, const CheckerPicture& board) {
    const FoundBoard found = found_on(gray);
    CHECK(found.geometry == tk::board::Geometry(tk::board::Kind::square, 8, 8));
    const auto& origin = found.placement.origin;
    const double width = found.placement.width, height = found.placement.height;
    const double off = 0.02 * board.cell + 1;
    CHECK(origin.x - width / 2 == Approx(board.corner.x).margin(off));
    CHECK(origin.y - height / 2 == Approx(board.corner.y).margin(off));
    CHECK(origin.x + 7.5 * width == Approx(board.corner.x + 8 * board.cell).margin(off));
    CHECK(origin.y + 7.5 * height == Approx(board.corner.y + 8 * board.cell).margin(off));
}

cv::Mat page_around(const CheckerPicture& board, int shade) {
    return {static_cast<int>(board.corner.y + 9 * board.cell), static_cast<int>(board.corner.x + 10 * board.cell),
            CV_8U, cv::Scalar(shade)};
}

TEST_CASE("a chess board at the start of a game is found at any size of cell") {
    CheckerPicture board;
    board.cell = GENERATE(20.0, 27.3, 44.8, 90.0, 160.5, 250.0);
    board.pieces = start_pieces();
    CAPTURE(board.cell);
    cv::Mat page = page_around(board, 40);
    draw(page, board);
    check_found(page, board);
}

TEST_CASE("pale shades are found beside pieces and text in black and white") {
    CheckerPicture board;
    board.pieces = start_pieces();
    board.light = 250;
    board.dark = 238;
    cv::Mat page = page_around(board, 255);
    for (int y = 20; y < page.rows; y += 22)
        cv::putText(page, "wayb mit", {page.cols - 70, y}, cv::FONT_HERSHEY_SIMPLEX, 0.5, 0, 1, cv::LINE_AA);
    draw(page, board);
    check_found(page, board);
}

TEST_CASE("a board with hatched dark cells is found as a whole") {
    CheckerPicture board;
    board.pieces = start_pieces();
    board.hatch = GENERATE(4, 5, 7);
    board.light = 255;
    board.dark = 60;
    board.frame = 2;
    CAPTURE(board.hatch);
    cv::Mat page = page_around(board, 255);
    draw(page, board);
    check_found(page, board);
}

TEST_CASE("thick lines between the cells do not move the lattice to one side") {
    CheckerPicture board;
    board.cell = 30;
    board.line = GENERATE(1, 3, 5);
    board.pieces.replace(20, 4, "bw.b");
    CAPTURE(board.line);
    cv::Mat page = page_around(board, 230);
    draw(page, board);
    check_found(page, board);
}

TEST_CASE("two boards less than a cell apart are not one") {
    CheckerPicture board, second;
    board.corner = second.corner = {20, 20};
    second.corner.x += (8 + GENERATE(0.3, 0.5, 0.8)) * board.cell;
    CAPTURE(second.corner.x);
    cv::Mat page(360, 720, CV_8U, cv::Scalar(200));
    draw(page, board);
    draw(page, second);
    const FoundBoard found = found_on(page);
    CHECK(found.geometry == tk::board::Geometry(tk::board::Kind::square, 8, 8));
    const double left = found.placement.origin.x - found.placement.width / 2;
    CHECK(std::min(std::abs(left - board.corner.x), std::abs(left - second.corner.x)) < 1.5);
}

}  // namespace
