#include "grid-analyze/scene/highlight.hpp"

#include <map>
#include <opencv2/imgproc.hpp>

#include "board_picture.hpp"
#include "catch.hpp"
#include "grid-analyze/scene/cells.hpp"
#include "profile/profile.hpp"

/// What cells are painted with, by the hues of the example profile.
namespace {

using namespace tk::grid;

const std::vector<tk::profile::NamedHue>& hues() {
    static const auto profile = tk::profile::load_profile(TURNKIT_SOURCE_DIR "/examples/profiles/dofus.json");
    return profile.highlights;
}

void paint(cv::Mat& picture, const FoundBoard& board, int cell, const cv::Scalar& rgb, double opacity) {
    paint_cell(picture, board, cell, {rgb[2], rgb[1], rgb[0]}, opacity);
}

using Names = std::vector<std::pair<std::string, std::vector<int>>>;

TEST_CASE("each highlight of a fight has its name: start cells of both teams, range, sight, target, reach") {
    const BoardPicture drawn;
    cv::Mat picture = draw(drawn);
    const FoundBoard board = as_found(drawn);
    const std::vector<std::tuple<int, cv::Scalar, std::string>> painted{
        {20, {0x00, 0x22, 0xdd}, "start_enemy"}, {31, {0x22, 0x33, 0x99}, "in_sight"},
        {42, {0x54, 0x6d, 0xa5}, "range"},       {60, {0xdd, 0x22, 0x00}, "start_ally"},
        {71, {0xdd, 0x11, 0x22}, "target"},      {82, {0x00, 0x66, 0x00}, "reachable"}};
    for (const auto& [cell, rgb, name] : painted) {
        paint(picture, board, cell, rgb, 1);
        paint(picture, board, cell + 4, rgb, 0.9);
    }
    const Surface surface = read_cells(picture, board, hues(), {});
    std::map<std::string, std::vector<int>> seen(surface.highlights.begin(), surface.highlights.end());
    for (const auto& [cell, rgb, name] : painted) {
        CAPTURE(name);
        CHECK(seen[name] == std::vector<int>{cell, cell + 4});
    }
    CHECK(surface.cells == std::string(135, '.'));
}

TEST_CASE("the floor shows through translucent paint, not through a window of the same colour") {
    BoardPicture drawn;
    drawn.light = 165;
    drawn.dark = 140;
    const FoundBoard board = as_found(drawn);
    cv::Mat picture(drawn.size, CV_8UC3);
    const cv::Mat plain = draw(drawn);
    // A brown floor, on which translucent blue is gray.
    cv::multiply(plain, cv::Scalar(0.35, 0.8, 0.97), picture);
    const std::vector<int> cells{58, 59, 60, 67, 68, 69};
    SECTION("paint") {
        for (const int cell : cells) paint(picture, board, cell, {0x22, 0x33, 0x99}, 0.45);
        const Surface surface = read_cells(picture, board, hues(), {});
        REQUIRE(surface.highlights.size() == 1);
        CHECK((surface.highlights[0].first == "in_sight" || surface.highlights[0].first == "range"));
        CHECK(surface.highlights[0].second == cells);
    }
    SECTION("window") {
        const auto colour = picture.at<cv::Vec3b>(static_cast<int>(drawn.origin.y), static_cast<int>(drawn.origin.x));
        cv::Vec3b gray;
        for (int c = 0; c < 3; ++c)
            gray[c] = cv::saturate_cast<uchar>(0.55 * colour[c] + 0.45 * cv::Vec3b{0x99, 0x33, 0x22}[c]);
        for (const int cell : cells) paint(picture, board, cell, cv::Scalar(gray[2], gray[1], gray[0]), 1);
        CHECK(read_cells(picture, board, hues(), {}).highlights.empty());
    }
}

TEST_CASE("of two highlights that translucent paint may be, it is the one that suits more opacities") {
    // Red, at 45 of 100 over this green, is 354, 355 or 4 degrees, as its opacity is taken for less, right or more.
    std::vector<tk::profile::NamedHue> both{{"one", {0, 8, 0.3}}, {"other", {350, 358, 0.3}}};
    if (GENERATE(false, true)) std::swap(both[0], both[1]);
    Look look;
    look.points.assign(20, cv::Vec3b(48, 90, 149));
    const auto coat = coat_on(look, cv::Vec3b(60, 150, 90), both, 0.4);
    REQUIRE(coat);
    CHECK(both[coat->highlight].name == "other");
    CHECK(coat->is_seen_through);
}

TEST_CASE("the cell under somebody has the highlight that shows around their ring") {
    const BoardPicture drawn;
    cv::Mat picture = draw(drawn);
    const FoundBoard board = as_found(drawn);
    const bool is_painted = GENERATE(true, false);
    const double radius = 0.27;
    if (is_painted) paint(picture, board, 60, {0xdd, 0x11, 0x22}, 1);
    const auto feet = tk::board::centre(board.geometry, board.placement, 60);
    const cv::Point middle(static_cast<int>(feet.x), static_cast<int>(feet.y));
    const cv::Size size(static_cast<int>(radius * 64), static_cast<int>(radius * 32));
    cv::ellipse(picture, middle, size, 0, 0, 360, {255, 255, 255}, cv::FILLED);
    cv::ellipse(picture, middle, size, 0, 0, 360, {0, 0, 255}, 2, cv::LINE_AA);  // red as the target is
    Covers covers;
    covers.occupied.push_back({60, radius});
    const Surface surface = read_cells(picture, board, hues(), covers);
    CHECK(surface.highlights == (is_painted ? Names{{"target", {60}}} : Names{}));
    CHECK(surface.cells == std::string(135, '.'));
}

TEST_CASE("a cell whose middle lies outside the picture is not read") {
    BoardPicture drawn;
    drawn.origin.y = -2;
    const FoundBoard board = as_found(drawn);
    const Surface surface = read_cells(draw(drawn), board, hues(), {});
    CHECK(surface.cells.substr(0, 9) == "?????????");
    CHECK(surface.cells.find('?', 9) == std::string::npos);
}

}  // namespace
