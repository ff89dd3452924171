#include "grid-analyze/scene/templates.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "core/error.hpp"
#include "grid-analyze/analysis.hpp"
#include "image/picture.hpp"
#include "temp_folder.hpp"

using namespace tk;

namespace {

enum class Shape { disc, cross, triangle, bars };

/// A figure of `size` pixels on a ground of this shade.
cv::Mat figure(Shape shape, int size, int ground) {
    cv::Mat picture(size, size, CV_8U, cv::Scalar(ground));
    const auto at = [&](double x, double y) {
        return cv::Point(static_cast<int>(x * size), static_cast<int>(y * size));
    };
    const cv::Scalar ink(230);
    const int line = std::max(2, size / 8);
    if (shape == Shape::disc) cv::circle(picture, at(0.5, 0.5), size / 3, ink, cv::FILLED, cv::LINE_AA);
    if (shape == Shape::cross) {
        cv::line(picture, at(0.2, 0.2), at(0.8, 0.8), ink, line, cv::LINE_AA);
        cv::line(picture, at(0.8, 0.2), at(0.2, 0.8), ink, line, cv::LINE_AA);
    }
    if (shape == Shape::triangle)
        cv::fillConvexPoly(picture, std::vector<cv::Point>{at(0.5, 0.15), at(0.85, 0.85), at(0.15, 0.85)}, ink,
                           cv::LINE_AA);
    if (shape == Shape::bars) {
        for (const double y : {0.25, 0.5, 0.75}) cv::line(picture, at(0.15, y), at(0.85, y), ink, line, cv::LINE_AA);
    }
    return picture;
}

const std::vector<grid::Template> three{{"disc", figure(Shape::disc, 40, 60)},
                                        {"cross", figure(Shape::cross, 40, 60)},
                                        {"triangle", figure(Shape::triangle, 40, 60)}};

/// The figure somewhere in a picture; `box` is around it, not quite.
std::optional<grid::Likeness> seen(Shape shape, int size, int ground) {
    cv::Mat picture(200, 200, CV_8U, cv::Scalar(ground));
    figure(shape, size, ground).copyTo(picture(cv::Rect(50, 60, size, size)));
    return grid::recognise(picture, {52, 57, size, size}, three);
}

}  // namespace

TEST_CASE("kinds are recognised by their templates at other sizes and on other grounds", "[templates]") {
    for (const int size : {24, 40, 75}) {
        for (const int ground : {20, 60, 120}) {
            CAPTURE(size, ground);
            for (const auto& [shape, kind] :
                 {std::pair{Shape::disc, "disc"}, {Shape::cross, "cross"}, {Shape::triangle, "triangle"}}) {
                const auto likeness = seen(shape, size, ground);
                REQUIRE(likeness);
                CHECK(likeness->kind == kind);
                CHECK(likeness->confidence > 0.6);
            }
        }
    }
}

TEST_CASE("what is like no template, or like two, has no kind", "[templates]") {
    CHECK_FALSE(seen(Shape::bars, 40, 60));
    const cv::Mat flat(200, 200, CV_8U, cv::Scalar(90));
    CHECK_FALSE(grid::recognise(flat, {50, 50, 40, 40}, three));
    CHECK_FALSE(grid::recognise(flat, {190, 190, 40, 40}, three));
    const std::vector<grid::Template> twins{{"a", figure(Shape::disc, 40, 60)}, {"b", figure(Shape::disc, 40, 60)}};
    CHECK_FALSE(grid::recognise(figure(Shape::disc, 40, 60), {0, 0, 40, 40}, twins));
}

