#pragma once

#include <opencv2/core.hpp>

#include "ocr/interface.hpp"

namespace tk::ocr {

/// `picture` with what was read in it: a box around each line (green; yellow below a confidence of 0.8) and each field
/// (blue; red where it has no value), and beside the picture, at the height of each box, what was cut out there
/// and the text that was read. Characters beyond ASCII show without their accents.
cv::Mat debug_image(const cv::Mat& picture, const ReadPicture& read);

}  // namespace tk::ocr
