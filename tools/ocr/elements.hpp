#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ocr/icons.hpp"
#include "ocr/places.hpp"
#include "ocr/rectangles.hpp"
#include "ocr/regions.hpp"
#include "profile/profile.hpp"

namespace tk::ocr {

/// A part of the interface that is no text, as it was found.
struct FoundElement {
    profile::ElementProfile::Kind kind = profile::ElementProfile::Kind::panel;
    std::string name;  ///< the profile's; of a button found without one, its text
    cv::Rect box;
    double confidence = 0;
    std::optional<double> fill;  ///< share of a bar
};

/// "bar", "button", "icon" or "panel", as in records and profiles.
const char* kind_name(profile::ElementProfile::Kind kind);

/// The filled share of the bar whose inside is `bar` (CV_8UC3), and how clearly it ends there: filled pixels have
/// `hue`. Text over it does not count, for the most part of each column decides.
struct BarFill {
    double share = 0;
    double confidence = 0;
};
/// Measures it; `way`: where the bar grows to.
BarFill measure_bar(const cv::Mat& bar, const profile::HueRange& hue, profile::ElementProfile::Way way);

/// The element of a profile in `place` of `picture` (CV_8UC3); nothing when it is not there. `lines`: the text in
/// `place`, asked for buttons only.
std::optional<FoundElement> find_element(const cv::Mat& picture, const profile::ElementProfile& element,
                                         const cv::Rect& place, Icons& icons,
                                         const std::function<std::vector<PlacedLine>(const cv::Rect&)>& lines);

/// Panels, buttons (a text in the middle of a rectangle of its size) and bars (two rectangles of one height side by
/// side, the first of a strong colour) of a picture of which nothing is known. `lines`: its text. A bar that is full or
/// empty looks like any rectangle and is not found.
std::vector<FoundElement> find_elements(const cv::Mat& picture, const std::vector<PlacedLine>& lines);

}  // namespace tk::ocr