TEST_CASE("fighters cut from one frame are recognised in the frames after it", "[templates]") {
    const profile::Profile profile = profile::load_profile(TURNKIT_SOURCE_DIR "/examples/profiles/dofus.json");
    const std::vector<grid::Template> none;
    grid::Fight fight(profile, none);
    std::vector<grid::Template> templates;
    int right = 0, wrong = 0, all = 0;
    for (int frame = 0; frame < 25; frame += 2) {
        const cv::Mat picture =
            image::read_picture(fmt::format("{}/examples/replay/frame-{:02}.png", TURNKIT_SOURCE_DIR, frame));
        const grid::Findings findings = fight.look(picture, {}, false);
        cv::Mat gray;
        cv::cvtColor(picture, gray, cv::COLOR_BGR2GRAY);
        for (std::size_t i = 0; i < findings.members.size(); ++i) {
            const cv::Rect box = findings.scene.sightings[i].box;
            const std::string& id = fight.roster().members()[findings.members[i]].id;
            if (frame == 0) {
                templates.push_back({id, gray(box).clone()});
                continue;
            }
            ++all;
            const auto likeness = grid::recognise(gray, box, templates);
            if (likeness) ++(likeness->kind == id ? right : wrong);
        }
    }
    CAPTURE(right, wrong, all);
    CHECK(all > 40);
    CHECK(right >= all * 6 / 10);
    CHECK(wrong <= all / 20);
}

TEST_CASE("whoever looks like a template is of its kind in the records", "[templates]") {
    const std::string path = TURNKIT_SOURCE_DIR "/examples/replay/frame-00.png";
    const std::string line = R"({"type":"frame","image":{"path":")" + path + R"("}})";
    JsonParser parser;
    const Record record{line, 1, "test", parser.parse(line)};
    const auto field = [&](grid::Wishes wishes, const std::string& key) {
        wishes.profile = TURNKIT_SOURCE_DIR "/examples/profiles/dofus.json";
        const auto fields = grid::Stage(wishes).enrich(record)->fields;
        const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& one) { return one.key == key; });
        REQUIRE(found != fields.end());
        return Value::parse(found->json);
    };
    const Value entities = field({}, "entities");
    REQUIRE(entities.size() > 2);
    const Value& box = entities[1]["box"];
    const TempFolder folder;
    image::write_picture((folder.path() / "wolf.png").string(),
                         image::read_picture(path)(cv::Rect(box[0], box[1], box[2], box[3])), image::Encoding::png);
    grid::Wishes wishes;
    wishes.templates = folder.path().string();
    const Value seen = field(wishes, "entities"), state = field(wishes, "state");
    CHECK(seen[1]["kind"] == "wolf");
    CHECK(seen[1]["kind_confidence"] > 0.9);
    CHECK(state["entities"][1]["kind"] == "wolf");
    for (const Value& entity : seen) {
        CAPTURE(entity.dump());
        if (entity["team"] != entities[1]["team"]) CHECK_FALSE(entity.contains("kind"));
    }
    CHECK_FALSE(entities[1].contains("kind"));
}

TEST_CASE("the templates of a folder have the names of their files, and other folders are refused", "[templates]") {
    const TempFolder folder;
    const auto path = [&](const char* name) { return (folder.path() / name).string(); };
    CHECK_THROWS_WITH(grid::read_templates(folder.path().string()), Catch::Matchers::Contains("holds no pictures"));
    CHECK_THROWS_AS(grid::read_templates(path("none")), Error);
    image::write_picture(path("wolf.2.png"), figure(Shape::disc, 20, 60), image::Encoding::png);
    image::write_picture(path("wolf.png"), figure(Shape::cross, 20, 60), image::Encoding::png);
    const auto templates = grid::read_templates(folder.path().string());
    REQUIRE(templates.size() == 2);
    CHECK(templates[0].kind == "wolf");
    CHECK(templates[1].kind == "wolf");
    image::write_picture(path("dot.png"), cv::Mat(3, 9, CV_8U, cv::Scalar(9)), image::Encoding::png);
    CHECK_THROWS_WITH(grid::read_templates(folder.path().string()), Catch::Matchers::Contains("too small"));
}
