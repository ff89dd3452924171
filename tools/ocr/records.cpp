#include "ocr/records.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <utility>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "image/frame.hpp"
#include "image/picture.hpp"
#include "ocr/corrections.hpp"
#include "ocr/debug_image.hpp"
#include "ocr/to_json.hpp"

namespace tk::ocr {

namespace {

std::vector<PlacedLine> moved(std::vector<PlacedLine> lines, const cv::Point& by) {
    for (PlacedLine& line : lines) line.box += by;
    return lines;
}

}  // namespace

Part parse_part(const std::string& text) {
    std::vector<double> numbers;
    for (const std::string& word : split(text, ',')) {
        const std::string_view digits = trim(word);
        double number = -1;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        const bool whole = error == std::errc() && end == digits.data() + digits.size();
        if (!whole || !(number >= 0) || number > 1e6) break;
        numbers.push_back(number);
    }
    if (numbers.size() != 4 || split(text, ',').size() != 4 || numbers[2] <= 0 || numbers[3] <= 0) {
        throw UsageError(fmt::format("--region: `{}` is not X,Y,WIDTH,HEIGHT", text),
                         "give pixels (10,20,300,40) or shares of the picture (0,0.5,1,0.5)");
    }
    return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

cv::Rect pixels_of(const Part& part, cv::Size size) {
    const bool shares = part.x <= 1 && part.y <= 1 && part.width <= 1 && part.height <= 1;
    const double across = shares ? size.width : 1;
    const double down = shares ? size.height : 1;
    const cv::Rect place(static_cast<int>(part.x * across), static_cast<int>(part.y * down),
                         static_cast<int>(std::ceil(part.width * across)),
                         static_cast<int>(std::ceil(part.height * down)));
    const cv::Rect inside = place & cv::Rect({}, size);
    if (inside.empty()) {
        throw RecordError("region-outside", fmt::format("the region lies outside the picture of {} x {} pixels",
                                                        size.width, size.height));
    }
    return inside;
}

Stage::Stage(Wishes wishes) : wishes_(std::move(wishes)), profiles_(wishes_.profile) {
    const auto name = profile::choose_profile(wishes_.profile, std::nullopt);
    const bool is_path = name && (name->find('/') != std::string::npos || name->ends_with(".json"));
    if (!wishes_.corrections.empty() && !is_path) {
        throw UsageError("--correct needs --profile with the path of the profile that is to keep it",
                         "as in --profile ./mine.json; copy a profile that comes with turnkit first");
    }
    if (!wishes_.languages.empty()) check_languages(wishes_.languages);
}

ReadPicture Stage::read(const cv::Mat& picture, const profile::Profile* profile) {
    const std::string languages = !wishes_.languages.empty() ? wishes_.languages
                                  : profile != nullptr       ? profile->language
                                                             : default_languages;
    const cv::Rect whole({}, picture.size());
    const cv::Rect part = wishes_.part ? pixels_of(*wishes_.part, picture.size()) : whole;
    ReadPicture result;
    if (profile != nullptr && !wishes_.part) result = interface_.read(picture, *profile, languages);
    const bool wants_lines = profile == nullptr || wishes_.lines || wishes_.part;
    if (!wants_lines && !wishes_.elements) return result;
    std::vector<PlacedLine> lines = interface_.lines_in(
        picture, part, languages, "", profile != nullptr ? profile->glyphs : std::vector<profile::GlyphProfile>());
    if (wishes_.elements) {
        for (FoundElement& element : find_elements(picture(part), moved(lines, -part.tl()))) {
            element.box += part.tl();
            result.elements.push_back(std::move(element));
        }
    }
    if (wants_lines) {
        for (PlacedLine& line : lines) result.lines.push_back(std::move(line));
    }
    return result;
}

const profile::Profile* Stage::learn(const cv::Mat& picture) {
    if (const auto* known = profiles_.find(wishes_.learn)) return known;
    const std::string languages = wishes_.languages.empty() ? default_languages : wishes_.languages;
    const std::string name = std::filesystem::path(wishes_.learn).stem().string();
    const Learned learned = learn_profile(
        picture, interface_.lines_in(picture, cv::Rect({}, picture.size()), languages), wishes_.texts, name, languages);
    const auto& kept = profiles_.keep(wishes_.learn, profile::parse_profile(learned.profile, wishes_.learn));
    write_whole_file(wishes_.learn, learned.profile);
    if (!learned.problems.empty()) {
        throw RecordError("not-learned", fmt::format("{}", fmt::join(learned.problems, "; ")),
                          "the other fields were written; --debug-image shows what was read");
    }
    return &kept;
}

const profile::Profile* Stage::correct(const ReadPicture& read) {
    const std::string path = *profile::choose_profile(wishes_.profile, std::nullopt);
    keep_corrections(path, read, std::exchange(wishes_.corrections, {}));
    return &profiles_.keep(path, profile::load_profile(path));
}

std::optional<Enrichment> Stage::enrich(const Record& record) {
    const auto picture = image::picture_of(record);
    if (!picture) return std::nullopt;
    const profile::Profile* profile =
        wishes_.learn.empty() ? profiles_.of(record.view.string("profile")) : learn(*picture);
    ReadPicture result = read(*picture, profile);
    if (!wishes_.corrections.empty()) result = read(*picture, correct(result));
    if (!wishes_.debug_image.empty()) {
        image::write_picture(wishes_.debug_image, debug_image(*picture, result), image::Encoding::png);
    }
    return Enrichment{{{"ocr", to_json(result)}}, {}, {}};
}

}  // namespace tk::ocr
