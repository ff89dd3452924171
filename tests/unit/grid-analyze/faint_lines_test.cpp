#include <cmath>
#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "faint_picture.hpp"
#include "found.hpp"
#include "grid-analyze/find/finder.hpp"
#include "grid-analyze/find/folded.hpp"
#include "grid-analyze/find/hexagon_periods.hpp"
#include "grid-analyze/find/square_lines.hpp"

/// Boards of which nothing shows but thin lines over art, as on maps of strategy games and of table games.
namespace {

using namespace tk::grid;
using tk::board::Geometry;
using tk::board::Kind;
using tk::board::Placement;

struct Board {
    Kind kind;
    double width, height;
    int cols, rows;
    cv::Size size;
};

Placement placement_of(const Board& board) {
    const double left = board.kind == Kind::diamond ? board.size.width / 2.0 : board.width * 1.3;
    return {{left, board.height * 1.2}, board.width, board.height};
}

const auto boards = {Board{Kind::hex_flat, 72, 72, 25, 12, {1600, 960}},
                     Board{Kind::hex_pointy, 60, 70, 22, 15, {1600, 960}},
                     Board{Kind::hex_flat, 72, 72, 44, 18, {2560, 1440}}};

const auto others = {
    Board{Kind::square, 70, 70, 20, 11, {1600, 960}},  Board{Kind::square, 70, 70, 34, 18, {2560, 1440}},
    Board{Kind::square, 70, 70, 83, 19, {6000, 1500}}, Board{Kind::iso, 70, 35, 20, 48, {1600, 960}},
    Board{Kind::iso, 140, 70, 16, 34, {2560, 1440}},   Board{Kind::diamond, 70, 35, 17, 20, {1600, 960}}};

TEST_CASE("boards of thin faint lines over art are found, of unusual shape and in large pictures, too") {
    const Board board = GENERATE(values(boards), values(others));
    CAPTURE(tk::board::kind_name(board.kind), board.size);
    const Geometry geometry(board.kind, board.cols, board.rows);
    const Placement placement = placement_of(board);
    const FoundBoard found = found_in(lined(geometry, placement, board.size, 22));
    CHECK(found.geometry.kind() == board.kind);
    CHECK(found.placement.width == Approx(board.width).epsilon(0.01));
    CHECK(found.placement.height == Approx(board.height).epsilon(0.01));
    CHECK(std::abs(found.geometry.cols() - board.cols) <= 1);
    CHECK(std::abs(found.geometry.rows() - board.rows) <= 2);
}

TEST_CASE("the spectrum tells the period of faint hexagons from its harmonics, and folding where they lie") {
    const Board board = GENERATE(values(boards));
    CAPTURE(tk::board::kind_name(board.kind), board.size);
    const Geometry geometry(board.kind, board.cols, board.rows);
    const Placement placement = placement_of(board);
    const FlatPicture flat = flattened(lined(geometry, placement, board.size, 16));
    const auto periods = find_hexagons(FlatSpectrum(flat), 3);
    REQUIRE_FALSE(periods.empty());
    const bool is_flat = board.kind == Kind::hex_flat;
    CHECK(periods[0].kind == board.kind);
    CHECK(periods[0].across == Approx((is_flat ? 1.5 : 1) * board.width).epsilon(0.005));
    CHECK(periods[0].down == Approx((is_flat ? 1 : 1.5) * board.height).epsilon(0.005));
    CHECK(periods[0].score > 3);

    const auto [middle, clarity] = fold_cells(flat, board.kind, placement);
    CHECK(clarity > 4);
    cv::Mat only_art;
    art(board.size, 5).convertTo(only_art, CV_8U);
    CHECK(fold_cells(flattened(only_art), board.kind, placement).clarity < 2.9);
    const auto nearest = tk::board::centre(geometry, placement, tk::board::coord_at(geometry, placement, middle));
    CHECK(std::hypot(middle.x - nearest.x, middle.y - nearest.y) < 0.1 * board.width);
}

TEST_CASE("squares whose lines go through the whole picture are told by its columns and rows, and where they lie") {
    const double size = GENERATE(40.0, 70.0, 140.4);
    CAPTURE(size);
    const cv::Size picture{1600, 960};
    const Placement placement{{size * 1.3, size * 1.2}, size, size};
    const Geometry geometry(Kind::square, static_cast<int>(picture.width / size) - 2,
                            static_cast<int>(picture.height / size) - 2);
    const auto guess = guess_squares_of_whole(flattened(lined(geometry, placement, picture, 16)));
    REQUIRE(guess);
    CHECK(guess->score > 8);
    CHECK(guess->placement.width == Approx(size).epsilon(0.003));
    CHECK(guess->placement.height == Approx(size).epsilon(0.003));
    const auto& middle = guess->placement.origin;
    const auto nearest = tk::board::centre(geometry, placement, tk::board::coord_at(geometry, placement, middle));
    CHECK(std::hypot(middle.x - nearest.x, middle.y - nearest.y) < 0.1 * size);
}

TEST_CASE("art without lines speaks for no hexagons and no squares") {
    cv::Mat picture;
    art({1600, 960}, GENERATE(1U, 2U, 3U, 4U)).convertTo(picture, CV_8U);
    const FlatPicture flat = flattened(picture);
    const auto periods = find_hexagons(FlatSpectrum(flat), 3);
    CHECK((periods.empty() || periods[0].score < 1));
    const auto squares = guess_squares_of_whole(flat);
    CHECK((!squares || squares->score < 6));
    CHECK(std::holds_alternative<NoBoard>(find_board(picture, {})));
}

}  // namespace
