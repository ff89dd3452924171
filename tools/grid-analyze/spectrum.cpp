#include "grid-analyze/spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "grid-analyze/fourier.hpp"

namespace tk::grid {
namespace {

constexpr int first_harmonics = 3, all_harmonics = 20;
constexpr double finest = 0.42;  // cycles to a value
constexpr double strongest = 6;  // amplitude that counts in full: one frequency alone makes no board
constexpr double weight_of_shades = 0.5;
constexpr std::size_t first_guesses = 10;
/// Harmonics that are looked at, and the steps of a climb in bins.
struct Stage {
    int harmonics;
    double first_step, last_step;
};
constexpr Stage stages[] = {{3, 0.4, 0.15}, {6, 0.25, 0.08}, {all_harmonics, 0.15, 0.02}};
constexpr int beside = 15, along = 25;  // bins that are the surroundings of one

/// Two frequencies, in cycles to a pixel of the picture, and how well they show as 1/width and 1/height.
struct Place {
    double across = 0, down = 0, score = 0;

    double ratio() const { return down / across; }
    bool is_near(const Place& other, double share) const {
        return std::abs(other.across / across - 1) < share && std::abs(other.ratio() - ratio()) < 0.13;
    }
};

bool is_better(const Place& a, const Place& b) {
    return a.score > b.score;
}

/// The amplitudes of a picture's frequencies over those around them.
class Spectrum {
public:
    explicit Spectrum(const FlatPicture& flat)
        : size_(cv::getOptimalDFTSize(flat.values.cols), cv::getOptimalDFTSize(flat.values.rows)), scale_(flat.scale) {
        cv::Mat power = half_power(flat.values, size_), amplitude, around;
        cv::sqrt(power, amplitude);
        cv::blur(amplitude, around, {beside, beside}, {-1, -1}, cv::BORDER_REFLECT);
        // A board that fills a part of the picture spreads over more than one bin.
        cv::blur(power, amplitude, {3, 3}, {-1, -1}, cv::BORDER_REFLECT);
        cv::sqrt(amplitude, amplitude);
        over_ = power;  // its place
        for (int y = 0; y < over_.rows; ++y) {
            const auto *here = amplitude.ptr<float>(y), *usual = around.ptr<float>(y);
            auto* to = over_.ptr<float>(y);
            for (int x = 0; x < over_.cols; ++x) to[x] = here[x] / (1.13F * usual[x] + 1e-3F);
        }
        weigh_axes(amplitude);
        amplitude_ = amplitude;
    }

