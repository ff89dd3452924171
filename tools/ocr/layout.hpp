#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <vector>

#include "ocr/ink.hpp"

namespace tk::ocr {

/// The lines of a block of text such as a chat window, from top to bottom; each holds its own ink alone, tightened.
/// A line is cut in two at a gap of several letters.
std::vector<InkPart> lines_of_block(const FlatInk& block);

/// Lines of text anywhere in a picture, from top to bottom and left to right: rows of marks that are alike in height,
/// stand on one line and near each other. Texture may be among them. `ink`: by contrast, of the picture; what is
/// fainter than `level` is texture. `accept` says of the box of a mark whether it may be part of a line.
std::vector<InkPart> lines_anywhere(const cv::Mat& ink, int level, const std::function<bool(const cv::Rect&)>& accept);

}  // namespace tk::ocr
