#include "ocr/ink.hpp"

#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "ocr/anywhere.hpp"
#include "ocr/block.hpp"

using tk::ocr::FlatInk;
using tk::ocr::ink_on_flat;
using tk::ocr::InkPart;
using tk::ocr::Polarity;
using tk::ocr::tightened;

namespace {

/// Text of Hershey's strokes: enough to find, not to read.
void write(cv::Mat& picture, const std::string& text, cv::Point at, const cv::Scalar& colour, double scale = 0.5) {
    cv::putText(picture, text, at, cv::FONT_HERSHEY_SIMPLEX, scale, colour, 1, cv::LINE_AA);
}

cv::Mat panel(int width, int height, const cv::Scalar& colour) {
    return {height, width, CV_8UC3, colour};
}

}  // namespace

TEST_CASE("text of any colour on any plain ground is the same ink") {
    const auto [ground, colour] = GENERATE(table<cv::Scalar, cv::Scalar>({
        {{20, 20, 20}, {255, 255, 255}},
        {{240, 240, 240}, {0, 0, 0}},
        {{120, 40, 30}, {80, 200, 80}},
        {{60, 140, 60}, {60, 140, 255}},
        {{200, 90, 200}, {90, 90, 90}},
    }));
    cv::Mat picture = panel(160, 30, ground);
    write(picture, "Niv. 42", {10, 20}, colour);
    cv::Mat plain = panel(160, 30, {0, 0, 0});
    write(plain, "Niv. 42", {10, 20}, {255, 255, 255});
    const FlatInk flat = ink_on_flat(picture);
    const cv::Rect expected = tightened(ink_on_flat(plain).faint).box;
    const cv::Rect box = tightened(flat.faint).box;
    CHECK(flat.flat_share > 0.8);
    CHECK(std::abs(box.x - expected.x) <= 1);
    CHECK(std::abs(box.y - expected.y) <= 1);
    CHECK(std::abs(box.br().x - expected.br().x) <= 1);
    CHECK(std::abs(box.br().y - expected.br().y) <= 1);
}

TEST_CASE("the frame of a panel is no ink") {
    cv::Mat picture = panel(120, 40, {50, 40, 30});
    cv::rectangle(picture, {0, 0, 120, 40}, {200, 200, 200});
    CHECK(tightened(ink_on_flat(picture).faint).box.empty());
    write(picture, "PA 6", {30, 26}, {255, 255, 255});
    const cv::Rect box = tightened(ink_on_flat(picture).faint).box;
    CHECK(box.x > 20);
    CHECK(box.br().x < 90);
}

TEST_CASE("an empty place has no ink, whatever its size") {
    const auto side = GENERATE(1, 2, 40);
    CHECK(tightened(ink_on_flat(panel(side, side, {9, 9, 9})).faint).box.empty());
}

TEST_CASE("text stands out from a shaded ground in the channel that shows it") {
    cv::Mat picture(40, 200, CV_8UC3);
    for (int x = 0; x < picture.cols; ++x) picture.col(x) = cv::Scalar(20 + x / 4, 200 + x / 8, 210);
    write(picture, "Almrub", {40, 28}, {255, 255, 255}, 0.7);
    const cv::Rect light = tightened(tk::ocr::ink_by_contrast(picture, Polarity::light_on_dark, 17)).box;
    CHECK(std::abs(light.x - 42) < 6);
    CHECK(light.width > 60);
    CHECK(light.width < 100);
}

TEST_CASE("glyphs are counted by the gaps between them") {
    cv::Mat ink = cv::Mat::zeros(10, 40, CV_8UC1);
    CHECK(tk::ocr::count_glyphs(ink) == 0);
    for (const int x : {2, 10, 18}) ink(cv::Rect(x, 2, 5, 6)) = 255;
    CHECK(tk::ocr::count_glyphs(ink) == 3);
    ink(cv::Rect(12, 0, 2, 1)) = 255;  // an accent is above its letter
    CHECK(tk::ocr::count_glyphs(ink) == 3);
}

TEST_CASE("a line keeps its pixels whatever stands around it") {
    cv::Mat alone = panel(300, 60, {40, 30, 30});
    write(alone, "Tour 3", {10, 20}, {200, 200, 200});
    cv::Mat crowded = alone.clone();
    write(crowded, "Loup : -21 PV", {10, 44}, {80, 120, 255});
    const std::vector<InkPart> one = tk::ocr::lines_of_block(ink_on_flat(alone));
    const std::vector<InkPart> two = tk::ocr::lines_of_block(ink_on_flat(crowded));
    REQUIRE(one.size() == 1);
    REQUIRE(two.size() == 2);
    CHECK(one[0].box == two[0].box);
    CHECK(cv::countNonZero(one[0].ink != two[0].ink) == 0);
}

TEST_CASE("lines of a block stay apart where a descender nearly touches an accent") {
    cv::Mat ink = cv::Mat::zeros(60, 100, CV_8UC1);
    const auto letter = [&](int x, int top, int bottom) { ink(cv::Rect(x, top, 6, bottom - top)) = 255; };
    for (int x = 4; x < 90; x += 9) letter(x, 10, 20);
    letter(13, 10, 25);                 // the descender of a p
    ink(cv::Rect(13, 27, 6, 3)) = 255;  // the accent of a capital, two rows below it
    for (int x = 4; x < 90; x += 9) letter(x, 31, 43);
    FlatInk block;
    block.ink = ink;
    block.faint = ink;
    const std::vector<InkPart> lines = tk::ocr::lines_of_block(block);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].box.y == 10);
    CHECK(lines[0].box.br().y == 25);
    CHECK(lines[1].box.y == 27);
    CHECK(lines[1].box.br().y == 43);
}

TEST_CASE("a block's line is cut where something else stands beyond a wide gap") {
    cv::Mat picture = panel(500, 40, {30, 30, 30});
    write(picture, "termine son tour", {10, 25}, {255, 255, 255});
    write(picture, "Amis en ligne", {320, 25}, {255, 255, 255});
    CHECK(tk::ocr::lines_of_block(ink_on_flat(picture)).size() == 2);
}

TEST_CASE("lines are found anywhere, light or dark, and shapes are not taken for them") {
    cv::Mat picture = panel(400, 200, {110, 120, 115});
    write(picture, "Bonjour le monde", {30, 50}, {250, 250, 250});
    write(picture, "encore une ligne", {200, 120}, {10, 10, 10});
    cv::circle(picture, {80, 130}, 40, {250, 250, 250}, -1);
    cv::line(picture, {0, 180}, {399, 180}, {250, 250, 250}, 2);
    const auto any = [](const cv::Rect&) { return true; };
    const auto light = tk::ocr::lines_anywhere(tk::ocr::ink_by_contrast(picture, Polarity::light_on_dark, 17), 45, any);
    const auto dark = tk::ocr::lines_anywhere(tk::ocr::ink_by_contrast(picture, Polarity::dark_on_light, 17), 45, any);
    const auto covers = [](const std::vector<InkPart>& lines, const cv::Point& point) {
        return std::any_of(lines.begin(), lines.end(), [&](const InkPart& line) { return line.box.contains(point); });
    };
    CHECK(covers(light, {100, 45}));
    CHECK(covers(dark, {270, 115}));
    CHECK_FALSE(covers(light, {200, 180}));
    CHECK_FALSE(covers(light, {80, 130}));
}
