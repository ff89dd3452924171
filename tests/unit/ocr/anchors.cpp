#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "core/error.hpp"
#include "image/picture.hpp"
#include "ocr/labels.hpp"
#include "ocr/records.hpp"

namespace {

const std::string source = TURNKIT_SOURCE_DIR;

cv::Mat sample_picture() {
    return tk::image::read_picture(source + "/examples/replay/frame-05.png");
}

/// `picture` at another scale somewhere in a larger one that shows other things.
cv::Mat in_a_desktop(const cv::Mat& picture, double scale, const cv::Point& at) {
    cv::Mat scaled;
    cv::resize(picture, scaled, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    cv::Mat desktop(scaled.rows + at.y + 40, scaled.cols + at.x + 90, CV_8UC3);
    cv::Mat coarse(desktop.rows / 40 + 1, desktop.cols / 40 + 1, CV_8UC3);
    cv::RNG(7).fill(coarse, cv::RNG::UNIFORM, 30, 150);
    cv::resize(coarse, desktop, desktop.size(), 0, 0, cv::INTER_CUBIC);
    scaled.copyTo(desktop(cv::Rect(at, scaled.size())));
    return desktop;
}

/// The fields of the sample, from its labels instead of shares of the picture.
constexpr const char* by_labels = R"({"name": "anchored", "language": "fra",
  "anchors": [{"name": "turn", "label": "Tour"}, {"name": "hp", "label": "PV", "area": [0.3, 0.5, 0.7, 0.5]},
              {"name": "ap", "label": "PA", "area": [0.3, 0.5, 0.7, 0.5]}],
  "fields": [{"name": "turn", "anchor": "turn", "box": [-0.5, -0.4, 6.5, 1.8], "type": "integer", "label": "Tour"},
             {"name": "hp", "anchor": "hp", "box": [-0.5, -0.5, 15, 2], "type": "pair", "label": "PV"},
             {"name": "ap", "anchor": "ap", "box": [-0.5, -0.4, 6, 1.8], "type": "integer", "label": "PA"}],
  "elements": [{"name": "hp", "kind": "bar", "anchor": "hp", "box": [-0.1, 1.75, 21.6, 0.8], "hue": [340, 10]}]})";

}  // namespace

TEST_CASE("fields relative to a label are read at another resolution, place and scale without a change") {
    const auto profile = tk::profile::parse_profile(by_labels, "anchored.json");
    const auto [scale, x, y] =
        GENERATE(table<double, int, int>({{1, 130, 77}, {0.75, 31, 200}, {1.33, 64, 0}, {2, 50, 3}}));
    CAPTURE(scale, x, y);
    tk::ocr::Stage stage({});
    const auto read = stage.read(in_a_desktop(sample_picture(), scale, {x, y}), &profile);
    REQUIRE(read.fields.size() == 3);
    for (const auto& field : read.fields) {
        CAPTURE(field.name, field.text, field.value.reason);
        CHECK(field.value.has_value());
    }
    CHECK(read.fields[0].value.number == 1);
    CHECK(read.fields[1].value.number == 34);
    CHECK(read.fields[1].value.most == 57);
    CHECK(read.fields[2].value.number == 2);
    REQUIRE(read.elements.size() == 1);
    CHECK(std::abs(*read.elements[0].fill - 34.0 / 57) < 0.04);
}

