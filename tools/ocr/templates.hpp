#pragma once

#include <map>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "profile/profile.hpp"

namespace tk::ocr {

/// How unlike two looks (CV_8UC1 ink, tightened, of any heights) are: of the small squares of a line, a quarter of its
/// height, the one that differs most counts; its mean of the squared differences of ink (0 the same, 1 ink against
/// none) where it fits best within a few pixels. The worst square and not the mean, so that one other digit in a long
/// text is as unlike as another text. Nothing when their shapes already differ.
std::optional<double> unlikeness(const cv::Mat& kept, const cv::Mat& seen);

/// Looks below this are the same text. The same text drawn again in the same size is near 0. Drawn by its font in
/// another size, hinting changes its shapes: of four fonts two fifths to two thirds of such looks are below, the others
/// are read as if there were no template. Texts with one other character ("1 234" and "1 284", "O" and "Q") were 0.036
/// or more, and none below; what a font draws alike, as some do 0 and O, is alike here too.
inline constexpr double same_look = 0.035;

/// The pictures of the texts that a user corrected, each read once.
class Templates {
public:
    /// The text of the template that looks most like `ink` (tightened), if it is alike enough. `field`: the name of the
    /// field; empty for a line. Throws RecordError for a template whose picture cannot be used.
    std::optional<std::string> text_of(const cv::Mat& ink, const std::vector<profile::GlyphProfile>& glyphs,
                                       const std::string& field);

private:
    const cv::Mat& of(const std::string& path);

    std::map<std::string, cv::Mat> pictures_;
};

}  // namespace tk::ocr
