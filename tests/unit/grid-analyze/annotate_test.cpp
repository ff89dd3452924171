#include "grid-analyze/show/annotate.hpp"

#include "catch.hpp"

using namespace tk;

namespace {

grid::Findings board_with_one() {
    grid::Findings findings;
    findings.search =
        grid::FoundBoard{board::Geometry(board::Kind::square, 4, 3), {{60, 60}, 60, 60}, 0.9, true, {}, false};
    findings.scene.surface.cells = "...#.o.?....";
    findings.scene.surface.highlights = {{"target", {4}}};
    grid::Sighting sighting;
    sighting.cell = 10;
    sighting.team = "ally";
    sighting.box = {150, 150, 60, 60};
    findings.scene.sightings.push_back(sighting);
    return findings;
}

profile::Profile two_hues() {
    profile::Profile profile;
    profile.teams = {{"ally", {230, 250}}};
    profile.highlights = {{"target", {350, 10}}};
    return profile;
}

}  // namespace

TEST_CASE("a picture is annotated with sides, painted cells and the team of whoever stands there", "[annotate]") {
    grid::Findings findings = board_with_one();
    grid::Roster roster;
    findings.members = roster.take(findings.scene.sightings, board::Geometry(board::Kind::square, 4, 3));
    const cv::Mat picture(260, 320, CV_8UC3, cv::Scalar(100, 100, 100));
    const cv::Mat image = grid::annotated(picture, findings, roster, two_hues());
    REQUIRE(image.size() == picture.size());
    const auto at = [&](int x, int y) { return image.at<cv::Vec3b>(y, x); };
    CHECK(at(89, 130)[1] > 150);  // the side between cells 4 and 5 is yellow...
    CHECK(at(89, 130)[0] < 120);
    CHECK(at(40, 140)[2] > at(40, 140)[0] + 40);      // ...cell 4 is reddish...
    CHECK(at(130, 140) == cv::Vec3b(100, 100, 100));  // ...and cell 5 as it was
    CHECK(at(150, 180)[0] > 200);                     // the box is blue
    CHECK(at(300, 250) == cv::Vec3b(100, 100, 100));
    CHECK(picture.at<cv::Vec3b>(130, 89) == cv::Vec3b(100, 100, 100));
}

TEST_CASE("small cells are drawn larger, so that their numbers can be read", "[annotate]") {
    grid::Findings findings;
    findings.search =
        grid::FoundBoard{board::Geometry(board::Kind::square, 4, 3), {{20, 20}, 20, 20}, 0.9, true, {}, false};
    const cv::Mat image = grid::annotated(cv::Mat(90, 100, CV_8UC3, cv::Scalar()), findings, {}, {});
    CHECK(image.size() == cv::Size(300, 270));
}

TEST_CASE("a picture without a board says so", "[annotate]") {
    grid::Findings findings;
    findings.search = grid::NoBoard{"nothing repeats", 0.8};
    const cv::Mat picture(40, 400, CV_8UC3, cv::Scalar(100, 100, 100));
    const cv::Mat image = grid::annotated(picture, findings, {}, {});
    CHECK(image.size() == picture.size());
    CHECK(cv::norm(image, picture, cv::NORM_INF) > 50);
}

TEST_CASE("the number of a picture takes the place of braces", "[annotate]") {
    CHECK(grid::numbered("shot-{}.png", 12) == "shot-12.png");
    CHECK(grid::numbered("{}/{}.png", 3) == "3/3.png");
    CHECK(grid::numbered("plain.png", 3) == "plain.png");
}
