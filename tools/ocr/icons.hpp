#pragma once

#include <map>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

namespace tk::ocr {

/// Where an icon is in a picture.
struct IconMatch {
    cv::Rect2d box;
    double scale = 1;  ///< of the icon's own picture
    double score = 0;  ///< normalised correlation of the colours, to 1
};

/// Sizes at which an icon is sought, as shares of its own picture.
inline constexpr double least_scale = 0.45, most_scale = 3.2;

/// The places of `icon` in `picture` (both CV_8UC3) at any scale, the best first; none overlaps another. Brightness and
/// contrast do not count. Coarse to fine: a small copy of the icon over pictures of many sizes, then the best places
/// with all their pixels.
std::vector<IconMatch> find_icon(const cv::Mat& picture, const cv::Mat& icon);

/// The icon near where it was last seen and at nearly the same size, which takes little time.
std::optional<IconMatch> find_icon_again(const cv::Mat& picture, const cv::Mat& icon, const IconMatch& last);

/// The pictures of icons, each read once.
class Icons {
public:
    /// Throws RecordError when the file is no picture, or shows nothing that could be found again.
    const cv::Mat& of(const std::string& path);

private:
    std::map<std::string, cv::Mat> icons_;
};

}  // namespace tk::ocr
