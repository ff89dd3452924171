#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "ocr/ink.hpp"
#include "ocr/line_shape.hpp"
#include "ocr/regions.hpp"
#include "ocr/tidy.hpp"

namespace {

std::vector<std::string> texts_in(const cv::Mat& picture) {
    tk::ocr::Recogniser recogniser;
    std::vector<std::string> texts;
    for (const auto& line : tk::ocr::read_anywhere(picture, cv::Rect({}, picture.size()), "eng", recogniser)) {
        texts.push_back(line.line.text);
    }
    return texts;
}

void write(cv::Mat& picture, const std::string& text, cv::Point at, const cv::Scalar& colour, int thickness = 2) {
    cv::putText(picture, text, at, cv::FONT_HERSHEY_DUPLEX, 0.8, colour, thickness, cv::LINE_AA);
}

/// A line as the recogniser gets it, 28 pixels of ink.
cv::Mat prepared(const std::string& text) {
    cv::Mat ink = cv::Mat::zeros(60, 20 * static_cast<int>(text.size()) + 40, CV_8UC1);
    cv::putText(ink, text, {10, 40}, cv::FONT_HERSHEY_DUPLEX, 0.9, {255}, 1, cv::LINE_AA);
    return tk::ocr::prepare_line(tk::ocr::tightened(ink).ink, 28, 4, 4);
}

}  // namespace

TEST_CASE("an icon before or behind a text is no part of its line") {
    cv::Mat picture(120, 420, CV_8UC3, cv::Scalar(50, 45, 40));
    write(picture, "Market 320", {60, 60}, {240, 240, 240});
    cv::circle(picture, {38, 50}, 16, {60, 200, 250}, -1, cv::LINE_AA);
    cv::circle(picture, {38, 50}, 9, {40, 140, 190}, 2, cv::LINE_AA);
    CHECK(texts_in(picture) == std::vector<std::string>{"Market 320"});

    cv::Mat behind(120, 420, CV_8UC3, cv::Scalar(50, 45, 40));
    write(behind, "Price 745", {40, 60}, {240, 240, 240});
    cv::rectangle(behind, {196, 34, 34, 34}, {60, 200, 250}, -1);
    CHECK(texts_in(behind) == std::vector<std::string>{"Price 745"});
}

TEST_CASE("art of another colour between outlined letters is no ink") {
    cv::Mat picture(100, 460, CV_8UC3, cv::Scalar(110, 215, 225));
    for (int x = 0; x < 460; x += 23) cv::line(picture, {x, 0}, {x + 30, 100}, {70, 190, 205}, 9);
    write(picture, "Hidden bridge of dawn", {30, 60}, {30, 60, 70}, 6);
    write(picture, "Hidden bridge of dawn", {30, 60}, {228, 228, 226});
    CHECK(texts_in(picture) == std::vector<std::string>{"Hidden bridge of dawn"});
}

TEST_CASE("the shape of a line has its glyphs, and wide gaps where blanks are") {
    const tk::ocr::LineShape shape = tk::ocr::shape_of(prepared("NE 57 LAW"), 28);
    CHECK(shape.glyphs == 7);
    REQUIRE(shape.gaps.size() == 6);
    for (std::size_t i = 0; i < shape.gaps.size(); ++i) {
        INFO(i);
        CHECK(shape.gaps[i].is_wide == (i == 1 || i == 3));
        CHECK_FALSE((shape.gaps[i].is_wide && shape.gaps[i].is_tight));
    }
    CHECK(tk::ocr::shape_of(prepared("I"), 28).gaps.empty());
}

TEST_CASE("strokes are fat when they fill the boxes of their letters") {
    cv::Mat ink = cv::Mat::zeros(40, 200, CV_8UC1);
    cv::putText(ink, "859", {5, 33}, cv::FONT_HERSHEY_DUPLEX, 1, {255}, 1, cv::LINE_AA);
    CHECK_FALSE(tk::ocr::has_fat_strokes(tk::ocr::tightened(ink).ink));
    cv::putText(ink, "859", {5, 33}, cv::FONT_HERSHEY_DUPLEX, 1, {255}, 7, cv::LINE_AA);
    CHECK(tk::ocr::has_fat_strokes(tk::ocr::tightened(ink).ink));
    const cv::Mat thin = tk::ocr::thinned(ink);
    CHECK(cv::countNonZero(thin >= 128) < cv::countNonZero(ink >= 128));
}

TEST_CASE("rows of one letter are no writing, but numbers with their marks are") {
    CHECK_FALSE(tk::ocr::looks_like_writing("IITIIIIIIITII"));
    CHECK(tk::ocr::looks_like_writing("-47, -19"));
    CHECK(tk::ocr::looks_like_writing("1 000 000"));
    CHECK_FALSE(tk::ocr::looks_like_writing("-', .: 1"));
    CHECK(tk::ocr::longest_run("2 000 000") == 6);
    CHECK(tk::ocr::longest_run("9,-19, Niveau") == 1);
    CHECK(tk::ocr::count_letters("57 %, Épée") == 7);
}
