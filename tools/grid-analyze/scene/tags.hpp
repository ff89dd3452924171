#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "board/placement.hpp"

namespace tk::grid {

/// A health bar over the board, in pixels.
struct Bar {
    cv::Rect box;      ///< of the fill and the empty part
    double share = 0;  ///< how much is filled, 0..1
};

/// A line of text that `ocr` read on a name plate.
struct Plate {
    cv::Rect box;
    std::string name;
    double confidence = 1;
};

/// Bar and plate that belong together; either may be missing.
struct Tag {
    std::optional<Bar> bar;
    std::optional<Plate> plate;
    bool has_marker = false;  ///< the mark of the one who plays is above it

    cv::Rect box() const;
    double middle() const { return box().x + box().width / 2.0; }
};

/// Finds the bars above the given points (the feet of those who stand on the board): a run of one bright colour that
/// ends in a dark one, framed by dark pixels, its middle above the point.
std::vector<Bar> find_bars(const cv::Mat& picture, const board::Placement& placement,
                           const std::vector<board::Point>& feet);

/// Joins each plate with the bar below it.
std::vector<Tag> join_tags(const std::vector<Bar>& bars, const std::vector<Plate>& plates,
                           const board::Placement& placement);

/// Marks the tag under the largest bright yellow spot, if one stands out.
std::vector<Tag> mark_active(const cv::Mat& picture, std::vector<Tag> tags, const board::Placement& placement);

}  // namespace tk::grid
