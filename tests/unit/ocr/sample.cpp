#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "catch.hpp"
#include "core/error.hpp"
#include "image/picture.hpp"
#include "ocr/model_folder.hpp"
#include "ocr/records.hpp"

using nlohmann::json;
using tk::ocr::ReadField;
using tk::ocr::ReadPicture;
using tk::ocr::Stage;

namespace {

const std::string source = TURNKIT_SOURCE_DIR;

std::vector<json> truth() {
    std::ifstream file(source + "/tests/render/sample/truth.jsonl");
    std::vector<json> pictures;
    for (std::string line; std::getline(file, line);) pictures.push_back(json::parse(line));
    return pictures;
}

cv::Mat sample_picture(const std::string& file) {
    return tk::image::read_picture(source + "/examples/replay/" + file);
}

tk::profile::Profile sample_profile() {
    return tk::profile::load_profile(source + "/examples/profiles/dofus.json");
}

json value_of(const ReadField& field) {
    if (field.value.text) return *field.value.text;
    return field.value.number ? json(*field.value.number) : json(nullptr);
}

std::vector<std::string> texts_of(const ReadPicture& read, const std::string& region) {
    std::vector<std::string> texts;
    for (const auto& line : read.lines) {
        if (line.region == region) texts.push_back(line.line.text);
    }
    return texts;
}

}  // namespace

TEST_CASE("every field, chat line and name of the sample replay is read exactly, and each pixel once") {
    const tk::profile::Profile profile = sample_profile();
    Stage stage({});
    std::set<std::string> distinct;
    for (const json& picture : truth()) {
        CAPTURE(picture["file"]);
        const ReadPicture read = stage.read(sample_picture(picture["file"]), &profile);
        for (const ReadField& field : read.fields) {
            const json& expected = picture["ocr"]["fields"][field.name];
            CAPTURE(field.name, field.text, field.value.reason);
            CHECK(value_of(field) == expected["value"]);
            CHECK(field.value.most.has_value() == expected.contains("max"));
            if (field.value.most) CHECK(*field.value.most == expected["max"]);
            const cv::Rect box(expected["box"][0], expected["box"][1], expected["box"][2], expected["box"][3]);
            CHECK((box & field.box).area() * 10 >= (box | field.box).area() * 7);
            distinct.insert(field.name + field.text);
        }
        REQUIRE(read.elements.size() == 1);
        const json& hp = picture["ocr"]["fields"]["hp"];
        CHECK(std::abs(*read.elements[0].fill - hp["value"].get<double>() / hp["max"].get<double>()) < 0.01);
        std::vector<std::string> chat;
        for (const json& line : picture["ocr"]["lines"]) chat.push_back(line["text"]);
        CHECK(texts_of(read, "chat") == chat);
        distinct.insert(chat.begin(), chat.end());
        std::vector<std::string> names;
        for (const json& entity : picture["entities"]) names.push_back(entity["name"]);
        CHECK_THAT(texts_of(read, "plates"), Catch::Matchers::UnorderedEquals(names));
        distinct.insert(names.begin(), names.end());
    }
    const auto distinct_texts = static_cast<std::int64_t>(distinct.size());
    CHECK(stage.interface().recogniser().lines_read() <= distinct_texts + distinct_texts / 5);
    CHECK(stage.interface().cache_hits() > 3 * stage.interface().recogniser().lines_read());
}

TEST_CASE("without a profile the lines of the whole picture are found") {
    tk::ocr::Wishes wishes;
    wishes.languages = "fra";
    Stage stage(wishes);
    const ReadPicture read = stage.read(sample_picture("frame-05.png"), nullptr);
    const std::vector<std::string> texts = texts_of(read, "");
    for (const char* expected :
         {"Clairière des Murmures", "Tour 1", "Niv. 38", "Loup cendré : -23 PV (Terre).", "PM 2"}) {
        CAPTURE(expected);
        CHECK_THAT(texts, Catch::Matchers::VectorContains(std::string(expected)));
    }
    CHECK(read.fields.empty());
}

