#include "ocr/templates.hpp"

#include <opencv2/imgproc.hpp>

#include "catch.hpp"
#include "core/error.hpp"
#include "image/picture.hpp"
#include "ocr/ink.hpp"
#include "temp_folder.hpp"

namespace {

using tk::ocr::same_look;
using tk::ocr::unlikeness;

/// The ink of `text` written on a dark panel and shown at `scale`.
cv::Mat look(const std::string& text, double scale = 1, int font = cv::FONT_HERSHEY_DUPLEX) {
    cv::Mat panel(80, 30 * static_cast<int>(text.size()) + 60, CV_8UC3, cv::Scalar(50, 45, 40));
    cv::putText(panel, text, {20, 50}, font, 1.0, {235, 240, 240}, 2, cv::LINE_AA);
    cv::Mat shown;
    cv::resize(panel, shown, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return tk::ocr::tightened(tk::ocr::ink_on_flat(shown).faint).ink;
}

}  // namespace

TEST_CASE(
    "of many texts, with one other character or the same length, each looks like itself alone, at other sizes too") {
    const std::vector<std::string> texts = {
        "1 234",    "1 235",    "1 284",   "7 234", "1 264", "34 / 57",  "84 / 57",  "34 / 67",  "36 / 57", "Tour 1",
        "Tour 7",   "Tour 4",   "Tour 11", "PA 6",  "PA 8",  "PA 0",     "PM 6",     "3,5",      "3.5",     "35",
        "[-12,34]", "[-72,34]", "[12,34]", "6",     "8",     "0",        "9",        "3",        "5",       "C",
        "G",        "Q",        "clos",    "elos",  "cios",  "Murmures", "Murmurcs", "Murrnures"};
    const int font = GENERATE(cv::FONT_HERSHEY_DUPLEX, cv::FONT_HERSHEY_COMPLEX);
    const double scale = GENERATE(0.75, 1.0, 1.5);
    CAPTURE(font, scale);
    std::vector<cv::Mat> kept;
    std::vector<cv::Mat> seen;
    for (const std::string& text : texts) {
        kept.push_back(look(text, 1, font));
        seen.push_back(look(text, scale, font));
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::size_t j = 0; j < texts.size(); ++j) {
            const auto difference = unlikeness(kept[i], seen[j]);
            CAPTURE(texts[i], texts[j], difference.value_or(-1));
            CHECK((difference && *difference < same_look) == (i == j));
        }
    }
}

TEST_CASE("a template is for its field, or for all fields and lines; the one most alike counts") {
    const TempFolder folder;
    const std::string path = folder / "one.png";
    tk::image::write_picture(path, look("Tour 1"), tk::image::Encoding::png);
    tk::ocr::Templates templates;
    CHECK(templates.text_of(look("Tour 1", 1.5), {{"Round 1", path, "turn"}}, "turn") == "Round 1");
    CHECK_FALSE(templates.text_of(look("Tour 1"), {{"Round 1", path, "turn"}}, "level"));
    CHECK_FALSE(templates.text_of(look("Tour 1"), {{"Round 1", path, "turn"}}, ""));
    CHECK(templates.text_of(look("Tour 1"), {{"Round 1", path, ""}}, "level") == "Round 1");
    CHECK_FALSE(templates.text_of(look("Tour 7"), {{"Round 1", path, ""}}, "turn"));
    CHECK_FALSE(templates.text_of(cv::Mat(), {{"Round 1", path, ""}}, "turn"));
}

TEST_CASE("a template whose picture is missing or blank is an error of the profile") {
    const TempFolder folder;
    const std::string path = folder / "blank.png";
    tk::image::write_picture(path, cv::Mat::zeros(20, 40, CV_8UC1), tk::image::Encoding::png);
    tk::ocr::Templates templates;
    CHECK_THROWS_AS(templates.text_of(look("6"), {{"6", path, ""}}, ""), tk::RecordError);
    CHECK_THROWS_AS(templates.text_of(look("6"), {{"6", path + ".gone", ""}}, ""), tk::RecordError);
}
