#include <fstream>
#include <map>

#include "catch.hpp"
#include "core/text.hpp"
#include "image/picture.hpp"
#include "ocr/interface.hpp"
#include "ocr/records.hpp"
#include "profile/profile.hpp"
#include "test_data.hpp"

namespace {

/// Without blanks, so that thin spaces and `1 234` against `1234` do not count.
std::string squeezed(const std::string& text) {
    std::string kept;
    for (const char c : text) {
        if (c != ' ') kept += c;
    }
    return kept;
}

constexpr const char* place_profile = R"({"name": "places", "language": "fra", "fields": [
    {"name": "map", "box": [0.005, 0.012, 0.2, 0.035], "type": "text"},
    {"name": "at", "box": [0.005, 0.042, 0.12, 0.035], "type": "coordinates"}]})";

}  // namespace

TEST_CASE("the name and the coordinates of real maps are read as fields over the art of the map") {
    const std::string data = test_data("images");
    if (data.empty()) return;
    const auto profile = tk::profile::parse_profile(place_profile, "places.json");
    using Facts = std::tuple<const char*, const char*, std::pair<std::int64_t, std::int64_t>>;
    const auto [file, name, place] = GENERATE(values<Facts>({{"map_2.png", "Astrub (Carrière d'Astrub)", {9, -19}},
                                                             {"map_3.png", "Astrub (Carrière d'Astrub)", {10, -19}},
                                                             {"map_4.png", "Mine Hable", {10, -19}},
                                                             {"map_5.png", "Mine d'Astrub", {1, -17}}}));
    CAPTURE(file);
    const auto picture = tk::image::read_picture(data + "no-grid/" + file);
    tk::ocr::Interface interface;
    const auto read = interface.read(picture, profile, "fra");
    CHECK(read.fields[0].text == name);
    CHECK(read.fields[1].value.coordinates == place);
    CHECK_FALSE(read.fields[0].cached);
    CHECK(interface.read(picture, profile, "fra").fields[1].cached);
}

TEST_CASE("a number that reaches the side of its field is not given out") {
    const std::string data = test_data("images");
    if (data.empty()) return;
    auto profile = tk::profile::parse_profile(place_profile, "places.json");
    profile.fields[1].place.box.width = 0.035;  // ends in the last digit of [10,-19]
    tk::ocr::Interface interface;
    for (const char* file : {"map_3.png", "map_4.png"}) {
        CAPTURE(file);
        const auto picture = tk::image::read_picture(data + "no-grid/" + file);
        const auto at = interface.read(picture, profile, "fra").fields[1];
        const bool is_whole = at.value.coordinates == std::pair<std::int64_t, std::int64_t>(10, -19);
        CHECK((is_whole || !at.value.has_value()));
    }
}

TEST_CASE("most texts of real game screenshots are found without a profile") {
    const std::string data = test_data("images");
    if (data.empty()) return;
    std::ifstream file(data + "TRUTH_TEXT.tsv");
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> expected;
    for (std::string line; std::getline(file, line);) {
        const std::vector<std::string> columns = tk::split(line, '\t');
        // WebP needs a decoder that is no part of this program.
        if (line.starts_with('#') || columns.size() != 3 || columns[0].ends_with(".webp")) continue;
        expected[{columns[0], columns[1]}].push_back(columns[2]);
    }
    int found = 0;
    int all = 0;
    for (const auto& [picture, texts] : expected) {
        tk::ocr::Wishes wishes;
        wishes.languages = picture.second;
        tk::ocr::Stage stage(wishes);
        std::string read;
        for (const auto& line : stage.read(tk::image::read_picture(data + "../" + picture.first), nullptr).lines) {
            read += squeezed(line.line.text) + '\n';
        }
        for (const std::string& text : texts) {
            ++all;
            const bool is_there = read.find(squeezed(text)) != std::string::npos;
            found += is_there ? 1 : 0;
            if (!is_there) UNSCOPED_INFO(picture.first << ": not found: " << text);
        }
    }
    WARN(found << " of " << all << " texts of real pictures found");
    CHECK(found * 100 >= all * 95);
}
