#include <cmath>
#include <cstdint>
#include <opencv2/core.hpp>

#include "board_picture.hpp"
#include "catch.hpp"
#include "checker_picture.hpp"
#include "grid-analyze/find/finder.hpp"
#include "grid-analyze/find/side_profile.hpp"

namespace {

using namespace tk::grid;
using tk::profile::BoardProfile;

BoardProfile of_size(int cols, int rows) {
    BoardProfile profile;
    profile.kind = "iso";
    profile.columns = cols;
    profile.rows = rows;
    return profile;
}

FoundBoard found_in(const cv::Mat& picture, const BoardProfile& profile = {}) {
    const Search search = find_board(gray_of(picture), profile);
    if (const auto* none = std::get_if<NoBoard>(&search)) FAIL("no board: " << none->reason);
    return std::get<FoundBoard>(search);
}

/// `picture` (CV_8U) with noise of this standard deviation.
cv::Mat with_noise(const cv::Mat& picture, double deviation, std::uint64_t seed) {
    cv::Mat noise(picture.size(), CV_16S), values, noisy;
    cv::RNG(seed).fill(noise, cv::RNG::NORMAL, 0, deviation);
    picture.convertTo(values, CV_16S);
    cv::Mat(values + noise).convertTo(noisy, CV_8U);
    return noisy;
}

void check_same(const FoundBoard& found, const BoardPicture& drawn) {
    CHECK(found.geometry == geometry_of(drawn));
    CHECK(found.placement.width == Approx(drawn.width).margin(0.1));
    CHECK(found.placement.height == Approx(drawn.height).margin(0.1));
    // OpenCV's polygons own the pixels of their outline, so that each reaches into the row behind it.
    CHECK(found.placement.origin.x == Approx(drawn.origin.x).margin(0.5));
    CHECK(found.placement.origin.y == Approx(drawn.origin.y).margin(1));
}

TEST_CASE("a board is found at any size of cell, with lines or without") {
    BoardPicture board;
    std::tie(board.width, board.height, board.cols, board.rows, board.line) =
        GENERATE(table<double, double, int, int, int>({{20, 10, 30, 41, 0},
                                                       {20, 10, 30, 41, 1},
                                                       {33.5, 16.75, 20, 30, 0},
                                                       {64, 32, 9, 15, 0},
                                                       {64, 32, 9, 15, 2},
                                                       {87.84, 43.92, 6, 12, 0},
                                                       {131, 65.5, 5, 9, 1},
                                                       {188.5, 94.25, 6, 13, 1},
                                                       {250, 125, 6, 11, 0}}));
    CAPTURE(board.width, board.line);
    board.origin = {board.width + 3.3, board.height + 7.7};
    board.size = {static_cast<int>(board.width * (board.cols + 2)) + 60,
                  static_cast<int>(board.height / 2 * (board.rows + 3)) + 60};
    check_same(found_in(draw(board)), board);
}

TEST_CASE("the ratio of width to height is free between 1.7 and 2.2") {
    BoardPicture board;
    board.height = board.width / GENERATE(1.7, 1.8, 53.0 / 27, 2.0, 2.1, 2.2);
    check_same(found_in(draw(board)), board);
}

TEST_CASE("faint tiles in noise are still a board") {
    BoardPicture board;
    board.light = 140;
    board.dark = 132;
    board.background = cv::Scalar::all(120);
    cv::Mat picture = draw(board), noise(picture.size(), CV_8UC3);
    cv::RNG random(1);
    random.fill(noise, cv::RNG::NORMAL, 30, 2);
    picture += noise;
    check_same(found_in(picture), board);
}

TEST_CASE("a board of known size with holes at its rim is numbered from its top left") {
    BoardPicture board;
    board.cols = 14;
    board.rows = 40;
    board.width = 56;
    board.height = 28;
    board.origin = {40, 30};
    board.holes.assign(560, '.');
    for (const int cell : {0, 1, 2, 12, 13, 14, 15, 27, 28, 546, 547, 548, 558, 559, 200, 201, 214})
        board.holes[static_cast<std::size_t>(cell)] = 'o';
    board.size = {900, 620};
    const FoundBoard found = found_in(draw(board), of_size(14, 40));
    check_same(found, board);
    CHECK(found.numbering_certain);
}

TEST_CASE("a board of known size of which a middle part shows is put near the middle of the picture, and says so") {
    BoardPicture board;
    board.cols = 14;
    board.rows = 40;
    board.width = 56;
    board.height = 28;
    board.origin = {58, 30};
    board.holes.assign(560, 'o');
    const auto geometry = geometry_of(board);
    for (int cell = 0; cell < 560; ++cell) {
        if (geometry.distance(cell, 287) <= 6) board.holes[static_cast<std::size_t>(cell)] = '.';
    }
    board.size = {900, 620};
    const FoundBoard found = found_in(draw(board), of_size(14, 40));
    check_same(found, board);
    CHECK_FALSE(found.numbering_certain);
}

TEST_CASE("a window over a fifth of the board does not hide it") {
    BoardPicture board;
    board.cols = 14;
    board.rows = 30;
    board.size = {1100, 640};
    cv::Mat picture = draw(board);
    cv::rectangle(picture, cv::Rect(300, 150, 380, 200), cv::Scalar(60, 40, 40), cv::FILLED);
    check_same(found_in(picture), board);
}

TEST_CASE("rows of eight and seven cells in turn are told from full rows") {
    BoardPicture board;
    board.cols = 8;
    board.rows = 15;
    board.holes.assign(120, '.');
    for (int row = 1; row < 15; row += 2) board.holes[static_cast<std::size_t>(row * 8 + 7)] = 'o';
    const FoundBoard found = found_in(draw(board));
    CHECK(found.geometry == tk::board::Geometry(tk::board::Kind::iso, 8, 15, tk::board::Stagger::alternating));
}

TEST_CASE("a plain diamond is told from staggered rows") {
    BoardPicture board;
    board.cols = 14;
    board.rows = 27;
    board.holes.assign(14 * 27, 'o');
    const auto geometry = geometry_of(board);
    int tiles = 0;
    for (int cell = 0; cell < geometry.size(); ++cell) {
        const auto coord = geometry.coord(cell);
        if (coord.x < 7 || coord.x > 19 || coord.y < -6 || coord.y > 6) continue;
        board.holes[static_cast<std::size_t>(cell)] = '.';
        ++tiles;
    }
    board.size = {1100, 620};
    const FoundBoard found = found_in(draw(board));
    CHECK(found.geometry.kind() == tk::board::Kind::diamond);
    CHECK(found.geometry.size() >= tiles);
}

/// A board drawn by the outlines of the library, on a dark ground, in shades that neighbours do not share.
cv::Mat drawn(const tk::board::Geometry& geometry, const tk::board::Placement& placement, int shades, int line,
              const cv::Size& size = {900, 600}) {
    cv::Mat picture(size, CV_8U, cv::Scalar(40));
    for (int cell = 0; cell < geometry.size(); ++cell) {
        const auto corners = corners_of(geometry, placement, cell);
        const auto coord = geometry.coord(cell);
        const int kind = geometry.is_hex() ? ((coord.x - coord.y) % 3 + 3) % 3 : (coord.x + coord.y) & 1;
        cv::fillConvexPoly(picture, corners, cv::Scalar(150 - shades * kind), cv::LINE_AA, corner_shift);
        if (line > 0) cv::polylines(picture, corners, true, cv::Scalar(70), line, cv::LINE_AA, corner_shift);
    }
    return picture;
}

TEST_CASE("checkerboards and lined squares are found with their extent, at any size of cell") {
    const double size = GENERATE(20.0, 27.4, 44.0, 66.6);
    const bool has_lines = GENERATE(false, true);
    CAPTURE(size, has_lines);
    const tk::board::Geometry geometry(tk::board::Kind::square, 8, 8);
    const tk::board::Placement placement{{101.3, 63.7}, size, size};
    const Search search = find_board(drawn(geometry, placement, has_lines ? 0 : 30, has_lines ? 1 : 0), {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry == geometry);
    CHECK(found->placement.width == Approx(size).epsilon(0.005));
    CHECK(found->placement.origin.x == Approx(101.3).margin(1));
    CHECK(found->placement.origin.y == Approx(63.7).margin(1));
    CHECK(found->confidence > 0.9);
}

TEST_CASE("hexagons with a corner or a side on top are found with their extent and their places") {
    using tk::board::Kind;
    const Kind kind = GENERATE(Kind::hex_pointy, Kind::hex_flat);
    const double size = GENERATE(28.0, 44.5, 61.0);
    CAPTURE(static_cast<int>(kind), size);
    const tk::board::Geometry geometry(kind, 11, 8);
    const double height = kind == Kind::hex_pointy ? size * 2 / std::sqrt(3.0) : size * std::sqrt(3.0) / 2;
    const tk::board::Placement placement{{100.3, 80.6}, size, height};
    const Search search = find_board(drawn(geometry, placement, 0, 1), {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CAPTURE(found->geometry.cols(), found->geometry.rows(), found->placement.width, found->placement.height,
            found->confidence);
    REQUIRE(found->geometry == geometry);
    CHECK(found->placement.width == Approx(size).epsilon(0.01));
    CHECK(found->placement.height == Approx(height).epsilon(0.01));
    const auto& origin = found->placement.origin;
    CHECK(std::hypot(origin.x - placement.origin.x, origin.y - placement.origin.y) < 1.5);
}

TEST_CASE("small hexagons of a very large picture are told from those of another pitch") {
    using tk::board::Kind;
    const auto [kind, pitch] = GENERATE(table<Kind, double>({{Kind::hex_pointy, 0.75},
                                                             {Kind::hex_flat, 0.75},
                                                             {Kind::hex_pointy, 0.69},
                                                             {Kind::hex_flat, 0.69},
                                                             {Kind::hex_pointy, 0.81},
                                                             {Kind::hex_flat, 0.81}}));
    CAPTURE(static_cast<int>(kind), pitch);
    const tk::board::Geometry geometry(kind, 40, 22);
    const bool is_pointy = kind == Kind::hex_pointy;
    const double across = 26.02, along = across * std::sqrt(3.0) / 2 / pitch;
    const tk::board::Placement placement{{1200.3, 90.6}, is_pointy ? across : along, is_pointy ? along : across, pitch};
    const Search search = find_board(drawn(geometry, placement, 9, 1, {2560, 1440}), {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry == geometry);
    CHECK(found->placement.pitch == Approx(pitch).margin(0.012));
    CHECK(found->placement.width == Approx(placement.width).epsilon(0.015));
    CHECK(found->placement.height == Approx(placement.height).epsilon(0.015));
}

TEST_CASE("a board of few large cells is found though each piece of its lines drowns in noise") {
    const int seed = GENERATE(1, 2, 3, 4, 5, 6);
    CAPTURE(seed);
    const tk::board::Geometry geometry(tk::board::Kind::square, 5, 5);
    const tk::board::Placement placement{{310.3, 160.7}, 149, 149};
    cv::Mat picture(1080, 1920, CV_8U, cv::Scalar(150));
    for (int cell = 0; cell < geometry.size(); ++cell)
        cv::polylines(picture, corners_of(geometry, placement, cell), true, cv::Scalar(142), 1, cv::LINE_AA,
                      corner_shift);
    const Search search = find_board(with_noise(picture, 9, static_cast<std::uint64_t>(seed)), {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry == geometry);
    CHECK(found->placement.width == Approx(149).epsilon(0.01));
}

TEST_CASE("faint hexagons are found over clouds, behind windows, with half of their lines missing") {
    using tk::board::Kind;
    const Kind kind = GENERATE(Kind::hex_pointy, Kind::hex_flat);
    const int seed = GENERATE(1, 3, 4);
    CAPTURE(static_cast<int>(kind), seed);
    const double across = 52, along = across * std::sqrt(3.0) / 2;
    const tk::board::Geometry geometry(kind, 18, 8);
    const tk::board::Placement placement{
        {330.3, 70.6}, kind == Kind::hex_flat ? across : along, kind == Kind::hex_flat ? along : across};
    cv::RNG random(static_cast<std::uint64_t>(7 * seed + 1));
    cv::Mat clouds(9, 14, CV_8U), picture;
    random.fill(clouds, cv::RNG::UNIFORM, 110, 190);
    cv::resize(clouds, picture, {1440, 900}, 0, 0, cv::INTER_CUBIC);
    for (int cell = 0; cell < geometry.size(); ++cell) {
        const auto corners = corners_of(geometry, placement, cell);
        for (std::size_t side = 0; side < 3; ++side) {
            if (random.uniform(0.0, 1.0) > 0.55) continue;
            const cv::Point from = corners[side] / (1 << corner_shift), to = corners[side + 1] / (1 << corner_shift);
            cv::LineIterator pixel(picture, from, to);
            for (int i = 0; i < pixel.count; ++i, ++pixel) **pixel = cv::saturate_cast<std::uint8_t>(**pixel - 22);
        }
    }
    cv::rectangle(picture, {350, 100, 300, 110}, cv::Scalar(70), cv::FILLED);
    cv::rectangle(picture, {740, 140, 250, 120}, cv::Scalar(70), cv::FILLED);
    const Search search = find_board(with_noise(picture, 5, static_cast<std::uint64_t>(seed)), {});
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry.kind() == kind);
    CHECK(found->placement.width == Approx(placement.width).epsilon(0.02));
    CHECK(found->placement.height == Approx(placement.height).epsilon(0.02));
}

TEST_CASE("a small board on the even ground of a large picture is found as it is") {
    BoardPicture board;
    board.cols = 14;
    board.rows = 20;
    board.light = 150;
    board.background = cv::Scalar::all(20);
    std::tie(board.size, board.width, board.line) = GENERATE(table<cv::Size, double, int>({{{1920, 1080}, 26.1, 0},
                                                                                           {{1920, 1080}, 26.1, 1},
                                                                                           {{2560, 1440}, 26.1, 0},
                                                                                           {{2560, 1440}, 33.7, 0},
                                                                                           {{2560, 1440}, 33.7, 1}}));
    CAPTURE(board.size, board.width, board.line);
    board.height = board.width / 2;
    board.dark = board.line > 0 ? board.light : 142;
    board.origin = {board.size.width / 2 - 6.7 * board.width, board.size.height / 2 - 4.9 * board.height};
    check_same(found_in(draw(board)), board);
}

TEST_CASE("a board of lines alone is no checkerboard seen at an angle") {
    BoardPicture board;
    std::tie(board.cols, board.rows, board.width, board.height) = std::tuple(14, 20, 64.4, 32.2);
    board.size = {1280, 720};
    board.origin = {208.52, 202.22};
    board.dark = board.light;
    board.line = 1;
    board.background = cv::Scalar::all(GENERATE(20, 120));
    check_same(found_in(draw(board)), board);
}

TEST_CASE("pictures without a board are refused with a reason") {
    cv::Mat picture(480, 640, CV_8UC3, cv::Scalar(90, 120, 100));
    const std::string what = GENERATE("uniform", "noise", "strokes", "slots", "four cells", "one pixel", "stairs");
    CAPTURE(what);
    cv::RNG random(7);
    if (what == "noise") random.fill(picture, cv::RNG::UNIFORM, 0, 255);
    if (what == "strokes") {
        for (int i = 0; i < 200; ++i) {
            const cv::Point from(random.uniform(0, 640), random.uniform(0, 480));
            const int run = random.uniform(20, 200), sign = i % 2 == 0 ? 1 : -1;
            cv::line(picture, from, from + cv::Point(run, sign * run / 2), cv::Scalar::all(random.uniform(0, 255)), 2);
        }
    }
    if (what == "slots") {  // of a bag: each with an edge of its own
        for (int y = 20; y + 44 < 480; y += 50) {
            for (int x = 20; x + 44 < 640; x += 50) {
                cv::rectangle(picture, cv::Rect(x, y, 44, 44), cv::Scalar(30, 30, 30), cv::FILLED);
                cv::rectangle(picture, cv::Rect(x, y, 44, 44), cv::Scalar(150, 150, 150), 1);
            }
        }
    }
    if (what == "four cells") {
        BoardPicture board;
        board.cols = 2;
        board.rows = 2;
        picture = draw(board);
    }
    if (what == "one pixel") picture = cv::Mat(1, 1, CV_8UC3, cv::Scalar(1, 2, 3));
    if (what == "stairs") {
        for (int step = 0; step < 12; ++step) {
            cv::line(picture, {100 + 30 * step, 100 + 15 * step}, {180 + 30 * step, 60 + 15 * step}, {200, 200, 200},
                     2);
            cv::line(picture, {100 + 30 * step, 100 + 15 * step}, {130 + 30 * step, 115 + 15 * step}, {60, 60, 60}, 2);
        }
    }
    const Search search = find_board(gray_of(picture), {});
    REQUIRE(std::holds_alternative<NoBoard>(search));
    CHECK_FALSE(std::get<NoBoard>(search).reason.empty());
    CHECK(std::get<NoBoard>(search).confidence >= 0.5);
}

/// Whether the board of one picture is still seen in a later one.
bool is_still_seen(const FoundBoard& board, const cv::Mat& then, const cv::Mat& now) {
    return SideProfile(then, board).is_still_in(SideProfile(now, board));
}

TEST_CASE("squares and hexagons of the frame before are recognised, and gone or moved ones are not") {
    const auto kind = GENERATE(tk::board::Kind::square, tk::board::Kind::hex_pointy);
    const tk::board::Geometry geometry(kind, 9, 8);
    const tk::board::Placement placement{{100, 80}, 48, 50};
    const FoundBoard board{geometry, placement, 1, true, {}};
    const cv::Mat then = drawn(geometry, placement, 20, 1);
    CHECK(is_still_seen(board, then, drawn(geometry, placement, 26, 1)));
    CHECK_FALSE(is_still_seen(board, then, drawn(geometry, {{112, 91}, 48, 50}, 20, 1)));
    CHECK_FALSE(is_still_seen(board, then, cv::Mat(then.size(), CV_8U, cv::Scalar(90))));
}

TEST_CASE("the board of the frame before is recognised, and one that moved or went away is not") {
    BoardPicture board;
    const cv::Mat picture = draw(board), gray = gray_of(picture);
    const FoundBoard found = found_in(picture);
    CHECK(is_still_seen(found, gray, gray));
    cv::Mat with_window = picture.clone();
    cv::rectangle(with_window, cv::Rect(300, 100, 200, 150), cv::Scalar(60, 40, 40), cv::FILLED);
    CHECK(is_still_seen(found, gray, gray_of(with_window)));
    board.origin.x += GENERATE(9.0, 16.0, 30.0);
    CHECK_FALSE(is_still_seen(found, gray, gray_of(draw(board))));
    CHECK_FALSE(is_still_seen(found, gray, cv::Mat(gray.size(), CV_8U, cv::Scalar(70))));
    CHECK_FALSE(is_still_seen(found, gray, cv::Mat(3, 3, CV_8U, cv::Scalar(70))));
    cv::Mat smaller = gray(cv::Rect({0, 0}, gray.size() - cv::Size(1, 0)));
    CHECK_FALSE(is_still_seen(found, gray, smaller));
}

TEST_CASE("a chess board elsewhere in a picture of the same size is not taken for the one before") {
    CheckerPicture before;
    before.corner = {150, 60};
    before.cell = 48;
    before.pieces = start_pieces();
    cv::Mat then(720, 1280, CV_8U, cv::Scalar(230));
    draw(then, before);
    const FoundBoard board{tk::board::Geometry(tk::board::Kind::square, 8, 8), {{174, 84}, 48, 48}, 1, true, {}};
    int taken = 0, looked = 0;
    for (double cell = 32; cell <= 80; cell += 4) {
        for (const double x : {100.0, 158.0, 421.0, 606.0}) {
            CheckerPicture after = before;
            after.corner = {x, 52};
            after.cell = cell;
            cv::Mat now(720, 1280, CV_8U, cv::Scalar(230));
            draw(now, after);
            ++looked;
            taken += is_still_seen(board, then, now) ? 1 : 0;
        }
    }
    CHECK(looked == 52);
    CHECK(taken == 0);
}

TEST_CASE("a faint board in noise is recognised without a search") {
    BoardPicture board;
    const cv::Mat picture = draw(board), gray = gray_of(picture);
    const FoundBoard found = found_in(picture);
    const cv::Mat faint = 0.3 * gray + 60;
    CHECK(is_still_seen(found, with_noise(faint, 8, 1), with_noise(faint, 8, 2)));
}

}  // namespace
