#pragma once

#include <functional>
#include <map>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "ocr/icons.hpp"
#include "ocr/places.hpp"
#include "ocr/regions.hpp"
#include "profile/profile.hpp"

namespace tk::ocr {

/// The lines of text in a part of the present picture; with `expected`, faint ones with these words too.
using LinesIn = std::function<std::vector<PlacedLine>(const cv::Rect& area, const std::string& expected)>;

/// Finds the anchors of a profile. In the next picture each is first looked for where it was: it is still there when
/// its pixels are the same, or, an icon, when it is found close by.
class AnchorFinder {
public:
    /// `picture`: CV_8UC3. What stands at several places is no anchor; the reason says so.
    FoundAnchors find(const cv::Mat& picture, const profile::Profile& profile, const LinesIn& lines_in, Icons& icons);

private:
    struct Seen {
        FoundAnchor anchor;
        double scale = 1;               ///< of an icon
        std::uint64_t pixels = 0;       ///< hash of its own
        std::uint64_t area_pixels = 0;  ///< hash of those it was looked for in
    };
    static Seen find_icon_anchor(const cv::Mat& picture, const cv::Mat& icon, const cv::Rect& area, const Seen& last);

    std::map<std::string, Seen> seen_;  ///< by profile and anchor
};

}  // namespace tk::ocr
