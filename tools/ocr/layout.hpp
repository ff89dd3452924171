#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <vector>

namespace tk::ocr {

/// A line of text that was found: its box in the picture searched, and its ink alone, cut to that box: what stands
/// between or beside the lines is left out.
struct FoundLine {
    cv::Rect box;
    cv::Mat ink;
};

/// The lines of a block of text such as a chat window, from top to bottom; each reaches over the whole width.
/// `ink`: of the block.
std::vector<FoundLine> lines_of_block(const cv::Mat& ink);

/// Lines of text anywhere in a picture, from top to bottom and left to right: rows of marks that are alike in height,
/// stand on one line and near each other. Texture may be among them. `ink`: by contrast, of the picture. `accept`,
/// where given, says of the box of a mark whether it may be part of a line.
std::vector<FoundLine> lines_anywhere(const cv::Mat& ink, const std::function<bool(const cv::Rect&)>& accept = {});

}  // namespace tk::ocr
