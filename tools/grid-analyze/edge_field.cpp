#include "grid-analyze/edge_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "grid-analyze/line_rows.hpp"

namespace tk::grid {
namespace {

constexpr double most_pixels = 2.6e6;  // larger pictures are halved: a line stays visible, the time stays bounded
constexpr double few_pixels = 6e5;     // smaller pictures are quickly looked at as they are
constexpr int directions = 36;         // of lines
constexpr float strongest = 3;
constexpr float skew = 1.2F;  // lines that run otherwise count less: at 40 degrees nothing; as in mark_lines

constexpr double most_short = 32767;
constexpr float least_run = 10;  // of the surroundings: less is nothing but noise

short absolute(short a) {
    return a < 0 ? static_cast<short>(-a) : a;
}

void add_strength(const short* gx, const short* gy, int count, int* to) {
    for (int i = 0; i < count; ++i) to[i] += absolute(gx[i]) + absolute(gy[i]);
}

/// Steps along a line of direction (dx, dy).
using Run = std::array<cv::Point, run_length>;

Run run_along(double dx, double dy) {
    Run result;
    for (int k = -run_reach; k <= run_reach; ++k)
        result[static_cast<std::size_t>(k + run_reach)] = {static_cast<int>(std::lround(k * dx)),
                                                           static_cast<int>(std::lround(k * dy))};
    return result;
}

/// The run through the first pixel of a row. `padded`: with run_reach pixels more on each side.
RunRow run_row(const cv::Mat& padded, const Run& steps, int row) {
    RunRow from{};
    for (std::size_t k = 0; k < from.size(); ++k)
        from[k] = padded.ptr<short>(row + run_reach + steps[k].y) + run_reach + steps[k].x;
    return from;
}

}  // namespace

EdgeField::EdgeField(const cv::Mat& gray, Detail detail) : size_(gray.size()) {
    const bool is_coarse = detail == Detail::coarse && static_cast<double>(gray.total()) > few_pixels;
    const int shrink = (static_cast<double>(gray.total()) > most_pixels ? 2 : 1) * (is_coarse ? 2 : 1);
    picture_ = gray;
    if (shrink > 1) {
        scale_ = shrink;
        pixels_ = 1.0 / shrink;
        cv::resize(gray, picture_, {gray.cols / shrink, gray.rows / shrink}, 0, 0, cv::INTER_AREA);
    }
    cv::Sobel(picture_, gx_, CV_16S, 1, 0);
    cv::Sobel(picture_, gy_, CV_16S, 0, 1);
    weight_ = mean_strength();
    const int around = is_coarse ? 3 : 5;  // blocks: about the same part of the picture
    cv::blur(weight_, weight_, {around, around});
    weight_ = 1 / (weight_ + 10);
}

cv::Mat EdgeField::mean_strength() const {
    cv::Mat result((gx_.rows + block - 1) / block, (gx_.cols + block - 1) / block, CV_32F);
    std::vector<int> columns(static_cast<std::size_t>(gx_.cols));
    for (int j = 0; j < result.rows; ++j) {
        std::fill(columns.begin(), columns.end(), 0);
        int rows = 0;
        for (int y = j * block; y < std::min((j + 1) * block, gx_.rows); y += 2, ++rows)
            add_strength(gx_.ptr<short>(y), gy_.ptr<short>(y), gx_.cols, columns.data());
        for (int i = 0; i < result.cols; ++i) {
            const auto from = columns.begin() + i * block;
            const auto width = std::min<std::ptrdiff_t>(block, columns.end() - from);
            result.at<float>(j, i) =
                static_cast<float>(std::accumulate(from, from + width, 0)) / static_cast<float>(width * rows);
        }
    }
    return result;
}

float EdgeField::over_surroundings(float gx, float gy, int x, int y, float nx, float ny) const {
    const float over = std::abs(nx * gx + ny * gy) - skew * std::abs(ny * gx - nx * gy);
    return std::clamp(over * weight_.at<float>(y / block, x / block), 0.0F, strongest);
}

void EdgeField::prepare_lines() const {
    cv::copyMakeBorder(gx_, padded_x_, run_reach, run_reach, run_reach, run_reach, cv::BORDER_REPLICATE);
    cv::copyMakeBorder(gy_, padded_y_, run_reach, run_reach, run_reach, run_reach, cv::BORDER_REPLICATE);
    const Run down = run_along(0, 1), right = run_along(1, 0);
    cv::Mat mean((gx_.rows + block - 1) / block, (gx_.cols + block - 1) / block, CV_32F);
    const auto width = static_cast<std::size_t>(gx_.cols);
    std::vector<int> columns(width);
    std::vector<short> sums_x(width), sums_y(width);
    for (int j = 0; j < mean.rows; ++j) {
        std::fill(columns.begin(), columns.end(), 0);
        int rows = 0;
        for (int y = j * block; y < std::min((j + 1) * block, gx_.rows); y += 4, ++rows) {
            sum_runs(run_row(padded_x_, down, y), gx_.cols, sums_x.data());
            sum_runs(run_row(padded_y_, right, y), gx_.cols, sums_y.data());
            add_strength(sums_x.data(), sums_y.data(), gx_.cols, columns.data());
        }
        for (int i = 0; i < mean.cols; ++i) {
            const auto from = columns.begin() + i * block;
            const auto wide = std::min<std::ptrdiff_t>(block, columns.end() - from);
            mean.at<float>(j, i) = static_cast<float>(std::accumulate(from, from + wide, 0)) /
                                   static_cast<float>(wide * rows * run_length);
        }
    }
    const int around = scale_ > 1 ? 3 : 5;
    cv::blur(mean, mean, {around, around});
    line_weight_ = 1 / (mean + static_cast<double>(least_run));
}

const LineMap& EdgeField::lines(float nx, float ny) const {
    const double turn =
        std::atan2(static_cast<double>(ny), static_cast<double>(nx)) / std::numbers::pi;  // a line's: 0..1
    const int direction = static_cast<int>(std::lround(turn * directions + 2 * directions)) % directions;
    const auto known = lines_.find(direction);
    if (known != lines_.end()) return known->second;
    if (padded_x_.empty()) prepare_lines();
    const double angle = std::numbers::pi * direction / directions;
    const LineNormal normal{static_cast<short>(std::lround(std::cos(angle) * most_short)),
                            static_cast<short>(std::lround(std::sin(angle) * most_short))};
    const Run steps = run_along(-std::sin(angle), std::cos(angle));
    cv::Mat map(gx_.size(), CV_8S);
    std::vector<short> times(static_cast<std::size_t>(gx_.cols));
    for (int row = 0; row < map.rows; ++row) {
        if (row % block == 0) {
            const auto* weight = line_weight_.ptr<float>(row / block);
            for (int i = 0; i < map.cols; ++i) {
                // The normal loses half: half a turn is 32767, not 65536.
                const float share = weight[i / block] * (2 * LineMap::steps / run_length);
                times[static_cast<std::size_t>(i)] = static_cast<short>(share * 32767);
            }
        }
        mark_lines(run_row(padded_x_, steps, row), run_row(padded_y_, steps, row), normal, times.data(),
                   static_cast<short>(strongest * LineMap::steps), map.cols, map.ptr<std::int8_t>(row));
    }
    return lines_.emplace(direction, LineMap(std::move(map), pixels_)).first->second;
}

float EdgeField::across_smoothly(board::Point p, float nx, float ny) const {
    const double px = p.x * pixels_ - 0.5, py = p.y * pixels_ - 0.5;
    const int x = static_cast<int>(px), y = static_cast<int>(py);
    if (px < 0 || py < 0 || x + 1 >= gx_.cols || y + 1 >= gx_.rows) return 0;
    const auto u = static_cast<float>(px - x), v = static_cast<float>(py - y);
    const auto between = [&](const cv::Mat& map) {
        const auto* above = map.ptr<short>(y) + x;
        const auto* below = map.ptr<short>(y + 1) + x;
        return (1 - v) * ((1 - u) * above[0] + u * above[1]) + v * ((1 - u) * below[0] + u * below[1]);
    };
    return over_surroundings(between(gx_), between(gy_), x, y, nx, ny);
}

cv::Mat EdgeField::strength() const {
    cv::Mat result(gx_.size(), CV_32F);
    for (int y = 0; y < result.rows; ++y) {
        const auto* gx = gx_.ptr<short>(y);
        const auto* gy = gy_.ptr<short>(y);
        const auto* weight = weight_.ptr<float>(y / block);
        auto* to = result.ptr<float>(y);
        for (int start = 0; start < result.cols; start += block) {
            const float times = weight[start / block];
            const int end = std::min(start + block, result.cols);
            for (int x = start; x < end; ++x) {
                const int sum = std::abs(static_cast<int>(gx[x])) + std::abs(static_cast<int>(gy[x]));
                to[x] = std::min(static_cast<float>(sum) * times, strongest);
            }
        }
    }
    return result;
}

}  // namespace tk::grid
