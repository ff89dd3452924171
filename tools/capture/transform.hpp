#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace tk::capture {

/// What is done to each picture before anything else looks at it, in this order: turned, cut, scaled, made gray.
struct Transform {
    std::optional<cv::Rect> crop;  ///< in pixels of the upright picture
    double scale = 1;
    bool gray = false;

    bool is_nothing() const { return !crop && scale == 1 && !gray; }
};

/// "X,Y,WIDTH,HEIGHT" in whole pixels. Throws UsageError, also for a rectangle without pixels.
cv::Rect parse_rectangle(std::string_view option, const std::string& text);

/// The part of `picture`, sharing its pixels. Throws RecordError `crop-outside`.
cv::Mat cut(const cv::Mat& picture, const cv::Rect& crop, const std::string& name);

/// The encoded picture `bytes` after `quarter_turns` clockwise and `transform`, as PPM (PGM when gray). Throws as
/// image::decode, and RecordError `crop-outside` when the cut is not within the picture. `name` is for messages.
std::string transformed(std::string_view bytes, const Transform& transform, int quarter_turns, const std::string& name);

}  // namespace tk::capture
