#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tk::capture {

/// By how much a channel (0..255) must differ before its pixel counts as changed: lossy pictures and videos flicker.
inline constexpr int change_tolerance = 8;

/// How a picture differs from the one before.
struct Change {
    double share = 0;             ///< of the pixels, 0..1
    std::vector<cv::Rect> boxes;  ///< around the changed pixels: one for each group of them, from top to bottom
};

/// At most so many boxes are told apart; where there are more, one stands around all of them.
inline constexpr std::size_t most_boxes = 32;

/// Compares two pictures of 8-bit colours. All of the picture has changed when their sizes differ. Changed pixels
/// belong to one box when the blocks of 16 x 16 pixels in which they lie touch.
Change compare_pictures(const cv::Mat& before, const cv::Mat& after);

/// Compares each picture with the last one that was kept, so that slow changes add up until they count.
class ChangeDetector {
public:
    /// How it differs from the picture kept last; nothing for the first picture. `bytes`: the encoded
    /// picture, decoded only when it is not the same file over again. Errors as image::decode.
    std::optional<Change> compare(std::string_view bytes, const std::string& name);

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
