#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <string_view>

namespace tk::ocr {

/// `text`, which was read from the line `ink` (tightened), with circumflex and diaeresis told apart by what stands over
/// the letters: two spots or one peak. Models of language guess between û and ü, and drop the second dot of ï, in words
/// they do not know, which is what the names of a game are. Where the marks over the letters are not as many as the
/// letters that carry one, nothing is changed.
std::string settle_accents(std::string_view text, const cv::Mat& ink);

}  // namespace tk::ocr