TEST_CASE("an icon is found at any scale, and what is relative to it with it") {
    const cv::Mat picture = sample_picture();
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / fmt::format("icon-{}", getpid());
    std::filesystem::create_directory(folder);
    // The spell at 892, 654 of the sample, 54 pixels large.
    tk::image::write_picture((folder / "spell.png").string(), picture(cv::Rect(893, 655, 52, 52)),
                             tk::image::Encoding::png);
    const auto profile = tk::profile::parse_profile(
        R"({"name":"icons","language":"fra","anchors":[{"name":"spell","icon":"spell.png"}],
            "fields":[{"name":"ap","anchor":"spell","box":[0.1,-1,3.2,0.8],"type":"integer","label":"PA"}],
            "elements":[{"name":"arrow","kind":"icon","icon":"spell.png","box":[0,0,1,1]}]})",
        (folder / "icons.json").string());
    for (const double scale : {0.7, 1.0, 1.33, 1.8}) {
        CAPTURE(scale);
        tk::ocr::Stage stage({});
        const cv::Point at(83, 41);
        const auto read = stage.read(in_a_desktop(picture, scale, at), &profile);
        REQUIRE(read.elements.size() == 1);
        const cv::Rect box = read.elements[0].box;
        CHECK(std::abs(box.x - (893 * scale + at.x)) <= 2);
        CHECK(std::abs(box.y - (655 * scale + at.y)) <= 2);
        CHECK(std::abs(box.height - 52 * scale) <= 2);
        CAPTURE(read.fields[0].text, read.fields[0].value.reason);
        CHECK(read.fields[0].value.number == 2);
    }
    tk::ocr::Stage stage({});
    const auto read = stage.read(in_a_desktop(picture(cv::Rect(0, 0, 800, 580)), 1, {5, 5}), &profile);
    CHECK(read.elements.empty());
    CHECK(read.fields[0].value.reason == "its anchor `spell` was not found: there is no such icon");
    std::filesystem::remove_all(folder);
}

TEST_CASE("a label that stands at two places is no anchor") {
    const auto profile = tk::profile::parse_profile(
        R"({"name":"a","anchors":[{"name":"x","label":"Level"}],
            "fields":[{"name":"y","anchor":"x","box":[0,0,9,1],"type":"integer"}]})",
        "a.json");
    cv::Mat picture(300, 500, CV_8UC3, cv::Scalar(40, 40, 40));
    for (const int y : {60, 200}) {
        cv::putText(picture, "Level 12", {40, y}, cv::FONT_HERSHEY_DUPLEX, 0.9, {230, 230, 230}, 1, cv::LINE_AA);
    }
    tk::ocr::Stage stage({});
    const auto read = stage.read(picture, &profile);
    CHECK(read.fields[0].value.reason == "its anchor `x` was not found: the text `Level` stands at 2 places");
}

TEST_CASE("an unchanged picture is read from memory, and says so") {
    const auto profile = tk::profile::parse_profile(by_labels, "anchored.json");
    tk::ocr::Stage stage({});
    const cv::Mat picture = sample_picture();
    const auto first = stage.read(picture, &profile);
    const auto read = stage.interface().recogniser().lines_read();
    cv::Mat moved = picture.clone();
    moved(cv::Rect(300, 200, 60, 60)).setTo(cv::Scalar(9, 200, 30));
    const auto second = stage.read(moved, &profile);
    CHECK(stage.interface().recogniser().lines_read() == read);
    for (std::size_t i = 0; i < first.fields.size(); ++i) {
        CHECK(second.fields[i].cached);
        CHECK(second.fields[i].text == first.fields[i].text);
        CHECK(second.fields[i].box == first.fields[i].box);
    }
}

TEST_CASE("a text is found within a line as whole words, and where it stands") {
    cv::Mat ink(10, 100, CV_8UC1, cv::Scalar(0));
    for (int i = 0; i < 10; ++i) ink(cv::Rect(i * 10, i == 2 ? 0 : 2, 6, 8)).setTo(255);
    const tk::ocr::PlacedLine line{{"PV : 12/34 x", 0.9, false}, {50, 20, 100, 10}, {}, ink};
    const auto found = tk::ocr::find_text(line, "12/34");
    REQUIRE(found);
    CHECK(found->before == "PV :");
    CHECK(found->after == "x");
    CHECK_FALSE(tk::ocr::find_text(line, "2/34"));
    CHECK_FALSE(tk::ocr::find_text(line, "PA"));
    REQUIRE(tk::ocr::find_text(line, "pv"));
    CHECK(tk::ocr::find_text(line, "pv")->box.x == 50);
}