    /// The amplitude at `k` times and `l` times the frequencies of `place` over that around it, about 1 where nothing
    /// repeats.
    double at(const Place& place, double k, double l) const {
        return std::min(static_cast<double>(value(over_, place, k, l)), strongest);
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

    /// Frames of windows and lines of text, level and upright, fill the axes of the spectrum: there a bin has to stand
    /// above those before and after it on the axis.
    void weigh_axes(const cv::Mat& amplitude) {
        cv::Mat before_after;
        const auto take_less = [](cv::Mat to, const cv::Mat& from) { cv::min(to, from, to); };
        for (const int row : {0, 1, amplitude.rows - 1}) {
            cv::blur(amplitude.row(row), before_after, {along, 1}, {-1, -1}, cv::BORDER_REFLECT);
            take_less(over_.row(row), amplitude.row(row) / (before_after + 1e-3));
        }
        const cv::Mat columns = amplitude.colRange(0, std::min(2, amplitude.cols));
        cv::blur(columns, before_after, {1, along}, {-1, -1}, cv::BORDER_REFLECT);
        take_less(over_.colRange(0, columns.cols), columns / (before_after + 1e-3));
    }

    cv::Size size_;
    double scale_;
    cv::Mat amplitude_;
    cv::Mat over_;  // CV_32F, a row for each frequency down (negative ones behind), a column for each across
};

double score_of_lines(const Spectrum& spectrum, const Place& place, int harmonics) {
    double sum = 0;
    int count = 0;
    for (int k = 1; k <= harmonics && (k == 1 || k * place.down * spectrum.scale() <= finest); ++k, ++count)
        sum += std::sqrt(spectrum.at(place, k, k) * spectrum.at(place, k, -k)) - 1;
    return sum / std::sqrt(static_cast<double>(count));
}

double score_of_shades(const Spectrum& spectrum, const Place& place) {
    // Amplitudes of a checkerboard: 1 on the axes, 1/3, 1/5 and 1/7 beside the diagonals.
    const auto both = [&](double k, double l) {
        return std::sqrt(spectrum.at(place, k, l) * spectrum.at(place, k, -l)) - 1;
    };
    double sum = std::sqrt(spectrum.at(place, 1, 0) * spectrum.at(place, 0, 1)) - 1, squares = 1;
    for (const auto& [k, weight] : {std::pair{1, 0.7}, {2, 0.45}, {3, 0.3}}) {
        sum += weight * (both(k + 1, k) + both(k, k + 1));
        squares += 2 * weight * weight;
    }
    return sum / std::sqrt(squares);
}

/// Upright squares as wide as the cells, or as high, have harmonics on the diagonals too; but also between them.
double score_of_upright(const Spectrum& spectrum, const Place& place) {
    const auto mean = [&](std::initializer_list<std::pair<double, double>> nodes) {
        double sum = 0;
        for (const auto& [k, l] : nodes) sum += spectrum.at(place, k, l) - 1;
        return sum / std::sqrt(static_cast<double>(nodes.size()));
    };
    return std::max(mean({{0, 0.5}, {0, 1.5}, {1, 0.5}, {1, -0.5}, {1, 1.5}, {1, -1.5}}),
                    mean({{0.5, 0}, {1.5, 0}, {0.5, 1}, {0.5, -1}, {1.5, 1}, {1.5, -1}}));
}

double level_of(const Spectrum& spectrum, const Place& place) {
    const double own =
        std::max(std::min(spectrum.amplitude_at(place, 1, 1), spectrum.amplitude_at(place, 1, -1)), 1e-6);
    const double rows = std::max(spectrum.amplitude_at(place, 0, 0.5), spectrum.amplitude_at(place, 0, 1.5));
    const double columns = std::max(spectrum.amplitude_at(place, 0.5, 0), spectrum.amplitude_at(place, 1.5, 0));
    return std::max(rows, columns) / own;
}

Place scored(const Spectrum& spectrum, Place place, int harmonics) {
    const double lines = std::max(0.0, score_of_lines(spectrum, place, harmonics));
    const double shades = weight_of_shades * std::max(0.0, score_of_shades(spectrum, place));
    place.score = std::hypot(lines, shades);
    return place;
}

/// The best of the places, none of which is near a better one.
std::vector<Place> best_apart(std::vector<Place> places, std::size_t count, double share) {
    std::sort(places.begin(), places.end(), is_better);
    std::vector<Place> best;
    for (const Place& place : places) {
        if (best.size() == count) break;
        if (std::none_of(best.begin(), best.end(), [&](const Place& other) { return place.is_near(other, share); }))
            best.push_back(place);
    }
    return best;
}

std::vector<Place> first_looks(const Spectrum& spectrum, Ratios ratios) {
    std::vector<Place> places;
    for (double across = 1 / most_cell_width; across <= 1 / least_cell_width; across += spectrum.bin_across() / 2) {
        for (double down = ratios.least * across; down <= ratios.most * across; down += spectrum.bin_down() / 2)
            places.push_back(scored(spectrum, {across, down}, first_harmonics));
    }
    return best_apart(std::move(places), first_guesses, 0.04);
}

/// Climbs with few harmonics, which are broad, and then with ever more, which are exact but have peaks beside.
Place climbed(const Spectrum& spectrum, Place place) {
    for (const auto& [harmonics, first_step, last_step] : stages) {
        place = scored(spectrum, place, harmonics);
        for (double step = first_step; step > last_step;) {
            Place top = place;
            for (const auto& [i, j] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                const Place next{place.across + i * step * spectrum.bin_across(),
                                 place.down + j * step * spectrum.bin_down()};
                const Place there = scored(spectrum, next, harmonics);
                if (there.score > top.score) top = there;
            }
            if (top.score <= place.score) step /= 2;
            place = top;
        }
    }
    return place;
}

bool is_allowed(const Place& place, Ratios ratios) {
    return place.across > 0.98 / most_cell_width && place.across < 1.02 / least_cell_width &&
           place.ratio() > ratios.least - 0.02 && place.ratio() < ratios.most + 0.02;
}

}  // namespace

std::vector<PeriodGuess> find_periods(const FlatPicture& flat, std::size_t count, Ratios ratios) {
    const Spectrum spectrum(flat);
    std::vector<Place> places;
    const auto add = [&](const Place& place) {
        const Place top = climbed(spectrum, place);
        if (is_allowed(top, ratios)) places.push_back(top);
        return top;
    };
    for (const Place& first : first_looks(spectrum, ratios)) {
        const Place top = add(first);
        for (const double times : {2.0, 3.0, 1 / 2.0, 1 / 3.0, 1 / 4.0}) {
            const Place other{times * top.across, times * top.down};
            if (is_allowed(other, ratios)) add(other);
        }
    }
    std::vector<PeriodGuess> guesses;
    for (const Place& place : best_apart(std::move(places), count, 0.03))
        guesses.push_back({1 / place.across, place.ratio(), place.score, score_of_upright(spectrum, place),
                           level_of(spectrum, place)});
    return guesses;
}

}  // namespace tk::grid
