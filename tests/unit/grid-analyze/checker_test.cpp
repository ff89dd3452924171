#include <cmath>
#include <utility>

#include "catch.hpp"
#include "checker_picture.hpp"
#include "grid-analyze/find/finder.hpp"

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

TEST_CASE("what shows shades in turn beside a chess board, but much less, is none of it") {
    CheckerPicture board;
    board.corner.y = 170;
    cv::Mat page = page_around(board, 40);
    for (int j = 1; j <= 2; ++j) {
        for (int i = j % 2; i < 8; i += 2)
            page(cv::Rect(cvRound(board.corner.x + i * board.cell), cvRound(board.corner.y - j * board.cell),
                          cvRound(board.cell), cvRound(board.cell)))
                .setTo(60);
    }
    draw(page, board);
    check_found(page, board);
}

TEST_CASE("boards of eight by ten whose corners all show are no chess boards") {
    cv::Mat page(600, 600, CV_8U, cv::Scalar(40));
    for (int j = 0; j < 10; ++j) {
        for (int i = 0; i < 8; ++i)
            page(cv::Rect(60 + 48 * i, 50 + 48 * j, 48, 48)).setTo((i + j) % 2 == 0 ? 235 : 150);
    }
    CHECK(found_on(page).geometry == tk::board::Geometry(tk::board::Kind::square, 8, 10));
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

/// Whether the centre of each cell of the drawn board, seen through `view`, lies in the cell of its number.
bool is_hit(const FoundBoard& found, const CheckerPicture& board, const cv::Mat& view) {
    if (found.geometry != tk::board::Geometry(tk::board::Kind::square, 8, 8)) return false;
    std::vector<cv::Point2d> drawn, seen;
    for (int i = 0; i < 64; ++i)
        drawn.emplace_back(board.corner.x + (i % 8 + 0.5) * board.cell, board.corner.y + (i / 8 + 0.5) * board.cell);
    cv::perspectiveTransform(drawn, seen, view);
    for (int i = 0; i < 64; ++i) {
        const auto& point = seen[static_cast<std::size_t>(i)];
        if (tk::board::cell_at(found.geometry, found.placement, {point.x, point.y}) != i) return false;
    }
    return true;
}

TEST_CASE("a chess board seen at an angle is found or refused, never wrong with confidence") {
    CheckerPicture board;
    board.corner = {110, 90};
    if (GENERATE(true, false)) board.pieces = start_pieces();
    cv::Mat page(500, 540, CV_8U, cv::Scalar(GENERATE(40, 250))), photo;
    draw(page, board);
    const double tilt = GENERATE(0.0, 0.04, 0.08, 0.15, 0.25), turn = GENERATE(0.0, 1.5, 4.0, 12.0);
    CAPTURE(tilt, turn);
    // Its far side is shorter, and it is turned about its middle.
    std::vector<cv::Point2f> flat, tilted;
    for (const auto& [x, y] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
        const double half = 4 * board.cell, angle = turn * CV_PI / 180;
        const double u = x * half * (y < 0 ? 1 - tilt : 1), v = y * half * (1 - 1.2 * tilt);
        const double middle_x = board.corner.x + half, middle_y = board.corner.y + half;
        flat.emplace_back(middle_x + x * half, middle_y + y * half);
        tilted.emplace_back(middle_x + u * std::cos(angle) - v * std::sin(angle),
                            middle_y + u * std::sin(angle) + v * std::cos(angle));
    }
    const cv::Mat view = cv::getPerspectiveTransform(flat, tilted);
    cv::warpPerspective(page, photo, view, page.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    const Search search = find_board(photo, {});
    const auto* found = std::get_if<FoundBoard>(&search);
    if (tilt == 0 && turn == 0) REQUIRE(found);
    if (found == nullptr) return;
    if (found->confidence >= 0.9) CHECK(is_hit(*found, board, view));
}

TEST_CASE("a checkerboard of the smallest cells is found wherever it lies") {
    constexpr int cell = 16, cols = 45, rows = 30;
    cv::Mat gray(768, 1366, CV_8U, cv::Scalar(0));
    const cv::Point from(323, 164);
    gray(cv::Rect(from - cv::Point(4, 60), cv::Size(cols * cell + 8, rows * cell + 64))).setTo(220);
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < cols; ++x)
            gray(cv::Rect(from + cell * cv::Point(x, y), cv::Size(cell, cell))).setTo((x + y) % 2 == 0 ? 90 : 104);
    }
    for (int k = 0; k < 14; ++k) {
        const cv::Point middle = from + cell * cv::Point(k * 19 % cols, k * 11 % rows) + cv::Point(cell / 2, cell / 2);
        cv::circle(gray, middle, cell / 3, cv::Scalar(30), cv::FILLED, cv::LINE_AA);
    }
    const int cut = GENERATE(range(0, 8));
    CAPTURE(cut);
    const FoundBoard found = found_on(gray(cv::Rect(cut, cut, gray.cols - cut, gray.rows - cut)).clone());
    CHECK(found.geometry == tk::board::Geometry(tk::board::Kind::square, cols, rows));
    CHECK(found.placement.width == Approx(cell).epsilon(0.01));
}

}  // namespace
