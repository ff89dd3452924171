#include "grid-analyze/scene/scene.hpp"
#include "board_picture.hpp"
#include "catch.hpp"
#include "grid-analyze/scene/cells.hpp"
#include "grid-analyze/scene/reading.hpp"
#include "grid-analyze/scene/rings.hpp"

namespace {

using namespace tk::grid;
using tk::profile::NamedHue;

const std::vector<NamedHue> teams{{"ally", {350, 10, 0.6}}, {"enemy", {230, 250, 0.6}}};
const std::vector<NamedHue> highlights{{"reachable", {90, 150, 0.3}}, {"target", {345, 10, 0.3}}};
const cv::Scalar red(0, 0, 255), blue(255, 0, 0);

cv::Point pixel_of(const FoundBoard& board, int cell, double dx = 0, double dy = 0) {
    const auto centre = tk::board::centre(board.geometry, board.placement, cell);
    return {static_cast<int>(centre.x + dx), static_cast<int>(centre.y + dy)};
}

void draw_ring(cv::Mat& picture, const FoundBoard& board, int cell, const cv::Scalar& colour) {
    cv::ellipse(picture, pixel_of(board, cell), cv::Size(22, 11), 0, 0, 360, colour, 3, cv::LINE_AA);
}

TEST_CASE("rings tell the team, even half hidden; painted cells are none") {
    const BoardPicture drawn;
    cv::Mat picture = draw(drawn);
    const FoundBoard board = as_found(drawn);
    paint_cell(picture, board, 70, red, 1);
    paint_cell(picture, board, 71, blue, 1);
    paint_cell(picture, board, 60, red, 0.8);
    draw_ring(picture, board, 40, red);
    draw_ring(picture, board, 44, blue);
    draw_ring(picture, board, 60, blue);
    // A sprite over the back half of one.
    cv::rectangle(picture, cv::Rect(pixel_of(board, 44, -12, -40), pixel_of(board, 44, 12, 4)), cv::Scalar(80, 90, 60),
                  -1);
    std::vector<std::pair<int, std::string>> seen;
    for (const Ring& ring : find_rings(picture, board.geometry, board.placement, teams))
        seen.emplace_back(ring.cell, ring.team);
    CHECK(seen == std::vector<std::pair<int, std::string>>{{40, "ally"}, {44, "enemy"}, {60, "enemy"}});
}

TEST_CASE("cells are floor, obstacle, hole, painted or hidden") {
    BoardPicture drawn;
    drawn.holes.assign(135, '.');
    for (const int cell : {30, 31, 39}) drawn.holes[static_cast<std::size_t>(cell)] = 'o';
    cv::Mat picture = draw(drawn);
    const FoundBoard board = as_found(drawn);
    paint_cell(picture, board, 66, cv::Scalar(40, 60, 80), 1);
    for (const int cell : {80, 81, 90}) paint_cell(picture, board, cell, cv::Scalar(0, 102, 0), 0.42);
    Covers covers;
    covers.plates.push_back({pixel_of(board, 50, -32, -16), pixel_of(board, 50, 32, 16)});
    covers.occupied.push_back({100});
    const Surface surface = read_cells(picture, board, highlights, covers);
    std::string expected(135, '.');
    for (const int cell : {30, 31, 39}) expected[static_cast<std::size_t>(cell)] = 'o';
    expected[66] = '#';
    expected[50] = '?';
    CHECK(surface.cells == expected);
    REQUIRE(surface.highlights.size() == 1);
    CHECK(surface.highlights[0].first == "reachable");
    CHECK(surface.highlights[0].second == std::vector<int>{80, 81, 90});
}

TEST_CASE("bars are read to two pixels wherever they float above somebody") {
    const BoardPicture drawn;
    const FoundBoard board = as_found(drawn);
    const double share = GENERATE(0.04, 0.25, 0.5, 0.91, 1.0);
    const int up = GENERATE(40, 75, 130);
    cv::Mat picture = draw(drawn);
    const cv::Point feet = pixel_of(board, 85);
    const cv::Rect frame(feet.x - 29, feet.y - up, 58, 8);
    cv::rectangle(picture, frame, cv::Scalar(24, 18, 16), cv::FILLED);
    cv::rectangle(picture, cv::Rect(frame.x + 1, frame.y + 1, 56, 6), cv::Scalar(32, 32, 58), cv::FILLED);
    cv::rectangle(picture, cv::Rect(frame.x + 1, frame.y + 1, static_cast<int>(std::lround(56 * share)), 6),
                  cv::Scalar(68, 204, 51), cv::FILLED);
    const auto bars = find_bars(picture, board.placement, {tk::board::centre(board.geometry, board.placement, 85)});
    REQUIRE(bars.size() == 1);
    CHECK(bars[0].share == Approx(share).margin(0.04));
}

TEST_CASE("tags belong to whom they float above; of two in a column the lower one to the one in front") {
    const tk::board::Placement placement{{0, 0}, 56, 28};
    const auto tag = [](int middle, int top) { return Tag{Bar{{middle - 24, top, 48, 5}, 1}, std::nullopt, false}; };
    const std::vector<tk::board::Point> feet{{300, 340}, {302, 400}, {420, 360}};
    const std::vector<Tag> tags{tag(301, 240), tag(421, 300), tag(300, 280), tag(700, 300)};
    const auto foot_of = assign_tags(tags, feet, placement);
    CHECK(foot_of[0] == 0);
    CHECK(foot_of[1] == 2);
    CHECK(foot_of[2] == 1);
    CHECK_FALSE(foot_of[3]);
}

TEST_CASE("of three in a column whose tags rose each has their own, and none takes the nearest of another") {
    const tk::board::Placement placement{{0, 0}, 56, 28};
    const auto tag = [](int middle, int top) { return Tag{Bar{{middle - 24, top, 48, 5}, 1}, std::nullopt, false}; };
    const std::vector<tk::board::Point> feet{{514, 567}, {514, 511}};
    const auto foot_of = assign_tags({tag(514, 336), tag(514, 462)}, feet, placement);
    CHECK(foot_of[0] == 1);
    CHECK(foot_of[1] == 0);
}

TEST_CASE("what ocr read is taken over, and what it could not read is left out") {
    tk::JsonParser parser;
    const Reading reading = read_ocr(parser.parse(R"({
        "lines":[{"text":"b","box":[1,40,9,9],"confidence":0.5,"region":"chat"},{"text":"a","box":[1,20,9,9],"region":"chat"},
                 {"text":"sure","box":[1,60,9,9],"confidence":90,"region":"chat"},{"text":"unsure","box":[1,50,9,9],"confidence":-3,"region":"chat"},
                 {"text":"Ana","box":[5,6,7,8],"confidence":0.9,"region":"plates"},{"text":"no box","region":"chat"},
                 {"text":7,"box":[1,2,3,4],"region":"chat"},{"text":"x","box":[1,2,-3,4],"region":"chat"},
                 {"text":"y","box":[1e300,2,3,4],"region":"chat"},{"text":"elsewhere","box":[1,2,3,4]}],
        "fields":{"ap":{"value":6},"mp":{"value":null,"reason":"too faint"},"hp":{"value":12,"max":40},
                  "turn":{"value":"three"},"active_name":{"value":"Ana"},"level":{"value":-4}}})"));
    REQUIRE(reading.chat.size() == 4);
    CHECK(reading.chat[0].text == "a");
    CHECK(reading.chat[1].confidence == 0.5);
    CHECK(reading.chat[2].confidence == 0);  // other readers may count otherwise
    CHECK(reading.chat[3].confidence == 1);
    REQUIRE(reading.plates.size() == 1);
    CHECK(reading.plates[0].box == cv::Rect(5, 6, 7, 8));
    CHECK(reading.hud.ap == 6);
    CHECK_FALSE(reading.hud.mp);
    CHECK(reading.hud.hp == 12);
    CHECK(reading.hud.max_hp == 40);
    CHECK_FALSE(reading.hud.turn);
    CHECK_FALSE(reading.hud.level);
    CHECK(reading.hud.name == "Ana");
}

}  // namespace
