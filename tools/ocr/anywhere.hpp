#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <vector>

#include "ocr/ink.hpp"
#include "ocr/likeness.hpp"

namespace tk::ocr {

/// Lines of text anywhere in a picture, from top to bottom and left to right: rows of marks that are alike in height,
/// stand on one line and near each other. Texture may be among them. `ink`: by contrast, of the picture; what is
/// fainter than `level` is texture. `accept` says of the box of a mark whether it may be part of a line.
std::vector<InkPart> lines_anywhere(const cv::Mat& ink, int level, const std::function<bool(const cv::Rect&)>& accept);

/// A row of marks that may be a line of text.
struct Candidate {
    InkPart part;
    LineTraits traits;
    LineColours colours;
    double likeness = 0;
    bool is_lone = false;  ///< one or two characters on plain ground with nothing beside them, as in a cell of a table
};

/// The contrasts at which marks are sought. Text over art that is nearly as bright comes apart from it only at a
/// higher level, faint text shows only at a low one.
inline constexpr int contrast_levels[] = {40, 75, 115, 165};

/// As `lines_anywhere`, each with its traits.
std::vector<Candidate> candidates_at(const cv::Mat& picture, const cv::Mat& ink, int level);

/// What may be a line of text in a picture (CV_8UC3), the likeliest first: of either polarity, at any contrast, so that
/// one text gives several candidates. Places that are certainly texture are left out.
std::vector<Candidate> find_candidates(const cv::Mat& picture);

}  // namespace tk::ocr
