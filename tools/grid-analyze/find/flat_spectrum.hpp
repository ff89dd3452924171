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
        // A wave is its opposite: those that run to the left are not kept.
        const double across = k * place.across, down = l * place.down;
        return across < 0 ? at(column_of(-across), row_of(-down)) : at(column_of(across), row_of(down));
    }

    /// Where a frequency lies between two bins of one direction.
    struct Between {
        int bin, next;  ///< below 0 where the frequency is finer than the picture
        float share;    ///< of the way to the next
    };
    /// Of a frequency across, 0 or more, and of one down: for many that have one of them in common.
    Between column_of(double across) const { return between(to_bins(across, size_.width), over_.cols - 1); }
    Between row_of(double down) const {
        const float y = to_bins(down, size_.height);
        const Between row = between(y < 0 ? y + static_cast<float>(size_.height) : y, over_.rows);
        return {row.bin, row.next == over_.rows ? 0 : row.next, row.share};
    }
    double at(const Between& column, const Between& row) const {
        constexpr float strongest = 6;
        return static_cast<double>(std::min(value(over_, column, row), strongest));
    }
    /// The amplitude itself, `k` and `l` not below 0.
    double amplitude_at(const Place& place, double k, double l) const {
        return static_cast<double>(value(amplitude_, column_of(k * place.across), row_of(l * place.down)));
    }
    /// How much a bin is in cycles to a pixel.
    double bin_across() const { return 1 / (size_.width * scale_); }
    double bin_down() const { return 1 / (size_.height * scale_); }
    double scale() const { return scale_; }

private:
    float to_bins(double frequency, int bins) const { return static_cast<float>(frequency * bins * scale_); }
    /// Harmonics of small cells may be finer than the picture is.
    static Between between(float at, int end) {
        const int bin = static_cast<int>(at);
        return at < 0 || bin >= end ? Between{-1, -1, 0} : Between{bin, bin + 1, at - static_cast<float>(bin)};
    }
    static float value(const cv::Mat& values, const Between& column, const Between& row) {
        if (column.bin < 0 || row.bin < 0) return 0;
        const auto *here = values.ptr<float>(row.bin) + column.bin, *below = values.ptr<float>(row.next) + column.bin;
        const float u = column.share, v = row.share;
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
