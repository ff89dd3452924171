#include "grid-analyze/find/square_lines.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "grid-analyze/find/cell_sizes.hpp"
#include "grid-analyze/find/flat_spectrum.hpp"
#include "grid-analyze/find/fourier.hpp"

namespace tk::grid {
namespace {

constexpr int finer = 8;  // bins of a spectrum to one of the profile's own
constexpr int most_harmonics = 40;
constexpr double step = 1.0 / 8;        // of a bin: the last harmonics tell the period
constexpr float strongest = 6;          // power over that around, that counts in full
constexpr float most_deviations = 2.5;  // of a profile: frames of windows are far stronger than lines
constexpr double most_apart = 1.06;     // width to height, either way
constexpr std::size_t most_combs = 4;   // either way

/// Lines that repeat along a profile.
struct Comb {
    double period = 0;  ///< values
    double score = 0;
};

/// The sums of the columns or the rows of a picture, without what changes slowly.
std::vector<float> profile_of(const cv::Mat& values, bool is_across) {
    cv::Mat sums, slow;
    cv::reduce(values, sums, is_across ? 0 : 1, cv::REDUCE_SUM, CV_32F);
    sums = sums.reshape(1, 1);
    cv::blur(sums, slow, {61, 1}, {-1, -1}, cv::BORDER_REFLECT);
    sums -= slow;
    cv::Scalar mean, deviation;
    cv::meanStdDev(sums, mean, deviation);
    const float most = most_deviations * static_cast<float>(deviation[0]);
    std::vector<float> profile(static_cast<std::size_t>(sums.cols));
    std::transform(sums.begin<float>(), sums.end<float>(), profile.begin(),
                   [&](float value) { return std::clamp(value, -most, most); });
    return profile;
}

/// The power of a profile's frequencies over that around them, `finer` bins to each of its own.
std::vector<float> power_of(const std::vector<float>& profile, int bins) {
    cv::Mat padded = cv::Mat::zeros(1, bins, CV_32F);
    std::copy(profile.begin(), profile.end(), padded.ptr<float>());
    const cv::Mat spectrum = half_spectra_of_rows(padded);
    cv::Mat power(1, spectrum.cols, CV_32F), around;
    for (int k = 0; k < spectrum.cols; ++k) {
        const auto& wave = spectrum.at<cv::Vec2f>(0, k);
        power.at<float>(0, k) = wave[0] * wave[0] + wave[1] * wave[1];
    }
    constexpr int reach = 25 * finer;
    cv::blur(power, around, {2 * reach + 1, 1}, {-1, -1}, cv::BORDER_REFLECT);
    std::vector<float> over(static_cast<std::size_t>(power.cols));
    for (int k = 0; k < power.cols; ++k)
        over[static_cast<std::size_t>(k)] =
            std::min(power.at<float>(0, k) / (around.at<float>(0, k) + 1e-6F), strongest);
    return over;
}

/// The combs that show best, none of which has nearly the period of a better one.
std::vector<Comb> combs_of(const std::vector<float>& profile, double scale) {
    const int bins = cv::getOptimalDFTSize(finer * static_cast<int>(profile.size()));
    const auto over = power_of(profile, bins);
    std::vector<Comb> combs;
    const double first = bins * scale / most_cell_by_spectrum, last = bins * scale / least_cell_by_spectrum;
    Comb before, here;
    for (double at = first; at <= last; at += step) {
        double sum = 0;
        int count = 0;
        for (int k = 1; k <= most_harmonics && k * at <= FlatSpectrum::finest * bins; ++k, ++count)
            sum += static_cast<double>(over[static_cast<std::size_t>(k * at + 0.5)]) - 1;
        const Comb comb{bins / at, sum / std::sqrt(std::max(count, 1))};
        if (here.score > before.score && here.score >= comb.score) combs.push_back(here);
        before = std::exchange(here, comb);
    }
    std::sort(combs.begin(), combs.end(), [](const Comb& a, const Comb& b) { return a.score > b.score; });
    std::vector<Comb> best;
    for (const Comb& comb : combs) {
        if (best.size() == most_combs) break;
        const auto is_near = [&](const Comb& other) { return std::abs(other.period / comb.period - 1) < 0.03; };
        if (std::none_of(best.begin(), best.end(), is_near)) best.push_back(comb);
    }
    return best;
}

/// Where the first line of a comb lies on a profile, values: bright or dark, it stands out most.
double first_line(const std::vector<float>& profile, double period) {
    double best = 0, most = -1;
    for (double from = 0; from < period; from += 0.25) {
        double sum = 0;
        int count = 0;
        for (double at = from; at + 1 < static_cast<double>(profile.size()); at += period, ++count) {
            const auto i = static_cast<std::size_t>(at);
            const double share = at - static_cast<double>(i);
            sum += (1 - share) * static_cast<double>(profile[i]) + share * static_cast<double>(profile[i + 1]);
        }
        if (count == 0 || std::abs(sum) / count <= most) continue;
        most = std::abs(sum) / count;
        best = from;
    }
    return best;
}

}  // namespace

std::optional<Guess> guess_squares_of_whole(const FlatPicture& flat) {
    constexpr int least_values = 64;
    if (flat.values.cols < least_values || flat.values.rows < least_values) return std::nullopt;
    const auto across = profile_of(flat.values, true), down = profile_of(flat.values, false);
    const auto upright = combs_of(across, flat.scale), level = combs_of(down, flat.scale);
    std::optional<Guess> best;
    for (const Comb& x : upright) {
        for (const Comb& y : level) {
            const double apart = std::max(x.period / y.period, y.period / x.period);
            const double score = std::sqrt(std::max(x.score, 0.0) * std::max(y.score, 0.0));
            if (apart > most_apart || score <= (best ? best->score : 0)) continue;
            const auto middle = [&](const std::vector<float>& profile, double period) {
                return (first_line(profile, period) + 0.5 + period / 2) * flat.scale;
            };
            best = Guess{
                board::Kind::square,
                {{middle(across, x.period), middle(down, y.period)}, x.period * flat.scale, y.period * flat.scale},
                cv::Rect2d({0, 0}, cv::Size2d(flat.size)),
                score};
        }
    }
    return best;
}

}  // namespace tk::grid
