#include <functional>
#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "core/error.hpp"
#include "ocr/candidate_order.hpp"
#include "ocr/debug_image.hpp"
#include "ocr/records.hpp"
#include "ocr/tidy.hpp"

namespace {

/// Ground whose brightness and colour change all over, as painted landscapes do.
cv::Mat art(int width, int height, std::uint64_t seed) {
    cv::RNG random(seed);
    cv::Mat coarse(height / 24, width / 24, CV_8UC3);
    random.fill(coarse, cv::RNG::UNIFORM, 40, 170);
    cv::Mat picture;
    cv::resize(coarse, picture, {width, height}, 0, 0, cv::INTER_CUBIC);
    return picture;
}

std::vector<std::string> texts_in(const cv::Mat& picture, tk::ocr::Recogniser& recogniser) {
    std::vector<std::string> texts;
    for (const auto& line : tk::ocr::read_anywhere(picture, cv::Rect({}, picture.size()), "eng", recogniser)) {
        texts.push_back(line.line.text);
    }
    return texts;
}

void write_outlined(cv::Mat& picture, const std::string& text, cv::Point at) {
    cv::putText(picture, text, at, cv::FONT_HERSHEY_DUPLEX, 0.8, {10, 10, 10}, 6, cv::LINE_AA);
    cv::putText(picture, text, at, cv::FONT_HERSHEY_DUPLEX, 0.8, {255, 255, 255}, 2, cv::LINE_AA);
}

/// `text` on light grey as screens of three stripes a pixel have it: drawn six times as large and made small, each
/// channel a third of a pixel beside the next.
cv::Mat striped_text(const std::string& text) {
    cv::Mat large(300, 1200, CV_8UC1, cv::Scalar(240));
    cv::putText(large, text, {121, 180}, cv::FONT_HERSHEY_SIMPLEX, 1.8, {20}, 6, cv::LINE_AA);
    std::vector<cv::Mat> channels;
    for (const int shift : {-2, 0, 2}) {
        const cv::Mat move = (cv::Mat_<double>(2, 3) << 1, 0, shift, 0, 1, 0);
        cv::Mat moved;
        cv::warpAffine(large, moved, move, large.size(), cv::INTER_NEAREST, cv::BORDER_REPLICATE);
        cv::resize(moved, moved, {200, 50}, 0, 0, cv::INTER_AREA);
        channels.push_back(moved);
    }
    cv::Mat picture;
    cv::merge(channels, picture);
    return picture;
}

/// Outlined `text` over art, with a coin before it.
cv::Mat coin_and_text(const std::string& text, std::uint64_t seed) {
    cv::Mat picture = art(240, 96, seed);
    cv::circle(picture, {22, 48}, 11, {10, 10, 10}, 3, cv::LINE_AA);
    cv::circle(picture, {22, 48}, 10, {60, 200, 240}, cv::FILLED, cv::LINE_AA);
    cv::circle(picture, {22, 48}, 6, {20, 120, 170}, 1, cv::LINE_AA);
    cv::putText(picture, text, {40, 55}, cv::FONT_HERSHEY_DUPLEX, 0.6, {10, 10, 10}, 5, cv::LINE_AA);
    cv::putText(picture, text, {40, 55}, cv::FONT_HERSHEY_DUPLEX, 0.6, {220, 250, 255}, 2, cv::LINE_AA);
    return picture;
}

/// A board of tiles that lie apart; `draw` fills each.
cv::Mat tiles(const std::function<void(cv::Mat&, std::size_t)>& draw, std::size_t count) {
    constexpr int side = 220, apart = 20;
    cv::Mat large(side + 2 * apart, static_cast<int>(count) * (side + apart) + apart, CV_8UC3,
                  cv::Scalar(90, 100, 110));
    for (std::size_t i = 0; i < count; ++i) {
        cv::Mat tile = large(cv::Rect(apart + static_cast<int>(i) * (side + apart), apart, side, side));
        tile.setTo(cv::Scalar(200, 215, 220));
        draw(tile, i);
    }
    cv::Mat picture;
    cv::resize(large, picture, {}, 0.4, 0.4, cv::INTER_AREA);
    return picture;
}

tk::ocr::Candidate candidate(const cv::Rect& box, double likeness) {
    tk::ocr::Candidate made;
    made.part = {box, cv::Mat(box.size(), CV_8UC1, cv::Scalar(200))};
    made.likeness = likeness;
    return made;
}

}  // namespace

