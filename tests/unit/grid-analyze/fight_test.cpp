#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "board_picture.hpp"
#include "catch.hpp"
#include "grid-analyze/analysis.hpp"

/// One fight as it is followed from frame to frame: the board moves, is covered, or becomes another one.
namespace {

using namespace tk::grid;

tk::profile::Profile two_teams() {
    tk::profile::Profile profile;
    profile.teams = {{"ally", {350, 10, 0.6}}, {"enemy", {230, 250, 0.6}}};
    return profile;
}

/// A board with obstacles on the `blocked` cells and somebody of the allies on `ally`.
cv::Mat scene(BoardPicture board, const std::vector<int>& blocked, int ally) {
    cv::Mat picture = draw(board);
    const auto geometry = geometry_of(board);
    const tk::board::Placement placement{board.origin, board.width, board.height};
    for (const int cell : blocked) {
        std::vector<cv::Point> corners;
        for (const auto& corner : tk::board::outline(geometry, placement, cell))
            corners.emplace_back(static_cast<int>(std::lround(corner.x)), static_cast<int>(std::lround(corner.y)));
        cv::fillConvexPoly(picture, corners, cv::Scalar(40, 60, 80), cv::LINE_AA);
    }
    const auto feet = tk::board::centre(geometry, placement, ally);
    cv::ellipse(picture, {static_cast<int>(feet.x), static_cast<int>(feet.y)}, {22, 11}, 0, 0, 360, {0, 0, 255}, 3,
                cv::LINE_AA);
    return picture;
}

const FoundBoard& board_of(const Findings& findings) {
    const auto* found = std::get_if<FoundBoard>(&findings.search);
    REQUIRE(found != nullptr);
    return *found;
}

const std::vector<int> rocks{20, 21, 35, 36, 50, 66, 67, 90, 91};
const std::vector<int> other_rocks{24, 40, 41, 57, 58, 75, 96, 97, 110};

TEST_CASE("a board that moved by a pixel or more is searched for anew, and one that did not is not") {
    const auto profile = two_teams();
    const std::vector<Template> none;
    const double by = GENERATE(0.0, 1.5, 3.0, -3.0);
    const bool across = GENERATE(true, false);
    const int line = GENERATE(0, 1);
    CAPTURE(by, across, line);
    Fight fight(profile, none);
    BoardPicture board;
    board.line = line;
    const auto before = board_of(fight.look(scene(board, rocks, 60), {}, false)).placement.origin;
    (across ? board.origin.x : board.origin.y) += by;
    const auto after = board_of(fight.look(scene(board, rocks, 60), {}, false)).placement.origin;
    CHECK(fight.searches() == (by == 0 ? 1 : 2));
    CHECK(after.x - before.x == Approx(across ? by : 0).margin(0.3));
    CHECK(after.y - before.y == Approx(across ? 0 : by).margin(0.3));
}

TEST_CASE("a window over half of the board moves nothing, and what it hides stays known") {
    const auto profile = two_teams();
    const std::vector<Template> none;
    Fight fight(profile, none);
    const cv::Mat picture = scene({}, rocks, 92);
    const auto first = fight.look(picture, {}, false);
    fight.look(picture, {}, false);
    cv::Mat covered = picture.clone();
    const auto& placement = board_of(first).placement;
    cv::rectangle(covered, cv::Rect(0, 0, static_cast<int>(placement.origin.x + 4.25 * placement.width), 500),
                  GENERATE(cv::Scalar(60, 40, 40), cv::Scalar(200, 210, 220)), cv::FILLED);
    const auto second = fight.look(covered, {}, false);
    CHECK(fight.searches() == 1);
    CHECK(board_of(second).placement.origin.x == placement.origin.x);
    CHECK(second.scene.surface.cells == first.scene.surface.cells);
}

TEST_CASE("another map on the same board is taken as it is, and nobody is said to have walked there") {
    const auto profile = two_teams();
    const std::vector<Template> none;
    Fight fight(profile, none);
    for (int frame = 0; frame < 4; ++frame) fight.look(scene({}, rocks, 60), {}, false);
    const auto there = fight.look(scene({}, other_rocks, 62), {}, false);
    std::string expected(135, '.');
    for (const int cell : other_rocks) expected[static_cast<std::size_t>(cell)] = '#';
    CHECK(there.scene.surface.cells == expected);
    CHECK(there.actions.empty());
    CHECK(fight.look(scene({}, other_rocks, 62), {}, false).actions.empty());
}

TEST_CASE("a board of another size in the same stream is another map") {
    const auto profile = two_teams();
    const std::vector<Template> none;
    Fight fight(profile, none);
    fight.look(scene({}, rocks, 130), {}, false);
    BoardPicture smaller;
    smaller.cols = 7;
    smaller.rows = 11;
    smaller.width = 76;
    smaller.height = 38;
    const auto there = fight.look(scene(smaller, {20, 21}, 40), {}, false);
    CHECK(board_of(there).geometry == geometry_of(smaller));
    REQUIRE(there.scene.sightings.size() == 1);
    CHECK(there.scene.sightings[0].cell == 40);
    CHECK(there.actions.empty());
    CHECK(fight.look(scene({}, rocks, 130), {}, false).actions.empty());
}

/// A ring and a bar over it, this full.
void draw_fighter(cv::Mat& picture, const BoardPicture& board, int cell, double share) {
    const auto centre = tk::board::centre(geometry_of(board), as_found(board).placement, cell);
    const cv::Point feet(static_cast<int>(centre.x), static_cast<int>(centre.y));
    cv::ellipse(picture, feet, {22, 11}, 0, 0, 360, {255, 0, 0}, 3, cv::LINE_AA);
    const cv::Rect frame(feet.x - 29, feet.y - 60, 58, 8);
    cv::rectangle(picture, frame, cv::Scalar(24, 18, 16), cv::FILLED);
    cv::rectangle(picture, frame.tl() + cv::Point(1, 1), frame.br() - cv::Point(2, 2), cv::Scalar(32, 32, 58),
                  cv::FILLED);
    cv::rectangle(picture, cv::Rect(frame.x + 1, frame.y + 1, static_cast<int>(std::lround(56 * share)), 6),
                  cv::Scalar(68, 204, 51), cv::FILLED);
}

TEST_CASE("of those without a name it is the turn of the one whose bar is as full as the interface says") {
    const auto profile = two_teams();
    const std::vector<Template> none;
    const auto [first, second, expected] =
        GENERATE(table<double, double, std::optional<int>>({{0.5, 1, 60}, {1, 0.5, 94}, {0.5, 0.5, {}}, {1, 0.8, {}}}));
    CAPTURE(first, second);
    cv::Mat picture = draw(BoardPicture{});
    draw_fighter(picture, {}, 60, first);
    draw_fighter(picture, {}, 94, second);
    Reading reading;
    reading.hud.name = "Loup";
    reading.hud.hp = 20;
    reading.hud.max_hp = 40;
    Fight fight(profile, none);
    const Findings findings = fight.look(picture, reading, true);
    REQUIRE(findings.scene.sightings.size() == 2);
    REQUIRE(findings.active.has_value() == expected.has_value());
    if (!expected) return;
    const auto& active = fight.roster().members()[*findings.active];
    CHECK(active.cell == *expected);
    CHECK(active.name() == "Loup");
    CHECK(active.max_hp == 40);
}

TEST_CASE("a fight whose first frames show no board begins with the one that does") {
    const auto profile = two_teams();
    const std::vector<Template> none;
    Fight fight(profile, none);
    CHECK(
        std::holds_alternative<NoBoard>(fight.look(cv::Mat(500, 900, CV_8UC3, cv::Scalar(9, 9, 9)), {}, false).search));
    CHECK(std::holds_alternative<NoBoard>(fight.look(cv::Mat(1, 1, CV_8UC3, cv::Scalar(9, 9, 9)), {}, false).search));
    const auto first = fight.look(scene({}, rocks, 60), {}, false);
    CHECK(board_of(first).geometry == geometry_of({}));
    CHECK(first.actions.empty());
    const auto small = fight.look(cv::Mat(2, 2, CV_8UC3, cv::Scalar(9, 9, 9)), {}, false);
    CHECK(std::holds_alternative<NoBoard>(small.search));
    CHECK(small.actions.empty());
    const auto moved = fight.look(scene({}, rocks, 60), {}, false);
    CHECK(moved.actions.empty());
    CHECK(moved.members == first.members);
}

TEST_CASE("whom the interface names twice takes part, unless a window over part of it may have put the name there") {
    const auto profile = two_teams();
    const std::vector<Template> none;
    const bool is_whole = GENERATE(true, false);
    Reading reading;
    reading.hud = {1, "Loup", "Bête", 38, 20, 40, 6, 3};
    if (!is_whole) reading.hud.level.reset();
    Fight fight(profile, none);
    const cv::Mat picture = scene({}, rocks, 60);
    CHECK_FALSE(fight.look(picture, reading, true).active);
    const auto active = fight.look(picture, reading, true).active;
    REQUIRE(active.has_value() == is_whole);
    if (is_whole) CHECK(fight.roster().members()[*active].name() == "Loup");
}

TEST_CASE("what a frame shows to be floor with nobody on it is known to be empty") {
    const auto profile = two_teams();
    const std::vector<Template> none;
    Fight fight(profile, none);
    fight.look(scene({}, rocks, 60), {}, false);
    cv::Mat picture = scene({}, rocks, 60);
    draw_fighter(picture, {}, 94, 1);
    fight.look(picture, {}, false);
    const auto there = fight.look(picture, {}, false);
    REQUIRE(there.actions.size() == 1);
    CHECK(there.actions[0].kind == "appear");
    CHECK(there.actions[0].cell == 94);
}

}  // namespace
