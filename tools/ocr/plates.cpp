#include <algorithm>
#include <vector>

#include "ocr/anywhere.hpp"
#include "ocr/ink.hpp"
#include "ocr/regions.hpp"
#include "ocr/tidy.hpp"

namespace tk::ocr {

namespace {

/// The brightest channel of a plate's paint is at most this.
constexpr int brightest_paint = 80;
/// Names are lower than this; anything wider than a stroke of them is no text.
constexpr int widest_stroke = 17;
constexpr double legible = 0.5;
constexpr int least_height = 7;
/// Light text on dark paint stands out at least this much.
constexpr int least_contrast = 45;

/// Whether the rim of `box` is a plate's dark paint: most of the pixels two away from it, those of other marks not
/// counting. Not all, as a descender may come near the plate's edge.
bool is_on_paint(const cv::Mat& picture, const cv::Mat& ink, const cv::Rect& box) {
    const cv::Rect outer = cv::Rect(box.x - 2, box.y - 2, box.width + 4, box.height + 4);
    if ((outer & cv::Rect({}, picture.size())) != outer) return false;
    int dark = 0;
    int bare = 0;
    const auto count = [&](int x, int y) {
        if (ink.at<unsigned char>(y, x) >= solid_ink / 2) return;
        const cv::Vec3b& colour = picture.at<cv::Vec3b>(y, x);
        ++bare;
        dark += std::max({colour[0], colour[1], colour[2]}) <= brightest_paint ? 1 : 0;
    };
    for (int x = outer.x; x < outer.br().x; ++x) {
        count(x, outer.y);
        count(x, outer.br().y - 1);
    }
    for (int y = outer.y + 1; y < outer.br().y - 1; ++y) {
        count(outer.x, y);
        count(outer.br().x - 1, y);
    }
    return bare * 3 >= outer.width + outer.height && dark * 3 >= bare * 2;
}

/// `box` with a margin at its ends, and with the rows of paint above and below it: accents that stand close to the
/// plate's edge were not taken for marks of the line.
cv::Rect widened(const cv::Mat& picture, const cv::Rect& box) {
    const int left = std::max(0, box.x - 2);
    const int right = std::min(picture.cols, box.br().x + 2);
    const auto is_paint = [&](int y) {
        int dark = 0;
        for (int x = left; x < right; ++x) {
            const cv::Vec3b& colour = picture.at<cv::Vec3b>(y, x);
            dark += std::max({colour[0], colour[1], colour[2]}) <= brightest_paint ? 1 : 0;
        }
        return dark * 3 >= (right - left) * 2;
    };
    int top = box.y;
    while (top > 0 && box.y - top < box.height / 2 && is_paint(top - 1)) --top;
    int bottom = box.br().y;
    while (bottom < picture.rows && bottom - box.br().y < box.height / 2 && is_paint(bottom)) ++bottom;
    return {left, top, right - left, bottom - top};
}

}  // namespace

std::vector<PlacedLine> read_plates(const cv::Mat& picture, const cv::Rect& place, const std::vector<cv::Rect>& known,
                                    const std::string& languages, Recogniser& recogniser) {
    std::vector<PlacedLine> lines;
    const cv::Mat part = picture(place);
    const cv::Mat contrast = ink_by_contrast(part, Polarity::light_on_dark, widest_stroke);
    const auto on_paint = [&](const cv::Rect& box) { return is_on_paint(part, contrast, box); };
    for (const InkPart& found : lines_anywhere(contrast, least_contrast, on_paint)) {
        // On its plate the text is read by colour, which keeps thin strokes better than contrast does.
        const cv::Rect around = widened(part, found.box);
        const InkPart text = tightened(ink_on_flat(part(around)).faint);
        const cv::Rect box = text.box + around.tl() + place.tl();
        const auto is_known = [&](const cv::Rect& other) { return (other & box).area() > 0; };
        if (text.box.height < least_height || std::any_of(known.begin(), known.end(), is_known)) continue;
        ReadLine line = recogniser.read_well(text.ink, languages);
        if (line.confidence < legible || !looks_like_writing(line.text)) continue;
        lines.push_back({std::move(line), box, {}, text.ink});
    }
    return lines;
}

}  // namespace tk::ocr
