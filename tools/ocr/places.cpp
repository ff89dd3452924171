#include "ocr/places.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tk::ocr {

namespace {

/// The pixels that `box` touches, of a picture of `size`.
cv::Rect touched(const cv::Rect2d& box, cv::Size size) {
    const int left = static_cast<int>(std::floor(box.x + 1e-6));
    const int top = static_cast<int>(std::floor(box.y + 1e-6));
    const int right = static_cast<int>(std::ceil(box.x + box.width - 1e-6));
    const int bottom = static_cast<int>(std::ceil(box.y + box.height - 1e-6));
    return cv::Rect(left, top, right - left, bottom - top) & cv::Rect({}, size);
}

}  // namespace

cv::Rect place_of(const profile::RelativeBox& box, cv::Size size) {
    return touched({box.x * size.width, box.y * size.height, box.width * size.width, box.height * size.height}, size);
}

Located locate(const profile::Place& place, const FoundAnchors& anchors, cv::Size size) {
    Located located;
    if (place.anchor.empty()) {
        located.box = place_of(place.box, size);
        if (located.box.empty()) located.reason = "its place is outside the picture";
        return located;
    }
    const auto anchor = anchors.find(place.anchor);
    if (anchor == anchors.end() || anchor->second.box.empty()) {
        located.reason = fmt::format("its anchor `{}` was not found: {}", place.anchor,
                                     anchor == anchors.end() ? "it is not known" : anchor->second.reason);
        return located;
    }
    const cv::Rect2d& from = anchor->second.box;
    const double unit = from.height;
    located.box = touched(
        {from.x + place.box.x * unit, from.y + place.box.y * unit, place.box.width * unit, place.box.height * unit},
        size);
    if (located.box.empty()) {
        located.reason = fmt::format("from where its anchor `{}` is, it is outside the picture", place.anchor);
    }
    return located;
}

}  // namespace tk::ocr
