#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "ocr/ink.hpp"

namespace tk::ocr {

/// A connected spot of solid ink: a letter, a part of one, or anything else.
struct Mark {
    cv::Rect box;
    int area = 0;
};

/// All marks of a picture. Mark i has label i + 1 in `labels` (CV_32S).
struct Marks {
    std::vector<Mark> marks;
    cv::Mat labels;
};

/// The connected marks of `ink` (CV_8UC1) above `level`.
Marks find_marks(const cv::Mat& ink, int level);

/// The ink of the marks `members` alone, tightened; the faint ink of an edge stays with its mark.
InkPart cut_out(const cv::Mat& ink, const Marks& marks, const std::vector<std::size_t>& members);

}  // namespace tk::ocr
