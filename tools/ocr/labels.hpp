#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ocr/regions.hpp"

namespace tk::ocr {

/// A text within a line.
struct PlacedText {
    cv::Rect box;        ///< of its ink, in the picture
    std::string before;  ///< of the line
    std::string text;    ///< as it was read
    std::string after;   ///< of the line
    double share = 1;    ///< of its marks that are as wanted
    double confidence = 0;
};

/// `wanted` in `line`, as whole words. Case, accents and blanks do not count, and one mark in six may be misread.
/// Where it stands is known by the count of glyphs; when letters touch, by its share of the line.
std::optional<PlacedText> find_text(const PlacedLine& line, const std::string& wanted);

/// `wanted` in each of `lines`, the best readings only: what has misread marks does not stand beside what has none.
std::vector<PlacedText> find_text(const std::vector<PlacedLine>& lines, const std::string& wanted);

}  // namespace tk::ocr
