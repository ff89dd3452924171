#include "grid-analyze/scene/discs.hpp"

#include <opencv2/imgproc.hpp>

#include "catch.hpp"

namespace {

using namespace tk::grid;
using tk::board::Cell;
using tk::board::Geometry;
using tk::board::Kind;

constexpr int size = 54, left = 40, top = 30;
const cv::Scalar ground{130, 110, 90}, dark{20, 20, 20}, light{240, 240, 240};

FoundBoard eight_by_eight() {
    FoundBoard board;
    board.geometry = Geometry(Kind::square, 8, 8);
    board.placement = {{left + size / 2.0, top + size / 2.0}, size, size};
    return board;
}

cv::Rect rectangle_of(Cell cell) {
    return {left + cell % 8 * size, top + cell / 8 * size, size, size};
}

/// A plain board with lines between its cells.
cv::Mat plain_board() {
    cv::Mat picture(top + 8 * size + 30, left + 8 * size + 40, CV_8UC3, cv::Scalar::all(235));
    for (Cell cell = 0; cell < 64; ++cell) {
        picture(rectangle_of(cell)).setTo(ground);
        cv::rectangle(picture, rectangle_of(cell), cv::Scalar::all(60));
    }
    return picture;
}

void put_disc(cv::Mat& picture, Cell cell, const cv::Scalar& colour) {
    const cv::Rect box = rectangle_of(cell);
    cv::circle(picture, (box.tl() + box.br()) / 2, size * 9 / 20, colour, cv::FILLED, cv::LINE_AA);
}

std::vector<Cell> cells_of(const std::vector<FullCell>& discs) {
    std::vector<Cell> cells;
    for (const FullCell& disc : discs) cells.push_back(disc.cell);
    return cells;
}

TEST_CASE("discs of one shade that fill their cells but for the corners stand there, and painted cells do not") {
    cv::Mat picture = plain_board();
    put_disc(picture, 27, dark);
    put_disc(picture, 28, light);
    put_disc(picture, 35, light);
    put_disc(picture, 36, {100, 120, 100});  // as bright as the ground
    picture(rectangle_of(5)).setTo(cv::Scalar(180, 160, 140));
    CHECK(cells_of(find_discs(picture, eight_by_eight())) == std::vector<Cell>{27, 28, 35, 36});
}

TEST_CASE("half of a board may be full of discs, but discs in all cells are holes") {
    cv::Mat picture = plain_board();
    for (Cell cell = 0; cell < 32; ++cell) put_disc(picture, cell, cell % 3 == 0 ? dark : light);
    CHECK(find_discs(picture, eight_by_eight()).size() == 32);
    for (Cell cell = 32; cell < 64; ++cell) put_disc(picture, cell, dark);
    CHECK(find_discs(picture, eight_by_eight()).empty());
}

TEST_CASE("dots, digits and what reaches over the sides of cells are no discs") {
    cv::Mat picture = plain_board();
    for (Cell cell = 0; cell < 32; cell += 3) {
        const cv::Rect box = rectangle_of(cell);
        cv::circle(picture, (box.tl() + box.br()) / 2, size / 8, dark, cv::FILLED, cv::LINE_AA);
        cv::putText(picture, "7", box.tl() + cv::Point(12, 40), cv::FONT_HERSHEY_SIMPLEX, 1, light, 2);
    }
    for (const int height : {16, 24, 32}) {  // names
        const cv::Rect box = rectangle_of(41 + (height - 16) / 8 * 4);
        picture(cv::Rect(box.x + 20, box.y + (size - height) / 2, 2 * size, height)).setTo(dark);
    }
    CHECK(find_discs(picture, eight_by_eight()).empty());
}

}  // namespace
