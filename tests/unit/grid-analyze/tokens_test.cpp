#include "grid-analyze/scene/tokens.hpp"

#include "board_picture.hpp"
#include "catch.hpp"

namespace {

using namespace tk::grid;
using tk::board::Cell;

BoardPicture drawn_board() {
    BoardPicture board;
    board.width = 90;
    board.height = 45;
    board.line = 1;
    return board;
}

FoundBoard known(const BoardPicture& board) {
    FoundBoard found;
    found.geometry = geometry_of(board);
    found.placement = {board.origin, board.width, board.height};
    return found;
}

cv::Point middle_of(const BoardPicture& board, Cell cell) {
    const auto point = tk::board::centre(geometry_of(board), known(board).placement, cell);
    return {cvRound(point.x), cvRound(point.y)};
}

std::vector<Cell> cells_of(const std::vector<FullCell>& tokens) {
    std::vector<Cell> cells;
    for (const FullCell& token : tokens) cells.push_back(token.cell);
    return cells;
}

TEST_CASE("discs with letters on a drawn board stand on their cells, and painted cells are no discs") {
    BoardPicture board = drawn_board();
    cv::Mat picture = draw(board);
    const std::vector<Cell> there{12, 30, 48, 75};
    for (const Cell cell : there) {
        const cv::Point middle = middle_of(board, cell);
        cv::ellipse(picture, middle, {16, 8}, 0, 0, 360, cv::Scalar(40, 90, 30), -1, cv::LINE_AA);
        cv::putText(picture, "A", middle + cv::Point(-5, 5), cv::FONT_HERSHEY_SIMPLEX, 0.45, cv::Scalar::all(250), 1,
                    cv::LINE_AA);
    }
    std::vector<cv::Point> painted;
    for (const auto& corner : tk::board::outline(geometry_of(board), known(board).placement, 60))
        painted.emplace_back(cvRound(corner.x), cvRound(corner.y));
    cv::fillConvexPoly(picture, painted, cv::Scalar(90, 120, 240), cv::LINE_AA);
    CHECK(cells_of(find_tokens(gray_of(picture), known(board))) == there);
}

TEST_CASE("a figure that stands on a cell and reaches over the one behind stands on neither for want of rings") {
    BoardPicture board = drawn_board();
    cv::Mat picture = draw(board);
    const cv::Point feet = middle_of(board, 58);
    cv::ellipse(picture, feet, {36, 18}, 0, 0, 360, cv::Scalar(0, 0, 250), 4, cv::LINE_AA);
    cv::rectangle(picture, feet + cv::Point(-9, -60), feet + cv::Point(9, 0), cv::Scalar(60, 120, 40), -1);
    CHECK(find_tokens(gray_of(picture), known(board)).empty());
}

TEST_CASE("on textured ground nobody is seen without rings") {
    BoardPicture board = drawn_board();
    cv::Mat picture = draw(board), noise(picture.size(), CV_8UC3);
    cv::RNG random(5);
    random.fill(noise, cv::RNG::NORMAL, 30, 6);
    picture += noise;
    cv::circle(picture, middle_of(board, 30), 10, cv::Scalar::all(250), -1);
    CHECK(find_tokens(gray_of(picture), known(board)).empty());
}

}  // namespace
