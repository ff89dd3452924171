#include "grid-analyze/find/checker_guesses.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "grid-analyze/find/cell_sizes.hpp"
#include "grid-analyze/find/fourier.hpp"
#include "grid-analyze/find/parabola.hpp"

namespace tk::grid {
namespace {

using board::Kind;
using board::Point;

constexpr double least_of_wave = 3.2;  // map pixels to a wave across
constexpr double most_apart = 1.12;    // width to height of squares, either way

/// The spectrum of one part of a map.
class Spectrum {
public:
    /// `window`: of the size of the part.
    Spectrum(const cv::Mat& map, const cv::Rect& part, const cv::Mat& window)
        : part_(part), columns_(cv::getOptimalDFTSize(part.width)) {
        cv::Mat piece;
        cv::subtract(map(part), cv::mean(map(part)), piece);
        cv::multiply(piece, window, piece);
        const double energy = piece.dot(piece);
        values_ = half_spectrum(piece, {columns_, cv::getOptimalDFTSize(part.height)});
        const auto norm = static_cast<float>(energy > 0 ? 1 / energy : 0);
        amplitudes_.create(values_.size(), CV_32F);
        for (int y = 0; y < amplitudes_.rows; ++y) {
            const auto* from = values_.ptr<cv::Vec2f>(y);
            auto* to = amplitudes_.ptr<float>(y);
            for (int x = 0; x < amplitudes_.cols; ++x)
                to[x] = std::sqrt((from[x][0] * from[x][0] + from[x][1] * from[x][1]) * norm);
        }
    }
    int columns() const { return columns_; }
    int rows() const { return values_.rows; }
    const cv::Rect& part() const { return part_; }

