#include "grid-analyze/edge_field.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace tk::grid {
namespace {

constexpr double most_pixels = 2.6e6;  // larger pictures are halved: a line stays visible, the time stays bounded
constexpr float strongest = 3;
constexpr float skew = 1.2F;  // lines that run otherwise count less: at 40 degrees nothing

}  // namespace

EdgeField::EdgeField(const cv::Mat& gray) : size_(gray.size()) {
    cv::Mat picture = gray;
    if (static_cast<double>(gray.total()) > most_pixels) {
        scale_ = 2;
        pixels_ = 0.5;
        cv::resize(gray, picture, {gray.cols / 2, gray.rows / 2}, 0, 0, cv::INTER_AREA);
    }
    cv::Sobel(picture, gx_, CV_16S, 1, 0);
    cv::Sobel(picture, gy_, CV_16S, 0, 1);
    cv::Mat ax, ay;
    cv::convertScaleAbs(gx_, ax, 0.125);
    cv::convertScaleAbs(gy_, ay, 0.125);
    cv::add(ax, ay, ax);
    cv::resize(ax, ay, {(picture.cols + block - 1) / block, (picture.rows + block - 1) / block}, 0, 0, cv::INTER_AREA);
    ay.convertTo(weight_, CV_32F, 8);
    cv::blur(weight_, weight_, {5, 5});
    weight_ = 1 / (weight_ + 10);
}

float EdgeField::over_surroundings(float gx, float gy, int x, int y, float nx, float ny) const {
    const float over = std::abs(nx * gx + ny * gy) - skew * std::abs(ny * gx - nx * gy);
    return std::clamp(over * weight_.at<float>(y / block, x / block), 0.0F, strongest);
}

float EdgeField::across(board::Point p, float nx, float ny) const {
    const int x = static_cast<int>(p.x * pixels_), y = static_cast<int>(p.y * pixels_);
    if (p.x < 0 || p.y < 0 || x >= gx_.cols || y >= gx_.rows) return 0;
    return over_surroundings(gx_.at<short>(y, x), gy_.at<short>(y, x), x, y, nx, ny);
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
