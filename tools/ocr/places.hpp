#pragma once

#include <map>
#include <opencv2/core.hpp>
#include <string>

#include "profile/profile.hpp"

namespace tk::ocr {

/// What became of an anchor in a picture.
struct FoundAnchor {
    cv::Rect2d box;  ///< empty when it was not found
    double confidence = 0;
    std::string reason;  ///< why it was not found
};

/// By name.
using FoundAnchors = std::map<std::string, FoundAnchor>;

/// A place of a profile in pixels.
struct Located {
    cv::Rect box;        ///< cut to the picture
    std::string reason;  ///< why `box` is empty
};

/// `place` in pixels of a picture of `size` in which `anchors` were found.
Located locate(const profile::Place& place, const FoundAnchors& anchors, cv::Size size);

/// A relative box in pixels of a picture of `size`, cut to it.
cv::Rect place_of(const profile::RelativeBox& box, cv::Size size);

}  // namespace tk::ocr
