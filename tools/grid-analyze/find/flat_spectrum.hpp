#pragma once

#include <algorithm>
#include <opencv2/core.hpp>
#include <utility>
#include <vector>

#include "grid-analyze/find/flat_picture.hpp"

namespace tk::grid {

/// Two frequencies, in cycles to a pixel of the picture, and how well they show as those of a lattice.
struct Place {
    double across = 0, down = 0, score = 0;

    double ratio() const { return down / across; }
    bool is_near(const Place& other, double share) const;
};

/// The best of the places, best first, none of which is near a better one (`share` of its frequency).
std::vector<Place> best_apart(std::vector<Place> places, std::size_t count, double share);

/// The amplitudes of a flat picture's frequencies over those around them.
class FlatSpectrum {
public:
    explicit FlatSpectrum(const FlatPicture& flat);

    /// Cycles to a value of the flat picture: what is finer is blurred in most pictures.
    static constexpr double finest = 0.42;

    /// The amplitude at `k` times and `l` times the frequencies of `place` over that around it, about 1 where nothing
    /// repeats. One frequency alone makes no board, so none counts more than 6.
    double at(const Place& place, double k, double l) const {
        constexpr float strongest = 6;
        return static_cast<double>(std::min(value(over_, place, k, l), strongest));
    }
    /// The amplitude itself.
    double amplitude_at(const Place& place, double k, double l) const {
        return static_cast<double>(value(amplitude_, place, k, l));
    }
    /// How much a bin is in cycles to a pixel.
    double bin_across() const { return 1 / (size_.width * scale_); }
    double bin_down() const { return 1 / (size_.height * scale_); }
    double scale() const { return scale_; }

private:
    float value(const cv::Mat& values, const Place& place, double k, double l) const {
        auto x = static_cast<float>(k * place.across * size_.width * scale_);
        auto y = static_cast<float>(l * place.down * size_.height * scale_);
        if (x < 0) {
            x = -x;
            y = -y;
        }
        if (y < 0) y += static_cast<float>(size_.height);
        const int i = static_cast<int>(x), j = static_cast<int>(y);
        // Harmonics of small cells may be finer than the picture is.
        if (y < 0 || i + 1 >= values.cols || j >= values.rows) return 0;
        const auto* here = values.ptr<float>(j) + i;
        const auto* below = values.ptr<float>(j + 1 == values.rows ? 0 : j + 1) + i;
        const float u = x - static_cast<float>(i), v = y - static_cast<float>(j);
        return (1 - v) * ((1 - u) * here[0] + u * here[1]) + v * ((1 - u) * below[0] + u * below[1]);
    }
    void weigh_axes(const cv::Mat& amplitude);

    cv::Size size_;
    double scale_;
    cv::Mat amplitude_;
    cv::Mat over_;  // CV_32F, a row for each frequency down (negative ones behind), a column for each across
};

/// Climbs to where `scored(place)`, a place with its score, is greatest: by steps of bins that halve from `first` down
/// to `last` where none helps.
template <class Scored>
Place uphill(const FlatSpectrum& spectrum, Place place, double first, double last, const Scored& scored) {
    place = scored(place);
    for (double step = first; step > last;) {
        Place top = place;
        for (const auto& [i, j] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
            const Place there = scored(
                Place{place.across + i * step * spectrum.bin_across(), place.down + j * step * spectrum.bin_down()});
            if (there.score > top.score) top = there;
        }
        if (top.score <= place.score) step /= 2;
        place = top;
    }
    return place;
}

}  // namespace tk::grid
