#include "grid-analyze/find/checker_turned.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "grid-analyze/find/fourier.hpp"

namespace tk::grid {
namespace {

constexpr double least_period = 8;    // map pixels: waves that are finer are text and hatching
constexpr double least_waves = 4;     // across the map
constexpr double least_turn = 3;      // degrees from the axes and from the diagonals
constexpr double least_strength = 7;  // times the usual amplitude of waves as long; isometric boards reach 5.7
constexpr float least_of_strongest = 0.3F;
constexpr int room = 512;  // of the spectrum, each way

/// Amplitudes of all waves, faded out to the rim of the map; wave (x, y) of `room` each way is at [y][x], for x from 0
/// to half of them: each wave is its opposite.
cv::Mat spectrum_of(const cv::Mat& shades) {
    const cv::Size size(std::min(shades.cols, room), std::min(shades.rows, room));
    const cv::Rect part({(shades.cols - size.width) / 2, (shades.rows - size.height) / 2}, size);
    cv::Mat window, piece, amplitudes;
    cv::createHanningWindow(window, size, CV_32F);
    cv::subtract(shades(part), cv::mean(shades(part)), piece);
    cv::multiply(piece, window, piece);
    cv::sqrt(half_power(piece, {room, room}), amplitudes);
    return amplitudes;
}

float at(const cv::Mat& amplitudes, int kx, int ky) {
    return kx < 0 ? at(amplitudes, -kx, -ky) : amplitudes.at<float>((ky + room) % room, kx);
}

/// The greatest amplitude at a wave and beside it.
float near(const cv::Mat& amplitudes, int kx, int ky) {
    float most = 0;
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) most = std::max(most, at(amplitudes, kx + dx, ky + dy));
    }
    return most;
}

}  // namespace

bool shows_turned_checkers(const cv::Mat& shades) {
    if (shades.cols < 32 || shades.rows < 32) return false;
    const cv::Mat amplitudes = spectrum_of(shades);
    constexpr int last = static_cast<int>(room / least_period);
    const double first = least_waves * room / std::min({shades.cols, shades.rows, room});
    // Slow waves are strong in every picture: a wave stands out among those of its own length.
    std::vector<double> sums(2 * last + 1), counts(2 * last + 1);
    float strongest = 0;
    for (int ky = -last; ky <= last; ++ky) {
        for (int kx = 0; kx <= last; ++kx) {
            const auto length = static_cast<std::size_t>(std::hypot(kx, ky));
            sums[length] += at(amplitudes, kx, ky);
            if (static_cast<double>(length) >= first) strongest = std::max(strongest, at(amplitudes, kx, ky));
            counts[length] += 1;
        }
    }
    double most = 0;
    for (int ky = -last; ky <= last; ++ky) {
        for (int kx = 0; kx <= last; ++kx) {
            const auto length = static_cast<std::size_t>(std::hypot(kx, ky));
            const double angle = std::atan2(ky, kx) * 180 / std::numbers::pi;
            if (static_cast<double>(length) < first || std::abs(angle - 45 * std::round(angle / 45)) < least_turn)
                continue;
            const float both = std::min(at(amplitudes, kx, ky), near(amplitudes, -ky, kx));
            // On an even ground nothing else drowns the weak waves that any lattice has at right angles.
            if (both < least_of_strongest * strongest) continue;
            most = std::max(most, both * counts[length] / (sums[length] + 1e-9));
        }
    }
    return most >= least_strength;
}

}  // namespace tk::grid