TEST_CASE("small text keeps its thin stems, which are of other colours on a screen of stripes") {
    tk::ocr::Recogniser recogniser;
    for (const std::string text : {"Traditional initials", "middle level limit"}) {
        CHECK(texts_in(striped_text(text), recogniser) == std::vector<std::string>{text});
    }
}

TEST_CASE("one or two digits alone on a tile are read, and those of its neighbours not with them") {
    const std::vector<std::string> numbers{"3", "5", "8", "16", "64", "7"};
    const double scale = GENERATE(2.2, 3.2);
    CAPTURE(scale);
    const cv::Mat picture = tiles(
        [&](cv::Mat& tile, std::size_t i) {
            const int width = static_cast<int>(10 * scale) * static_cast<int>(numbers[i].size());
            const cv::Point at(110 - width, 110 + static_cast<int>(10 * scale));
            cv::putText(tile, numbers[i], at, cv::FONT_HERSHEY_SIMPLEX, scale, {60, 70, 80}, 12, cv::LINE_AA);
        },
        numbers.size());
    tk::ocr::Recogniser recogniser;
    CHECK_THAT(texts_in(picture, recogniser), Catch::Matchers::UnorderedEquals(numbers));
}

TEST_CASE("a letter or a figure as large as one, alone on a tile, is most often an icon") {
    const std::vector<std::string> letters{"A", "E", "K", "M", "X", "R"};
    const cv::Mat alone = tiles(
        [&](cv::Mat& tile, std::size_t i) {
            cv::putText(tile, letters[i], {88, 132}, cv::FONT_HERSHEY_SIMPLEX, 2.2, {60, 70, 80}, 10, cv::LINE_AA);
        },
        letters.size());
    const cv::Mat figures = tiles(
        [](cv::Mat& tile, std::size_t i) {
            const cv::Scalar dark(60, 70, 80);
            if (i == 0) cv::circle(tile, {110, 110}, 28, dark, -1, cv::LINE_AA);
            if (i == 1) cv::rectangle(tile, {85, 85, 50, 50}, dark, 8);
            if (i == 2) cv::line(tile, {85, 85}, {135, 135}, dark, 10, cv::LINE_AA);
            if (i == 3) cv::arrowedLine(tile, {85, 110}, {135, 110}, dark, 8, cv::LINE_AA, 0, 0.5);
        },
        4);
    tk::ocr::Recogniser recogniser;
    CHECK(texts_in(alone, recogniser).empty());
    CHECK(texts_in(figures, recogniser).empty());
}

TEST_CASE("a whole line is read before a likelier fragment of it, and what would be read alike once") {
    const cv::Rect whole(10, 10, 90, 14);
    const cv::Rect fragment(10, 12, 60, 12);
    const cv::Rect frame(0, 0, 120, 40);
    const cv::Rect other(10, 60, 90, 14);
    const auto ordered = tk::ocr::in_order({candidate(fragment, 0.9), candidate(whole, 0.8), candidate(other, 0.85),
                                            candidate(frame, 0.75), candidate(whole, 0.8)});
    std::vector<cv::Rect> boxes;
    for (const auto& one : ordered) boxes.push_back(one.part.box);
    CHECK(boxes == std::vector<cv::Rect>{whole, fragment, other, frame});
}

TEST_CASE("text over art with a coin before it is read without the coin") {
    tk::ocr::Recogniser recogniser;
    for (const std::uint64_t seed : {10, 15}) {
        CHECK(texts_in(coin_and_text("Castle gate", seed), recogniser) == std::vector<std::string>{"Castle gate"});
    }
    for (const std::uint64_t seed : {4, 8}) {
        CHECK(texts_in(coin_and_text("97 093", seed), recogniser) == std::vector<std::string>{"97 093"});
    }
}

