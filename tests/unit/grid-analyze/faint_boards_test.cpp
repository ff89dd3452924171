#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "catch.hpp"
#include "faint_picture.hpp"
#include "found.hpp"
#include "grid-analyze/find/flat_view.hpp"
#include "grid-analyze/find/folded.hpp"
#include "grid-analyze/find/hexagon_cells.hpp"
#include "grid-analyze/find/iso_parts.hpp"
#include "grid-analyze/find/iso_search.hpp"
#include "grid-analyze/find/laid_cells.hpp"

/// Boards that are too faint or too small to be told from art and noise line by line or cell by cell.
namespace {

using namespace tk::grid;
using tk::board::Geometry;
using tk::board::Kind;
using tk::board::Placement;

struct Board {
    Kind kind;
    double width, height;
    int cols, rows;
    cv::Point2d origin;
    double darker;  ///< its lines, grey levels
};

Placement placement_of(const Board& board) {
    return {{board.origin.x, board.origin.y}, board.width, board.height};
}

cv::Mat noisy(const cv::Mat& gray, double deviation) {
    cv::Mat noise(gray.size(), CV_16S), sum;
    cv::RNG random(11);
    random.fill(noise, cv::RNG::NORMAL, 0, deviation);
    cv::add(gray, noise, sum, cv::noArray(), CV_8U);
    return sum;
}

cv::Mat drawn(const Board& board, const cv::Size& size) {
    return noisy(lined(Geometry(board.kind, board.cols, board.rows), placement_of(board), size, board.darker), 5);
}

const cv::Size screen{1920, 1080};
const Board small_iso{Kind::iso, 30, 15, 14, 36, {1300, 100}, 14}, iso{Kind::iso, 48, 24, 10, 24, {1200, 600}, 14};

/// How far a lattice lies from that of a board, share of a cell, at the middle of the board.
double beside(const Placement& placement, const Board& board) {
    const Geometry geometry(board.kind, board.cols, board.rows);
    const auto middle = tk::board::centre(geometry, placement_of(board), geometry.size() / 2);
    const auto other =
        tk::board::centre(geometry, placement, tk::board::coord_at(geometry, placement, {middle.x, middle.y}));
    return std::hypot((other.x - middle.x) / board.width, (other.y - middle.y) / board.height);
}

/// A part of the picture in which a board and as much beside it lies.
cv::Rect2d part_around(const Board& board) {
    const auto [across, down] = tk::board::spacing(board.kind, placement_of(board));
    const double width = across * board.cols, height = down * board.rows / (board.kind == Kind::iso ? 2 : 1);
    return cv::Rect2d(board.origin.x - width / 3, board.origin.y - height / 4, 1.7 * width, 1.5 * height) &
           cv::Rect2d({0, 0}, cv::Size2d(screen));
}

TEST_CASE("isometric boards that hardly show in the spectrum of the whole picture are found in a part of it") {
    const Board board = GENERATE(small_iso, iso);
    const cv::Mat picture = drawn(board, screen);
    SECTION("when nothing is known") {
        const FoundBoard found = found_in(picture);
        CHECK(found.geometry.kind() == Kind::iso);
        CHECK(found.placement.width == Approx(board.width).epsilon(0.01));
        CHECK(found.placement.height == Approx(board.height).epsilon(0.02));
        CHECK(beside(found.placement, board) < 0.1);
        CHECK(std::abs(found.geometry.cols() - board.cols) <= 1);
        CHECK(found.confidence < 0.9);
    }
    SECTION("when the profile says that boards are isometric") {
        tk::profile::BoardProfile profile;
        profile.kind = "iso";
        const Search search = find_board(picture, profile);
        const auto* found = std::get_if<FoundBoard>(&search);
        REQUIRE(found);
        CHECK(found->placement.width == Approx(board.width).epsilon(0.01));
        CHECK(beside(found->placement, board) < 0.1);
    }
}

/// The first board that parts of a picture lead to, whatever its sides show.
std::optional<FoundBoard> found_in_parts(const cv::Mat& picture) {
    const tk::profile::BoardProfile any;
    const FlatView flat(picture, any.area);
    return IsoSearch(picture, flat, any)
        .find_in_parts(EdgeFields(picture), [](const FoundBoard&, const IsoSearch::Heard&) { return true; });
}

TEST_CASE("of a board that is found in a part no line is left out, and none taken too many") {
    // The first row of some lies where shifted ones of others do.
    const cv::Point2d origin =
        GENERATE(cv::Point2d(1200, 600), cv::Point2d(1224, 612), cv::Point2d(1212, 606), cv::Point2d(1188, 606));
    const Board board{Kind::iso, 48, 24, 10, 24, origin, 60};
    const cv::Mat picture = drawn(board, screen);
    const auto found = found_in_parts(picture);
    REQUIRE(found);
    CHECK(found->geometry == Geometry(Kind::iso, 10, 24));
    CHECK(found->placement.origin.x == Approx(origin.x).margin(2));
    CHECK(found->placement.origin.y == Approx(origin.y).margin(2));
}

TEST_CASE("the clearest period of all parts is that of the board, and its part holds some of it") {
    const Board board = GENERATE(small_iso, iso);
    const FlatView flat(drawn(board, screen), tk::profile::RelativeBox{});
    const auto periods = find_periods_in_parts(flat.picture, 3);
    REQUIRE(!periods.empty());
    CHECK(periods[0].guess.width == Approx(board.width).epsilon(0.03));
    CHECK(!(periods[0].part & part_around(board)).empty());
    for (std::size_t i = 1; i < periods.size(); ++i)
        CHECK(std::abs(periods[i].guess.width / periods[0].guess.width - 1) > 0.03);
}

TEST_CASE("pictures that are smaller than a part are one part") {
    const Board board{Kind::iso, 48, 24, 5, 14, {60, 40}, 20};
    const FlatView flat(drawn(board, {330, 240}), tk::profile::RelativeBox{});
    const auto periods = find_periods_in_parts(flat.picture, 3);
    REQUIRE(!periods.empty());
    CHECK(periods[0].guess.width == Approx(board.width).epsilon(0.04));
    CHECK(periods[0].part.tl() == cv::Point2d(0, 0));
}

TEST_CASE("isometric cells that are laid one on the other show where they lie") {
    const Board board{Kind::iso, 48, 24, 14, 36, {100, 60}, 20};
    const FlatView flat(drawn(board, {900, 600}), tk::profile::RelativeBox{});
    const FoldedCell folded = fold_cells(flat.picture, Kind::iso, placement_of(board));
    CHECK(beside({folded.middle, board.width, board.height}, board) < 0.1);
    CHECK(folded.clarity > 3);
}

const auto laid_boards = {
    Board{Kind::iso, 48, 24, 10, 24, {1200, 600}, 16}, Board{Kind::square, 60, 60, 9, 7, {900, 400}, 24},
    Board{Kind::hex_pointy, 60, 69.282, 9, 8, {900, 400}, 40}, Board{Kind::hex_flat, 80, 69.282, 9, 7, {900, 400}, 40}};

TEST_CASE("a lattice is laid where the sides of faint cells show together, and its board is cut out") {
    const Board board = GENERATE(values(laid_boards));
    CAPTURE(tk::board::kind_name(board.kind));
    const EdgeFields fields(drawn(board, screen));
    Placement near = placement_of(board), half = near;
    near.origin.x += 1.2;
    near.origin.y -= 1;
    near.width *= 1.004;
    half.origin.x += 0.5 * board.width;
    const auto laid =
        lay_by_cells(fields.suited(board.width, board.height), board.kind, {{half, near}, 2, -1}, part_around(board));
    REQUIRE(laid);
    CHECK(laid->placement.width == Approx(board.width).epsilon(0.01));
    CHECK(laid->placement.height == Approx(board.height).epsilon(0.01));
    CHECK(beside(laid->placement, board) < 0.05);
    CHECK(std::abs(laid->geometry.cols() - board.cols) <= 2);
    CHECK(std::abs(laid->geometry.rows() - board.rows) <= 2);
}

TEST_CASE("of starts only those are followed that show enough as they are") {
    const Board board = laid_boards.begin()[1];
    const EdgeFields fields(drawn(board, screen));
    const auto lay = [&](const Starts& starts) {
        return lay_by_cells(fields.suited(board.width, board.height), board.kind, starts, part_around(board));
    };
    Placement half = placement_of(board);
    half.origin.x += 0.5 * board.width;
    half.origin.y += 0.5 * board.height;
    CHECK(lay({{placement_of(board)}, 1, 0.01}));
    CHECK(!lay({{placement_of(board)}, 1, 1}));
    CHECK(!lay({{half}, 1, 0.01}));
    CHECK(beside(lay({{half, placement_of(board)}, 1, -1})->placement, board) < 0.05);
}

TEST_CASE("nothing is laid where there is only art, and no strip of cells") {
    Board board = GENERATE(values(laid_boards));
    CAPTURE(tk::board::kind_name(board.kind));
    SECTION("art") {
        board.darker = 0;
    }
    SECTION("a strip") {
        board.darker = 40;
        board.rows = 1;
    }
    const EdgeFields fields(drawn(board, screen));
    CHECK(!lay_by_cells(fields.suited(board.width, board.height), board.kind, {{placement_of(board)}, 1, -1},
                        {800, 300, 700, 500}));
}

TEST_CASE("of hexagons on the lines of a picture those are told whose cells show together") {
    const Board board = GENERATE(laid_boards.begin()[2], laid_boards.begin()[3]);
    CAPTURE(tk::board::kind_name(board.kind));
    Guess guess{board.kind, placement_of(board), part_around(board), 20, true, 2};
    guess.placement.origin.x += 1;
    const auto look = [&](double darker) {
        Board other = board;
        other.darker = darker;
        return hexagons_by_cells(EdgeFields(drawn(other, screen)), {guess});
    };
    const auto found = look(board.darker);
    REQUIRE(found);
    CHECK(found->geometry.kind() == board.kind);
    CHECK(beside(found->placement, board) < 0.05);
    CHECK(!look(0));
    CHECK(!look(28));  // so little pictures without a board show, too
    guess.surprise = 1.1;
    CHECK(!look(board.darker));
}

}  // namespace
