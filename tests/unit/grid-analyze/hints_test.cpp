#include "grid-analyze/find/hints.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "board_picture.hpp"
#include "catch.hpp"
#include "grid-analyze/find/finder.hpp"

namespace {

using namespace tk::grid;
using tk::board::Geometry;
using tk::board::Kind;
using tk::board::Placement;
using tk::profile::BoardProfile;

BoardProfile of_kind(const char* kind) {
    BoardProfile profile;
    profile.kind = kind;
    return profile;
}

void draw_cells(cv::Mat& gray, const Geometry& geometry, const Placement& placement) {
    for (int cell = 0; cell < geometry.size(); ++cell) {
        const auto corners = corners_of(geometry, placement, cell);
        cv::fillConvexPoly(gray, corners, cv::Scalar(150), cv::LINE_AA, corner_shift);
        cv::polylines(gray, corners, true, cv::Scalar(70), 1, cv::LINE_AA, corner_shift);
    }
}

TEST_CASE("a board of another kind than the profile states is not claimed, and the reason says so") {
    const cv::Mat gray = gray_of(draw({}));
    REQUIRE(std::holds_alternative<FoundBoard>(find_board(gray, of_kind("iso"))));
    const Search search = find_board(gray, of_kind(GENERATE("square", "hex-pointy", "hex-flat")));
    REQUIRE(std::holds_alternative<NoBoard>(search));
    CHECK(std::get<NoBoard>(search).reason.find("which the profile states") != std::string::npos);
}

TEST_CASE("a board of another ratio than the profile states is not claimed") {
    BoardPicture board;
    board.width = 70;
    board.height = 40;  // 1.75
    const cv::Mat gray = gray_of(draw(board));
    BoardProfile profile = of_kind("iso");
    profile.ratio = 1.75;
    const Search search = find_board(gray, profile);
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->placement.width == Approx(70).margin(0.2));
    CHECK(found->confidence > 0.9);
    profile.ratio = 2;
    CHECK(std::holds_alternative<NoBoard>(find_board(gray, profile)));
}

TEST_CASE("squares and hexagons of the stated ratio are found, those of another are not") {
    const Kind kind = GENERATE(Kind::square, Kind::hex_pointy, Kind::hex_flat);
    CAPTURE(tk::board::kind_name(kind));
    Placement placement{{90, 90}, 48, 48};
    if (kind == Kind::hex_pointy) placement.height = 2 / std::sqrt(3.0) * 48;
    if (kind == Kind::hex_flat) placement.width = 2 / std::sqrt(3.0) * 48;
    const Geometry geometry(kind, 10, 8);
    cv::Mat gray(560, 700, CV_8U, cv::Scalar(30));
    draw_cells(gray, geometry, placement);
    BoardProfile profile = of_kind(std::string(tk::board::kind_name(kind)).c_str());
    profile.ratio = placement.width / placement.height;
    const Search search = find_board(gray, profile);
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry == geometry);
    *profile.ratio *= 1.2;
    CHECK(std::holds_alternative<NoBoard>(find_board(gray, profile)));
}

TEST_CASE("hexagons have the pitch that the profile states") {
    const Placement placement{{90, 90}, 48, 52, 0.8077};
    const Geometry geometry(Kind::hex_pointy, 10, 8);
    cv::Mat gray(560, 700, CV_8U, cv::Scalar(30));
    draw_cells(gray, geometry, placement);
    BoardProfile profile = of_kind("hex-pointy");
    profile.ratio = 48.0 / 52;
    profile.pitch = 0.8077;
    const Search search = find_board(gray, profile);
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->geometry == geometry);
    CHECK(found->placement.pitch == 0.8077);
    CHECK(found->placement.height == Approx(52).margin(0.3));
    CHECK(found->confidence > 0.9);
}

TEST_CASE("of two boards the one in the part of the picture that the profile names is found, at its place") {
    const Geometry geometry(Kind::square, 7, 8);
    cv::Mat gray(500, 900, CV_8U, cv::Scalar(30));
    draw_cells(gray, geometry, {{60, 60}, 50, 50});
    draw_cells(gray, geometry, {{540, 70}, 46, 46});
    BoardProfile profile = of_kind("square");
    profile.area = {0.5, 0, 0.5, 1};
    const Search search = find_board(gray, profile);
    const auto* found = std::get_if<FoundBoard>(&search);
    REQUIRE(found != nullptr);
    CHECK(found->placement.width == Approx(46).margin(0.2));
    CHECK(found->placement.origin.x == Approx(540).margin(1));
    CHECK(found->placement.origin.y == Approx(70).margin(1));
}

TEST_CASE("the ratios of isometric cells that are looked for are those near the stated one") {
    BoardProfile profile;
    CHECK(allowed_ratios(profile).least == least_iso_ratio);
    profile.ratio = 2;
    CHECK(allowed_ratios(profile).least == Approx(1.92));
    CHECK(allowed_ratios(profile).most == Approx(2.08));
}

TEST_CASE("a refusal says what was looked for, and what came nearest") {
    const Search uniform = find_board(cv::Mat(300, 400, CV_8U, cv::Scalar(90)), {});
    CHECK(std::get<NoBoard>(uniform).reason == "the picture is nearly all of one shade");
    cv::Mat noise(300, 400, CV_8U);
    cv::RNG(3).fill(noise, cv::RNG::UNIFORM, 0, 255);
    const Search none = find_board(noise, {});
    CHECK(std::get<NoBoard>(none).reason.starts_with(
        "no edges repeat as the sides of square, hexagonal or isometric cells do"));
}

}  // namespace