TEST_CASE("outlined text over art is found and read, and nothing else is") {
    cv::Mat picture = art(720, 480, 5);
    write_outlined(picture, "Hidden bridge", {60, 90});
    write_outlined(picture, "Wizard 175", {300, 360});
    tk::ocr::Recogniser recogniser;
    CHECK_THAT(texts_in(picture, recogniser),
               Catch::Matchers::UnorderedEquals(std::vector<std::string>{"Hidden bridge", "Wizard 175"}));
}

TEST_CASE("pictures without text have no lines") {
    tk::ocr::Recogniser recogniser;
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) CHECK(texts_in(art(480, 360, seed), recogniser).empty());
    cv::Mat noise(300, 400, CV_8UC3);
    cv::RNG(9).fill(noise, cv::RNG::UNIFORM, 0, 255);
    CHECK(texts_in(noise, recogniser).empty());
    cv::Mat tiles(300, 400, CV_8UC3, cv::Scalar(90, 80, 70));
    for (int y = 4; y < 300; y += 20) {
        for (int x = 4; x < 400; x += 20) cv::rectangle(tiles, {x, y, 14, 14}, {200, 200, 210}, -1);
    }
    CHECK(texts_in(tiles, recogniser).empty());
}

TEST_CASE("many lines are read side by side as they are one by one") {
    std::vector<tk::ocr::Recogniser::Job> jobs;
    for (int i = 0; i < 30; ++i) {
        cv::Mat ink = cv::Mat::zeros(30, 150, CV_8UC1);
        cv::putText(ink, "Level " + std::to_string(100 + i), {4, 23}, cv::FONT_HERSHEY_DUPLEX, 0.7, {255}, 1,
                    cv::LINE_AA);
        jobs.push_back({ink, {"eng", "", tk::ocr::usual_height}});
    }
    tk::ocr::Recogniser together;
    const std::vector<tk::ocr::ReadLine> lines = together.read_all(jobs);
    tk::ocr::Recogniser alone;
    REQUIRE(lines.size() == jobs.size());
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        CHECK(lines[i].text == alone.read(jobs[i].ink, jobs[i].manner).text);
        CHECK_FALSE(lines[i].cached);
    }
    for (const tk::ocr::ReadLine& line : together.read_all(jobs)) CHECK(line.cached);
    CHECK(together.lines_read() == 30);
}

TEST_CASE("an engine that cannot be started is told from any thread") {
    tk::ocr::EnginePool pool(4);
    const auto work = [](tk::ocr::Engines& engines, std::size_t) { engines.of("tlh"); };
    CHECK_THROWS_AS(pool.each(60, work), tk::Error);
}

TEST_CASE("a row of equal signs is no writing") {
    CHECK_FALSE(tk::ocr::looks_like_writing("DA DA DA DA"));
    CHECK(tk::ocr::looks_like_writing("non, non et non"));
    CHECK(tk::ocr::looks_like_writing("Tour 1"));
}
TEST_CASE("what was read is drawn beside the picture, whatever its size") {
    tk::ocr::ReadPicture read;
    tk::ocr::PlacedLine line;
    line.line = {"Œil-de-braise", 0.5, false};
    line.box = {2, 3, 20, 8};
    read.lines = {line, line, line};
    tk::ocr::ReadField field;
    field.name = "ap";
    field.value.reason = "there is nothing to read";
    field.box = {25, 10, 90, 90};
    read.fields = {field};
    const cv::Mat picture(20, 30, CV_8UC3, cv::Scalar(9, 9, 9));
    const cv::Mat image = tk::ocr::debug_image(picture, read);
    CHECK(image.cols > picture.cols);
    CHECK(image.rows >= 4 * 20);
    CHECK(cv::countNonZero(image.col(2).reshape(1)) > 0);
    CHECK(picture.at<cv::Vec3b>(3, 2) == cv::Vec3b(9, 9, 9));
}
