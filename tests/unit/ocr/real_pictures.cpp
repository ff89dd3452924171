#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "catch.hpp"
#include "core/text.hpp"
#include "image/picture.hpp"
#include "ocr/records.hpp"

namespace {

/// Without blanks, so that thin spaces and `1 234` against `1234` do not count.
std::string squeezed(const std::string& text) {
    std::string kept;
    for (const char c : text) {
        if (c != ' ') kept += c;
    }
    return kept;
}

}  // namespace

TEST_CASE("most texts of real game screenshots are found without a profile") {
    const char* folder = std::getenv("TURNKIT_TEST_DATA");
    const std::filesystem::path data = folder != nullptr ? folder : "";
    std::ifstream file(data / "images" / "TRUTH_TEXT.tsv");
    if (folder == nullptr || !file) {
        WARN("skipped: TURNKIT_TEST_DATA names no folder with images/TRUTH_TEXT.tsv");
        return;
    }
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
        for (const auto& line : stage.read(tk::image::read_picture((data / picture.first).string()), nullptr).lines) {
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
    CHECK(found * 100 >= all * 90);
}
