#include "grid-analyze/find/small_maps.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace tk::grid {
namespace {

/// The longer side of a map, in its pixels, and picture pixels to one of them where that is long enough.
struct Fineness {
    double shortest, longest, enough;
};
constexpr Fineness of_checkers{200, 480, 8}, of_turned{400, 640, 4};

double scale_for(const cv::Size& whole, const Fineness& fineness) {
    const double side = std::max(whole.width, whole.height);
    return std::max(1.0, side / std::clamp(side / fineness.enough, fineness.shortest, fineness.longest));
}

cv::Size made_smaller(const cv::Size& whole, double scale) {
    return {std::max(1, static_cast<int>(std::lround(whole.width / scale))),
            std::max(1, static_cast<int>(std::lround(whole.height / scale)))};
}

/// Means over about `reach` pixels to all sides, worked out on a quarter of the size, for they change slowly.
class Surroundings {
public:
    explicit Surroundings(int reach) : around_(2 * (reach / shrink) + 1) {}

    /// Of `map`; stays as it is until the next are asked for.
    const cv::Mat& of(const cv::Mat& map) {
        const cv::Size size{std::max(1, map.cols / shrink), std::max(1, map.rows / shrink)};
        cv::resize(map, small_, size, 0, 0, cv::INTER_AREA);
        cv::blur(small_, small_, {around_, around_}, {-1, -1}, cv::BORDER_REFLECT);
        cv::resize(small_, means_, map.size(), 0, 0, cv::INTER_LINEAR);
        return means_;
    }

private:
    static constexpr int shrink = 4;
    int around_;
    cv::Mat small_, means_;
};

/// Brightness over that of the surroundings in units of what is usual there, -1..1. What stands out is cut off before
/// the usual is worked out anew: else text and pieces, black on white, would drown pale shades beside them.
cv::Mat shades_of(const cv::Mat& brightness, int reach) {
    constexpr int rounds = 3;
    Surroundings brightness_around(reach), change_around(reach);
    cv::Mat values = brightness, changes, shades;
    for (int round = 0; round < rounds; ++round) {
        const cv::Mat& mean = brightness_around.of(values);
        cv::absdiff(values, mean, changes);
        const cv::Mat& spread = change_around.of(changes);
        shades.create(brightness.size(), CV_32F);
        for (int y = 0; y < brightness.rows; ++y) {
            const auto *bright = brightness.ptr<float>(y), *usual = mean.ptr<float>(y), *change = spread.ptr<float>(y);
            auto* to = shades.ptr<float>(y);
            if (round + 1 < rounds) {
                for (int x = 0; x < brightness.cols; ++x)
                    to[x] = std::clamp(bright[x], usual[x] - 1.5F * change[x], usual[x] + 1.5F * change[x]);
            } else {
                for (int x = 0; x < brightness.cols; ++x)
                    to[x] = std::clamp((bright[x] - usual[x]) / (0.7F * change[x] + 1), -1.0F, 1.0F);
            }
        }
        values = shades;
    }
    return shades;
}

}  // namespace

SmallMap small_shades(const EdgeField& field, bool is_fine) {
    const double scale = scale_for(field.size(), is_fine ? of_turned : of_checkers);
    const cv::Size size = made_smaller(field.size(), scale);
    cv::Mat small;
    cv::resize(field.picture(), small, size, 0, 0, cv::INTER_AREA);
    small.convertTo(small, CV_32F);
    return {shades_of(small, size.width / 10), scale};
}

}  // namespace tk::grid
