#include "grid-analyze/scene/learn.hpp"

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "core/error.hpp"
#include "grid-analyze/scene/cells.hpp"
#include "grid-analyze/scene/paint.hpp"

using namespace tk;

namespace {

const board::Placement placement{{40, 40}, 60, 60};
const board::Geometry geometry(board::Kind::square, 6, 5);

grid::FoundBoard board_of_squares() {
    return {geometry, placement, 0.9, true, {}, false};
}

/// A floor in two browns, three cells painted green, one ring in violet.
cv::Mat picture_of_squares() {
    cv::Mat picture(400, 460, CV_8UC3, cv::Scalar(10, 10, 10));
    for (board::Cell cell = 0; cell < geometry.size(); ++cell) {
        const board::Point middle = board::centre(geometry, placement, cell);
        const bool is_odd = (geometry.coord(cell).x + geometry.coord(cell).y) % 2 != 0;
        const bool is_green = cell == 3 || cell == 10 || cell == 11;
        const cv::Scalar colour = is_green ? cv::Scalar(60, 200, 70)
                                  : is_odd ? cv::Scalar(60, 100, 130)
                                           : cv::Scalar(80, 125, 160);
        cv::rectangle(picture, cv::Rect(static_cast<int>(middle.x) - 30, static_cast<int>(middle.y) - 30, 60, 60),
                      colour, cv::FILLED);
        if (cell == 20)
            cv::circle(picture, {static_cast<int>(middle.x), static_cast<int>(middle.y)}, 20, cv::Scalar(250, 40, 200),
                       4, cv::LINE_AA);
    }
    return picture;
}

bool covers(const Value& hue, double degrees) {
    const double low = hue[0].get<double>(), high = hue[1].get<double>();
    return low <= high ? low <= degrees && degrees <= high : degrees >= low || degrees <= high;
}

}  // namespace

TEST_CASE("a profile is learned from the board, the rings and the paint of one picture", "[learn]") {
    const Value learned = grid::learned_profile(picture_of_squares(), board_of_squares(), "mine");
    CHECK(learned["name"] == "mine");
    CHECK(learned["board"].dump() == R"({"kind":"square","ratio":1.0,"columns":6,"rows":5})");
    REQUIRE(learned["teams"].size() == 1);
    CHECK(covers(learned["teams"][0]["hue"], 286));
    REQUIRE(learned["highlights"].size() == 1);
    CHECK(covers(learned["highlights"][0]["hue"], 124));
    CHECK_NOTHROW(profile::parse_profile(learned.dump(), "learned"));
}

TEST_CASE("two paints of one hue are learned as two, the more saturated first", "[learn]") {
    cv::Mat picture = picture_of_squares();
    const auto fill = [&](board::Cell cell, const cv::Scalar& colour) {
        const board::Point middle = board::centre(geometry, placement, cell);
        cv::rectangle(picture, cv::Rect(static_cast<int>(middle.x) - 30, static_cast<int>(middle.y) - 30, 60, 60),
                      colour, cv::FILLED);
    };
    for (const board::Cell cell : {12, 13, 14}) fill(cell, {0x99, 0x33, 0x22});
    for (const board::Cell cell : {6, 7}) fill(cell, {0xa5, 0x6d, 0x54});
    const Value learned = grid::learned_profile(picture, board_of_squares(), "mine");
    const profile::Profile profile = profile::parse_profile(learned.dump(), "learned");
    REQUIRE(profile.highlights.size() == 3);
    grid::FoundBoard found = board_of_squares();
    for (board::Cell cell = 0; cell < geometry.size(); ++cell) found.framed.push_back(cell);
    const grid::Surface surface = grid::read_cells(picture, found, profile.highlights, {});
    std::vector<std::vector<board::Cell>> cells;
    for (const auto& [name, painted] : surface.highlights) cells.push_back(painted);
    std::sort(cells.begin(), cells.end());
    CHECK(cells == std::vector<std::vector<board::Cell>>{{3, 10, 11}, {6, 7}, {12, 13, 14}});
}

TEST_CASE("the size of a board whose rim was not seen is not learned", "[learn]") {
    grid::FoundBoard board = board_of_squares();
    board.numbering_certain = false;
    CHECK(learned_profile(picture_of_squares(), board, "mine")["board"].dump() == R"({"kind":"square","ratio":1.0})");
}

TEST_CASE("the row pitch of hexagons is learned where it is not the regular one", "[learn]") {
    grid::FoundBoard board = board_of_squares();
    board.geometry = board::Geometry(board::Kind::hex_pointy, 6, 5);
    board.placement.pitch = 0.7504;
    CHECK_FALSE(learned_profile(picture_of_squares(), board, "mine")["board"].contains("pitch"));
    for (const double pitch : {board::Placement::least_pitch, 0.8077, board::Placement::most_pitch}) {
        board.placement.pitch = pitch;
        const Value learned = learned_profile(picture_of_squares(), board, "mine");
        CHECK(profile::parse_profile(learned.dump(), "learned").board.pitch.value() == Approx(pitch).margin(0.0005));
    }
}

TEST_CASE("shades of the floor are no paint, and paint is found by its hue", "[learn]") {
    const grid::Coating coating = grid::coating_of(picture_of_squares(), board_of_squares());
    CHECK(coating.floor.size() == 2);
    std::vector<board::Cell> cells;
    for (const grid::Painted& painted : coating.painted) cells.push_back(painted.cell);
    CHECK(cells == std::vector<board::Cell>{3, 10, 11});
}

TEST_CASE("what a profile already tells of the interface stays", "[learn]") {
    const Value merged = grid::merged_profile(R"({"name":"old","fields":[1],"teams":[2]})",
                                              Value{{"name", "new"}, {"teams", Value::array()}});
    CHECK(merged.dump() == R"({"name":"old","fields":[1],"teams":[]})");
    CHECK_THROWS_AS(grid::merged_profile("[]", Value::object()), Error);
}
