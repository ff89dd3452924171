#include "grid-analyze/spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace tk::grid {
namespace {

constexpr int bins = 4096;  // longer projections wrap around, which only adds noise
constexpr double bin = 2;   // pixels that were looked at
constexpr double ratio_step = 0.02;
constexpr int harmonics = 3;

/// Row 2i + family: the points of the family projected with the i-th ratio.
cv::Mat project(const IsoEdges& edges, const std::vector<double>& ratios) {
    cv::Mat rows = cv::Mat::zeros(static_cast<int>(ratios.size()) * 2, bins, CV_32F);
    const auto scale = static_cast<float>(1 / (bin * edges.scale));
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        for (std::size_t family = 0; family < 2; ++family) {
            const auto slope = static_cast<float>(family == 0 ? ratios[i] : -ratios[i]);
            const float offset = family == 0 ? 0 : -slope * static_cast<float>(edges.size.height);
            auto* row = rows.ptr<float>(static_cast<int>(2 * i + family));
            for (const auto& point : edges.families[family])
                row[static_cast<int>((point.x + slope * point.y + offset) * scale) & (bins - 1)] += point.weight;
        }
    }
    return rows;
}

/// Takes away what changes slowly and cuts off single strong lines, so that only repetition counts.
void flatten(cv::Mat& rows) {
    cv::Mat slow;
    cv::blur(rows, slow, {75, 1});
    rows -= slow;
    for (int i = 0; i < rows.rows; ++i) {
        cv::Mat row = rows.row(i);
        const double limit = 3 * std::sqrt(row.dot(row) / bins);
        cv::min(row, limit, row);
        cv::max(row, -limit, row);
    }
}

/// Amplitudes of the transform of each row over the amplitude of noise with the same energy.
cv::Mat amplitudes(const cv::Mat& rows) {
    cv::Mat packed, result(rows.rows, bins / 2, CV_32F, cv::Scalar(0));
    cv::dft(rows, packed, cv::DFT_ROWS);
    for (int i = 0; i < rows.rows; ++i) {
        const cv::Mat row = rows.row(i);
        const double energy = row.dot(row);
        if (energy <= 0) continue;
        const auto norm = static_cast<float>(1 / std::sqrt(energy));
        const auto* from = packed.ptr<float>(i);
        auto* to = result.ptr<float>(i);
        for (int k = 1; k < bins / 2; ++k) to[k] = std::hypot(from[2 * k - 1], from[2 * k]) * norm;
    }
    return result;
}

}  // namespace

std::vector<PeriodGuess> find_periods(const IsoEdges& edges, std::size_t count) {
    std::vector<double> ratios;
    for (double ratio = least_ratio; ratio < most_ratio + ratio_step / 2; ratio += ratio_step) ratios.push_back(ratio);
    cv::Mat rows = project(edges, ratios);
    flatten(rows);
    const cv::Mat amplitude = amplitudes(rows);

    std::vector<PeriodGuess> all;
    const int first = static_cast<int>(bins * bin * edges.scale / most_cell_width);
    const int last = std::min(static_cast<int>(bins * bin * edges.scale / least_cell_width), bins / 4);
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        const auto* a = amplitude.ptr<float>(static_cast<int>(2 * i));
        const auto* b = amplitude.ptr<float>(static_cast<int>(2 * i + 1));
        for (int k = std::max(first, 1); k <= last; ++k) {
            double score = 0;
            for (int m = 1; m <= harmonics && m * k < bins / 2; ++m)
                score += std::sqrt(static_cast<double>(a[m * k]) * static_cast<double>(b[m * k]));
            all.push_back({bins * bin * edges.scale / k, ratios[i], score / harmonics});
        }
    }
    std::sort(all.begin(), all.end(), [](const PeriodGuess& a, const PeriodGuess& b) { return a.score > b.score; });
    std::vector<PeriodGuess> best;
    for (const auto& guess : all) {
        if (best.size() == count) break;
        const bool known = std::any_of(best.begin(), best.end(), [&](const PeriodGuess& other) {
            return std::abs(other.width / guess.width - 1) < 0.06 && std::abs(other.ratio - guess.ratio) < 0.13;
        });
        if (!known) best.push_back(guess);
    }
    return best;
}

}  // namespace tk::grid