TEST_CASE("a region limits where lines are looked for, and boxes stay those of the picture") {
    tk::ocr::Wishes wishes;
    wishes.languages = "fra";
    wishes.part = tk::ocr::parse_part("0,0,240,60");
    Stage stage(wishes);
    const ReadPicture read = stage.read(sample_picture("frame-05.png"), nullptr);
    REQUIRE(read.lines.size() == 1);
    CHECK(read.lines[0].line.text == "Clairière des Murmures");
    CHECK(std::abs(read.lines[0].box.x - 26) <= 1);
    CHECK(std::abs(read.lines[0].box.y - 16) <= 1);
}

TEST_CASE("a field over nothing, outside its range or of another type is null with the reason") {
    tk::profile::Profile profile = sample_profile();
    for (auto& field : profile.fields) {
        if (field.name == "turn") field.least = 50;
        if (field.name == "map") field.type = tk::profile::FieldProfile::Type::integer;
        if (field.name == "level") field.place.box = {0.4, 0.82, 0.02, 0.02};
        if (field.name == "mp") field.label = "Initiative";
    }
    Stage stage({});
    const ReadPicture read = stage.read(sample_picture("frame-05.png"), &profile);
    for (const ReadField& field : read.fields) {
        CAPTURE(field.name, field.value.reason);
        const bool broken = field.name == "turn" || field.name == "map" || field.name == "level" || field.name == "mp";
        CHECK(field.value.has_value() != broken);
        CHECK(field.value.reason.empty() != broken);
    }
}

TEST_CASE("pictures of any size are read without a crash") {
    const tk::profile::Profile profile = sample_profile();
    Stage stage({});
    const auto [width, height] = GENERATE(table<int, int>({{1, 1}, {3, 200}, {200, 3}, {64, 36}}));
    const cv::Mat picture(height, width, CV_8UC3, cv::Scalar(10, 20, 30));
    const ReadPicture with = stage.read(picture, &profile);
    CHECK(with.lines.empty());
    for (const ReadField& field : with.fields) CHECK_FALSE(field.value.has_value());
    CHECK(stage.read(picture, nullptr).lines.empty());
}

TEST_CASE("a part of a picture is given in pixels or in shares") {
    const cv::Size size(200, 100);
    CHECK(tk::ocr::pixels_of(tk::ocr::parse_part("0,0.5,1,0.5"), size) == cv::Rect(0, 50, 200, 50));
    CHECK(tk::ocr::pixels_of(tk::ocr::parse_part("10, 20, 30, 40"), size) == cv::Rect(10, 20, 30, 40));
    CHECK(tk::ocr::pixels_of(tk::ocr::parse_part("190,90,30,40"), size) == cv::Rect(190, 90, 10, 10));
    CHECK_THROWS_AS(tk::ocr::pixels_of(tk::ocr::parse_part("300,0,30,40"), size), tk::RecordError);
    const auto* bad =
        GENERATE("", "1,2,3", "1,2,3,4,5", "a,0,1,1", "0,0,0,1", "-1,0,1,1", "nan,0,1,1", "0,0,1,inf", "1e9,0,1,1");
    CAPTURE(bad);
    CHECK_THROWS_AS(tk::ocr::parse_part(bad), tk::UsageError);
}

TEST_CASE("a language that is not installed names its Debian package") {
    try {
        tk::ocr::check_languages("fra+tlh_pixel");
        FAIL("nothing was thrown");
    } catch (const tk::Error& error) {
        CHECK(std::string(error.what()) == "the Tesseract language `tlh_pixel` is not installed");
        CHECK_THAT(error.advice(), Catch::Matchers::Contains("tesseract-ocr-tlh-pixel"));
    }
}

TEST_CASE("where no folder of models exists the error says what to install or to set") {
    CHECK(tk::ocr::model_folder("fra", "/somewhere", {"/"}) == "/somewhere");
    CHECK(tk::ocr::model_folder("fra", "", {"/not/there", "/"}) == "/");
    try {
        tk::ocr::model_folder("fra+eng", "", {"/not/there"});
        FAIL("nothing was thrown");
    } catch (const tk::Error& error) {
        CHECK(std::string(error.what()) == "there is no folder of Tesseract's models");
        CHECK(error.advice() ==
              "install tesseract-ocr-fra tesseract-ocr-eng, or set TESSDATA_PREFIX to the folder that holds "
              "fra.traineddata");
    }
}
