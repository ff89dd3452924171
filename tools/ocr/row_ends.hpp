#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <vector>

#include "ocr/marks.hpp"

namespace tk::ocr {

/// `row` (indices into `marks`) without marks that are much fainter than the rest: art that shows between outlined
/// letters.
std::vector<std::size_t> without_ghosts(const std::vector<std::size_t>& row, const Marks& marks, const cv::Mat& ink);

/// `row` without the icons that stand before or behind its text. An icon is apart from the text and reaches beyond it
/// above and below, or has other ink than the letters. A line is scaled by its height, so that an icon would make its
/// letters too small to be read.
std::vector<std::size_t> without_icons(const std::vector<std::size_t>& row, const Marks& marks, const cv::Mat& ink);

}  // namespace tk::ocr
