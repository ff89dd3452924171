#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace tk::capture {

/// By how much a channel (0..255) must differ before its pixel counts as changed: lossy pictures and videos flicker.
inline constexpr int change_tolerance = 8;

/// The share (0..1) of pixels that differ between two pictures of 8-bit colours; 1 when their sizes differ.
double changed_share(const cv::Mat& before, const cv::Mat& after);

/// Compares each picture with the last one that was kept, so that slow changes add up until they count.
class ChangeDetector {
public:
    /// The share of pixels that differ from the picture kept last; nothing for the first picture. `bytes`: the encoded
    /// picture, decoded only when it is not the same file over again. Errors as image::decode.
    std::optional<double> compare(std::string_view bytes, const std::string& name);

    /// The picture given to `compare` last is the one to compare with from now on. Not after a share of 0.
    void keep();

private:
    struct Seen {
        std::string bytes;
        cv::Mat pixels;
    };
    Seen kept_;
    Seen latest_;
};

}  // namespace tk::capture