    /// `kx`, `ky`: periods in the padded part; may be negative.
    double amplitude(int kx, int ky) const {
        // A wave is its opposite: those of the right half are not kept.
        const int x = wrap(kx, columns());
        return x < amplitudes_.cols ? amplitudes_.at<float>(wrap(ky, rows()), x)
                                    : amplitudes_.at<float>(wrap(-ky, rows()), columns() - x);
    }
    /// The amplitude over what is usual for such waves in this part: slow waves are strong in every picture.
    double peak(int kx, int ky) const {
        double sum = 0;
        for (int dy = -3; dy <= 3; ++dy) {
            for (int dx = -3; dx <= 3; ++dx) sum += amplitude(kx + dx, ky + dy);
        }
        return amplitude(kx, ky) / (sum / 49 + 0.3);
    }
    /// Turns by which the wave is ahead at the corner of the part, measured at the middle of the corner's pixel.
    double phase(int kx, int ky) const {
        const int x = wrap(kx, columns());
        const bool is_kept = x < values_.cols;
        const auto value = is_kept ? values_.at<cv::Vec2f>(wrap(ky, rows()), x)
                                   : values_.at<cv::Vec2f>(wrap(-ky, rows()), columns() - x);
        return std::atan2(is_kept ? value[1] : -value[1], value[0]) / (2 * std::numbers::pi);
    }

private:
    static int wrap(int k, int n) { return k < 0 ? k + n : k < n ? k : k - n; }  // waves are at most n from zero
    cv::Rect part_;
    int columns_;
    cv::Mat values_, amplitudes_;  // of waves across from 0 to half the columns
};

/// A wave of a spectrum at its top between the bins: frequencies a pixel, and how far ahead (turns) it is at the
/// middle of the part.
struct Wave {
    double fx = 0, fy = 0, amplitude = 0, phase = 0;
};

Wave wave_at(const Spectrum& s, int kx, int ky) {
    Wave wave;
    wave.amplitude = s.amplitude(kx, ky);
    const double dx = top_of_parabola(s.amplitude(kx - 1, ky), wave.amplitude, s.amplitude(kx + 1, ky));
    const double dy = top_of_parabola(s.amplitude(kx, ky - 1), wave.amplitude, s.amplitude(kx, ky + 1));
    wave.fx = (kx + dx) / s.columns();
    wave.fy = (ky + dy) / s.rows();
    // The window is even about its middle, so there the phase is that of the wave whatever the bin.
    const double mx = (s.part().width - 1) / 2.0, my = (s.part().height - 1) / 2.0;
    wave.phase = s.phase(kx, ky) + kx * mx / s.columns() + ky * my / s.rows();
    return wave;
}

std::vector<cv::Rect> parts_of(const cv::Size& size, Parts parts) {
    if (parts == Parts::whole) return {{{0, 0}, size}};
    const cv::Size part{std::max(size.width / 2, std::min(size.width, 32)),
                        std::max(size.height / 2, std::min(size.height, 32))};
    const int right = size.width - part.width, below = size.height - part.height;
    // The corners and the middle hold most of any board.
    return {
        {{0, 0}, part}, {{right, 0}, part}, {{right / 2, below / 2}, part}, {{0, below}, part}, {{right, below}, part}};
}

bool is_too_small(const cv::Rect& part) {
    return part.width < 16 || part.height < 16;
}

/// That fades out a part, all of which have one size.
cv::Mat window_for(const std::vector<cv::Rect>& parts) {
    cv::Mat window;
    cv::createHanningWindow(window, parts.front().size(), CV_32F);
    return window;
}

Point middle_of(const cv::Rect& part) {
    return {part.x + part.width / 2.0, part.y + part.height / 2.0};
}

/// `width`, `height` and `middle` are in pixels of the map.
Guess guess_from(Kind kind, Point origin, double width, double height, const cv::Rect& part, double score,
                 double scale) {
    return {kind,
            {{origin.x * scale, origin.y * scale}, width * scale, height * scale},
            {part.x * scale, part.y * scale, part.width * scale, part.height * scale},
            score};
}

std::vector<Guess> checkers_in(const Spectrum& s, double scale) {
    std::vector<Guess> found;
    const int last_x = static_cast<int>(s.columns() / std::max(least_of_wave, 2 * least_guessed_checker / scale));
    const int first = std::max(2, static_cast<int>(s.columns() * scale / (2 * most_cell_by_spectrum)));
    for (int kx = first; kx <= last_x; ++kx) {
        const double ky_even = static_cast<double>(kx) * s.rows() / s.columns();
        const int low = std::max(2, static_cast<int>(std::floor(ky_even / most_apart)));
        const int high = std::min(static_cast<int>(std::ceil(ky_even * most_apart)), s.rows() / 2 - 2);
        for (int ky = low; ky <= high; ++ky) {
            const double a = s.amplitude(kx, ky), b = s.amplitude(kx, -ky);
            if (a * b < 2.5) continue;
            if (std::max({s.amplitude(kx - 1, ky), s.amplitude(kx + 1, ky), s.amplitude(kx, ky - 1),
                          s.amplitude(kx, ky + 1)}) > a)
                continue;
            const double score = std::sqrt(s.peak(kx, ky) * s.peak(kx, -ky));
            if (score < 1.5) continue;
            const Wave up = wave_at(s, kx, ky), down = wave_at(s, kx, -ky);
            const double fx = (up.fx + down.fx) / 2, fy = (up.fy - down.fy) / 2;
            // A light cell's centre is where both waves are at their top: fx x + fy y = -phase (and so on).
            const double p = -up.phase, q = -down.phase;
            const Point m = middle_of(s.part());
            // up: cos(2 pi (fx dx + fy dy) + 2 pi phase).
            const double dx = (p + q) / (2 * fx), dy = (p - q) / (2 * fy);
            found.push_back(guess_from(Kind::square, {m.x + dx, m.y + dy}, 0.5 / fx, 0.5 / fy, s.part(), score, scale));
        }
    }
    return found;
}

/// The best guesses, each period once.
std::vector<Guess> best_of(std::vector<Guess> all, std::size_t count) {
    std::sort(all.begin(), all.end(), [](const Guess& a, const Guess& b) { return a.score > b.score; });
    std::vector<Guess> best;
    for (const Guess& guess : all) {
        if (best.size() == count) break;
        const auto is_same = [&](const Guess& other) {
            return other.kind == guess.kind && std::abs(other.placement.width / guess.placement.width - 1) < 0.04 &&
                   std::abs(other.placement.height / guess.placement.height - 1) < 0.04;
        };
        if (std::none_of(best.begin(), best.end(), is_same)) best.push_back(guess);
    }
    return best;
}

}  // namespace

std::vector<Guess> guess_checkers(const SmallMap& shades, Parts parts, std::size_t count) {
    std::vector<Guess> found;
    const auto places = parts_of(shades.values.size(), parts);
    if (is_too_small(places.front())) return {};
    const cv::Mat window = window_for(places);
    for (const cv::Rect& part : places) {
        const auto of_part = checkers_in(Spectrum(shades.values, part, window), shades.scale);
        found.insert(found.end(), of_part.begin(), of_part.end());
    }
    return best_of(std::move(found), count);
}

}  // namespace tk::grid
