#include "ocr/anchors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "ocr/cache.hpp"
#include "ocr/labels.hpp"
#include "ocr/regions.hpp"

namespace tk::ocr {

namespace {

cv::Rect pixels_in(const cv::Rect2d& box, const cv::Mat& picture) {
    return cv::Rect(cv::Point(cvFloor(box.x), cvFloor(box.y)), cv::Point(cvCeil(box.br().x), cvCeil(box.br().y))) &
           cv::Rect({}, picture.size());
}

/// The height of a text is a few whole pixels, its width many: where it is known how wide it is for its height, the
/// width tells the scale better.
cv::Rect2d with_exact_height(const cv::Rect2d& box, double aspect) {
    if (aspect <= 1) return box;
    const double height = box.width / aspect;
    // Where the two do not agree the letters are not those that were expected.
    if (std::abs(height - box.height) > std::max(1.5, box.height * 0.15)) return box;
    return {box.x, box.y + (box.height - height) / 2, box.width, height};
}

FoundAnchor from_matches(std::vector<PlacedText> found, const profile::AnchorProfile& anchor) {
    FoundAnchor result;
    // Labels begin their lines: the same word within a sentence of the chat is none.
    const auto begins = [](const PlacedText& text) { return text.before.empty(); };
    if (std::any_of(found.begin(), found.end(), begins)) std::erase_if(found, std::not_fn(begins));
    if (found.size() == 1) {
        result.box = with_exact_height(found[0].box, anchor.aspect);
        result.confidence = found[0].confidence;
    } else if (found.empty()) {
        result.reason = fmt::format("there is no text `{}`", anchor.label);
    } else {
        result.reason = fmt::format("the text `{}` stands at {} places", anchor.label, found.size());
    }
    return result;
}

}  // namespace

AnchorFinder::Seen AnchorFinder::find_icon_anchor(const cv::Mat& picture, const cv::Mat& icon, const cv::Rect& area,
                                                  const Seen& last) {
    Seen now;
    std::optional<IconMatch> match;
    if (!last.anchor.box.empty()) {
        match = find_icon_again(picture, icon, {last.anchor.box, last.scale, last.anchor.confidence});
    }
    if (!match) {
        // A second place that is nearly as like it may be the right one.
        constexpr double clear = 0.04;
        const std::vector<IconMatch> matches = find_icon(picture(area), icon);
        if (matches.empty()) {
            now.anchor.reason = "there is no such icon";
        } else if (matches.size() > 1 && matches[1].score > matches[0].score - clear) {
            now.anchor.reason = "its icon is at several places";
        } else {
            match = matches[0];
            match->box += cv::Point2d(area.tl());
        }
    }
    if (match) {
        now.anchor.box = match->box;
        now.anchor.confidence = match->score;
        now.scale = match->scale;
    }
    return now;
}

FoundAnchors AnchorFinder::find(const cv::Mat& picture, const profile::Profile& profile, const LinesIn& lines_in,
                                Icons& icons) {
    FoundAnchors found;
    for (const profile::AnchorProfile& anchor : profile.anchors) {
        Seen& last = seen_[profile.name + '\n' + anchor.name];
        const cv::Rect area = place_of(anchor.area, picture.size());
        const cv::Rect before = pixels_in(last.anchor.box, picture);
        if (!before.empty() && hash_pixels(picture(before)) == last.pixels) {
            found[anchor.name] = last.anchor;
            continue;
        }
        Seen now;
        const std::uint64_t area_pixels = area.empty() ? 0 : hash_pixels(picture(area));
        if (area.empty()) {
            now.anchor.reason = "its area is outside the picture";
        } else if (area_pixels == last.area_pixels) {
            now = last;
        } else if (anchor.icon.empty()) {
            std::vector<PlacedText> labels = find_text(lines_in(area, ""), anchor.label);
            if (labels.empty()) labels = find_text(lines_in(area, anchor.label), anchor.label);
            now.anchor = from_matches(labels, anchor);
        } else {
            now = find_icon_anchor(picture, icons.of(anchor.icon), area, last);
        }
        const cv::Rect pixels = pixels_in(now.anchor.box, picture);
        now.pixels = pixels.empty() ? 0 : hash_pixels(picture(pixels));
        now.area_pixels = area_pixels;
        last = now;
        found[anchor.name] = now.anchor;
    }
    return found;
}

}  // namespace tk::ocr
