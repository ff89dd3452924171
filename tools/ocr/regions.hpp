#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "ocr/recogniser.hpp"
#include "profile/profile.hpp"

namespace tk::ocr {

/// A line of text in a picture.
struct PlacedLine {
    ReadLine line;
    cv::Rect box;              ///< of the ink, in the picture
    std::string region;        ///< of the profile; empty when it was found without one
    cv::Mat ink;               ///< as it was read, of the size of `box`
    bool by_template = false;  ///< the text is that of a template of the profile
};

/// Reads the lines of a block of text (a chat window), from top to bottom. `place` is in `picture` (CV_8UC3).
std::vector<PlacedLine> read_block(const cv::Mat& picture, const cv::Rect& place, const std::string& languages,
                                   Recogniser& recogniser);

/// Reads light text on small opaque dark plates anywhere in `place`, but for text in the boxes `known` of the picture.
std::vector<PlacedLine> read_plates(const cv::Mat& picture, const cv::Rect& place, const std::vector<cv::Rect>& known,
                                    const std::string& languages, Recogniser& recogniser);

/// Reads text wherever it is found in `place`, light or dark, over anything. Texture that was taken for text is left
/// out by how confident the recogniser is, so faint text may be missed; a line with the words `expected` in it is less
/// likely to be texture and needs less confidence.
std::vector<PlacedLine> read_anywhere(const cv::Mat& picture, const cv::Rect& place, const std::string& languages,
                                      Recogniser& recogniser, const std::string& expected = "");

}  // namespace tk::ocr
