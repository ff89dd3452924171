#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

namespace tk::grid {

/// A kind of entity as a picture of one shows it.
struct Template {
    std::string kind;
    cv::Mat gray;  ///< CV_8U, at least 8 pixels to each side
};

/// What somebody was recognised as.
struct Likeness {
    std::string kind;
    double confidence = 0;  ///< 0..1
};

/// The pictures (PNG, JPEG, PPM) of a folder, sorted by name. The kind is the file's name up to its first dot, so that
/// wolf.png and wolf.2.png are two views of one. Throws Error for a folder without pictures and for pictures that are
/// too small.
std::vector<Template> read_templates(const std::string& folder);

/// The kind whose template is found best within `box` of `gray` (CV_8U), at any size from 0.45 of the box to all of it.
/// Both the shades and the edges count, so that another ground changes little. Nothing when none is like enough, or
/// when another kind is nearly as like.
std::optional<Likeness> recognise(const cv::Mat& gray, const cv::Rect& box, const std::vector<Template>& templates);

}  // namespace tk::grid
