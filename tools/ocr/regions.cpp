#include "ocr/regions.hpp"

#include <algorithm>

#include "ocr/ink.hpp"
#include "ocr/layout.hpp"
#include "ocr/tidy.hpp"

namespace tk::ocr {

namespace {

/// Strokes of letters up to 60 pixels high are narrower than this.
constexpr int widest_stroke = 17;
/// The contrasts at which marks are sought, faint text first. Text over art that is nearly as bright comes apart from
/// it only at a higher level.
constexpr int levels[] = {45, 90, 140};

/// Whether a line was written, or is texture that was taken for letters: that gives short texts, with little
/// confidence, and with letters far too wide or too narrow for their height.
bool is_text(const ReadLine& line, const cv::Rect& box) {
    const auto marks = static_cast<double>(count_marks(line.text));
    const double least = marks <= 3 ? 0.85 : marks <= 6 ? 0.75 : 0.6;
    const double letter = box.width / marks / box.height;
    return line.confidence >= least && looks_like_writing(line.text) && letter > 0.15 && letter < 1.6;
}

/// Whether the most part of the smaller box lies in the other.
bool cover(const cv::Rect& a, const cv::Rect& b) {
    return (a & b).area() * 2 > std::min(a.area(), b.area());
}

/// Of lines that cover each other (light and dark readings of the same letters) the one that says more.
std::vector<PlacedLine> without_doubles(std::vector<PlacedLine> lines) {
    const auto weight = [](const PlacedLine& line) {
        return line.line.confidence * static_cast<double>(count_marks(line.line.text));
    };
    std::stable_sort(lines.begin(), lines.end(),
                     [&](const PlacedLine& a, const PlacedLine& b) { return weight(a) > weight(b); });
    std::vector<PlacedLine> kept;
    for (PlacedLine& line : lines) {
        const auto covers = [&](const PlacedLine& other) { return cover(line.box, other.box); };
        if (std::none_of(kept.begin(), kept.end(), covers)) kept.push_back(std::move(line));
    }
    std::stable_sort(kept.begin(), kept.end(), [](const PlacedLine& a, const PlacedLine& b) {
        return std::pair(a.box.y, a.box.x) < std::pair(b.box.y, b.box.x);
    });
    return kept;
}

}  // namespace

std::vector<PlacedLine> read_block(const cv::Mat& picture, const cv::Rect& place, const std::string& languages,
                                   Recogniser& recogniser) {
    std::vector<PlacedLine> lines;
    for (const InkPart& found : lines_of_block(ink_on_flat(picture(place)))) {
        if (found.box.height < 6) continue;
        ReadLine line = recogniser.read_well(found.ink, languages);
        if (line.confidence < 0.3 || !looks_like_writing(line.text)) continue;
        lines.push_back({std::move(line), found.box + place.tl(), {}});
    }
    return lines;
}

std::vector<PlacedLine> read_anywhere(const cv::Mat& picture, const cv::Rect& place, const std::string& languages,
                                      Recogniser& recogniser) {
    std::vector<PlacedLine> lines;
    const cv::Mat part = picture(place);
    for (const Polarity polarity : {Polarity::light_on_dark, Polarity::dark_on_light}) {
        const cv::Mat contrast = ink_by_contrast(part, polarity, widest_stroke);
        std::vector<cv::Rect> known;
        for (const int level : levels) {
            const auto is_new = [&](const cv::Rect& box) {
                return std::none_of(known.begin(), known.end(),
                                    [&](const cv::Rect& other) { return cover(box, other); });
            };
            for (const InkPart& found : lines_anywhere(contrast, level, is_new)) {
                ReadLine line = recogniser.read(found.ink, {languages, "", 34});
                const bool promising = count_marks(line.text) >= 4 && line.confidence >= 0.5;
                if (!is_text(line, found.box) && promising) line = recogniser.read(found.ink, {languages, "", 27});
                if (!is_text(line, found.box)) continue;
                known.push_back(found.box);
                lines.push_back({std::move(line), found.box + place.tl(), {}});
            }
        }
    }
    return without_doubles(std::move(lines));
}

}  // namespace tk::ocr
