#include "grid-analyze/scene/highlight.hpp"

#include <algorithm>
#include <array>

#include "grid-analyze/scene/color.hpp"

namespace tk::grid {
namespace {

constexpr double least_value = 0.15;  // the hue of darker pixels means nothing
constexpr std::array<double, 3> opacities{0.35, 0.45, 0.6};
constexpr double least_paint_value = 0.3, least_paint_saturation = 0.6;
constexpr double shades_apart = 12;  // grey levels between the shades of floor: less cannot be seen through paint

/// For each highlight, of how many opacities the pixel looks as `floor` would under a translucent colour of its hue:
/// the floor's own hue shifts that of the mixture.
std::vector<int> paints_over(const cv::Vec3b& pixel, const cv::Vec3b& floor,
                             const std::vector<profile::NamedHue>& highlights) {
    std::vector<int> counts(highlights.size());
    if (difference(pixel, floor) <= same_shade) return counts;
    for (const double opacity : opacities) {
        cv::Vec3b paint;
        bool exists = true;
        for (int c = 0; c < 3 && exists; ++c) {
            const double value = (pixel[c] - (1 - opacity) * floor[c]) / opacity;
            exists = value > -30 && value < 285;
            paint[c] = cv::saturate_cast<uchar>(value);
        }
        if (!exists) continue;
        const Hsv colour = hsv_of(paint);
        if (colour.value <= least_paint_value || colour.saturation <= least_paint_saturation) continue;
        for (std::size_t i = 0; i < highlights.size(); ++i) counts[i] += matches(highlights[i].hue, colour) ? 1 : 0;
    }
    return counts;
}

}  // namespace

std::optional<std::size_t> highlight_of(const cv::Vec3b& pixel, const std::vector<profile::NamedHue>& highlights) {
    const Hsv colour = hsv_of(pixel);
    const auto found = std::find_if(highlights.begin(), highlights.end(),
                                    [&](const auto& highlight) { return matches(highlight.hue, colour); });
    if (found == highlights.end() || colour.value < least_value) return std::nullopt;
    return static_cast<std::size_t>(found - highlights.begin());
}

std::optional<Coat> coat_on(const Look& look, const cv::Vec3b& floor, const std::vector<profile::NamedHue>& highlights,
                            double least) {
    std::vector<int> as_it_stands(highlights.size()), shown(highlights.size()), votes(highlights.size());
    for (const cv::Vec3b& pixel : look.points) {
        const auto own = highlight_of(pixel, highlights);
        if (own) ++as_it_stands[*own];
        const std::vector<int> counts = paints_over(pixel, floor, highlights);
        for (std::size_t i = 0; i < highlights.size(); ++i) {
            shown[i] += own == i || counts[i] > 0 ? 1 : 0;
            votes[i] += own == i ? static_cast<int>(opacities.size()) : counts[i];
        }
    }
    const double needed = least * static_cast<double>(look.points.size());
    std::optional<Coat> best;
    int most = 0;
    for (std::size_t i = 0; i < highlights.size(); ++i) {
        if (shown[i] == 0 || shown[i] < needed || votes[i] <= most) continue;
        most = votes[i];
        best = Coat{i, as_it_stands[i] < needed};
    }
    return best;
}

std::optional<double> shown_through(const cv::Vec3b& colour, const cv::Vec3b& other, const cv::Vec3b& floor,
                                    const cv::Vec3b& other_floor) {
    const cv::Vec3d below = cv::Vec3d(floor) - cv::Vec3d(other_floor);
    const double apart = below.dot(below);
    if (apart < shades_apart * shades_apart) return std::nullopt;
    return (cv::Vec3d(colour) - cv::Vec3d(other)).dot(below) / apart;
}

}  // namespace tk::grid
