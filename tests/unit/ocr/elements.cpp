#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "image/picture.hpp"
#include "ocr/elements.hpp"
#include "ocr/records.hpp"

using Kind = tk::profile::ElementProfile::Kind;
using Way = tk::profile::ElementProfile::Way;

namespace {

const tk::profile::HueRange red{340, 10, 0.35};

/// A bar of `length` pixels, of which `filled` are red; a text crosses its end.
cv::Mat bar_of(int length, int filled, bool text) {
    cv::Mat bar(20, length, CV_8UC3, cv::Scalar(20, 16, 14));
    bar(cv::Rect(0, 0, filled, 20)).setTo(cv::Scalar(74, 56, 208));
    if (text) {
        cv::putText(bar, "149 / 240", {length / 4, 15}, cv::FONT_HERSHEY_SIMPLEX, 0.45, {255, 255, 255}, 1,
                    cv::LINE_AA);
    }
    return bar;
}

}  // namespace

TEST_CASE("the fill share of a bar is measured to the pixel, under text and in each direction") {
    const auto [filled, text] = GENERATE(table<int, bool>(
        {{0, false}, {1, false}, {100, false}, {199, false}, {200, false}, {90, true}, {20, true}, {200, true}}));
    CAPTURE(filled, text);
    const cv::Mat bar = bar_of(200, filled, text);
    const double share = filled / 200.0;
    const double slack = text ? 0.021 : 1e-9;
    CHECK(std::abs(tk::ocr::measure_bar(bar, red, Way::right).share - share) <= slack);
    cv::Mat turned;
    cv::flip(bar, turned, 1);
    CHECK(std::abs(tk::ocr::measure_bar(turned, red, Way::left).share - share) <= slack);
    cv::transpose(bar, turned);
    CHECK(std::abs(tk::ocr::measure_bar(turned, red, Way::down).share - share) <= slack);
    cv::flip(turned, turned, 0);
    CHECK(std::abs(tk::ocr::measure_bar(turned, red, Way::up).share - share) <= slack);
}

TEST_CASE("panels, buttons and bars are found without a profile, and not in art") {
    tk::ocr::Wishes wishes;
    wishes.elements = true;
    wishes.languages = "eng";
    tk::ocr::Stage stage(wishes);
    cv::Mat coarse(20, 26, CV_8UC3);
    cv::RNG(5).fill(coarse, cv::RNG::UNIFORM, 40, 170);
    cv::Mat picture;
    cv::resize(coarse, picture, {640, 480}, 0, 0, cv::INTER_CUBIC);
    CHECK(stage.read(picture, nullptr).elements.empty());
    cv::rectangle(picture, {20, 300, 300, 160}, {50, 42, 38}, -1);
    cv::rectangle(picture, {40, 400, 130, 40}, {90, 120, 40}, -1);
    cv::putText(picture, "End turn", {52, 427}, cv::FONT_HERSHEY_DUPLEX, 0.7, {255, 255, 255}, 1, cv::LINE_AA);
    bar_of(200, 120, false).copyTo(picture(cv::Rect(60, 330, 200, 20)));
    const auto elements = stage.read(picture, nullptr).elements;
    REQUIRE(elements.size() == 3);
    CHECK(elements[0].kind == Kind::panel);
    CHECK(elements[0].box.height > 150);
    CHECK(elements[1].kind == Kind::bar);
    CHECK(std::abs(*elements[1].fill - 0.6) < 0.011);
    CHECK(elements[2].kind == Kind::button);
    CHECK(elements[2].name == "End turn");
    CHECK(std::abs(elements[2].box.x - 40) <= 2);
    CHECK(elements[2].confidence > 0.8);
}

TEST_CASE("the elements of a profile have boxes and confidences, and what is not there is left out") {
    const auto profile = tk::profile::parse_profile(R"({"name":"a","language":"fra","elements":[
        {"name":"hp","kind":"bar","box":[0.4538,0.9597,0.2205,0.0165],"hue":[340,10]},
        {"name":"mana","kind":"bar","box":[0.68,0.9,0.31,0.09],"hue":[280,300],"least_saturation":0.9},
        {"name":"points","kind":"panel","box":[0.44,0.81,0.246,0.19]},
        {"name":"ap","kind":"button","box":[0.68,0.82,0.31,0.09],"label":"PA 2"},
        {"name":"pass","kind":"button","box":[0.68,0.82,0.31,0.09],"label":"Terminer"}]})",
                                                    "a.json");
    tk::ocr::Stage stage({});
    const auto read = stage.read(
        tk::image::read_picture(std::string(TURNKIT_SOURCE_DIR) + "/examples/replay/frame-05.png"), &profile);
    REQUIRE(read.elements.size() == 3);
    CHECK(read.elements[0].name == "hp");
    CHECK(std::abs(*read.elements[0].fill - 34.0 / 57) < 0.01);
    CHECK(read.elements[1].name == "points");
    CHECK(std::abs(read.elements[1].box.x - 568) <= 2);
    CHECK(std::abs(read.elements[1].box.width - 308) <= 4);
    CHECK(read.elements[2].name == "ap");
    CHECK(std::abs(read.elements[2].box.width - 180) <= 4);
    for (const auto& element : read.elements) CHECK(element.confidence > 0.7);
}
