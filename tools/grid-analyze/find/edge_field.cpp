#include "grid-analyze/find/edge_field.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "grid-analyze/find/line_rows.hpp"

namespace tk::grid {
namespace {

constexpr double most_pixels = 2.6e6;  // larger pictures are halved: a line stays visible, the time stays bounded
constexpr double few_pixels = 6e5;     // smaller pictures are quickly looked at as they are
constexpr int directions = 36;         // of lines

}  // namespace

EdgeField::EdgeField(const cv::Mat& gray, Detail detail) : size_(gray.size()) {
    const double pixels = static_cast<double>(gray.total());
    const bool is_coarse = detail >= Detail::coarse && pixels > few_pixels;
    const int shrink = (detail >= Detail::fine && pixels > most_pixels ? 2 : 1) * (is_coarse ? 2 : 1) *
                       (detail == Detail::coarsest ? 2 : 1);
    picture_ = gray;
    if (shrink > 1) {
        scale_ = shrink;
        pixels_ = 1.0 / shrink;
        cv::resize(gray, picture_, {gray.cols / shrink, gray.rows / shrink}, 0, 0, cv::INTER_AREA);
    }
    padded_x_ = padded_for_lines(picture_.size());
    padded_y_ = padded_for_lines(picture_.size());
    const cv::Rect inside({run_reach, run_reach}, picture_.size());
    gx_ = padded_x_(inside);
    gy_ = padded_y_(inside);
    cv::spatialGradient(picture_, gx_, gy_);
    fill_rim(padded_x_, picture_.size());
    fill_rim(padded_y_, picture_.size());
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

const LineMap& EdgeField::line_map(float nx, float ny) const {
    const double turn =
        std::atan2(static_cast<double>(ny), static_cast<double>(nx)) / std::numbers::pi;  // a line's: 0..1
    const int direction = static_cast<int>(std::lround(turn * directions + 2 * directions)) % directions;
    const auto known = lines_.find(direction);
    if (known != lines_.end()) return known->second;
    if (!line_source_) line_source_ = std::make_shared<LineSource>(padded_x_, padded_y_, picture_.size(), scale_ > 1);
    const double angle = std::numbers::pi * direction / directions;
    return lines_.emplace(direction, LineMap(line_source_, angle, pixels_)).first->second;
}

WeighedGradient EdgeField::weighed_gradient() const {
    return {gx_.ptr<short>(),
            gy_.ptr<short>(),
            gx_.cols,
            gx_.rows,
            static_cast<int>(gx_.step1()),
            weight_.ptr<float>(),
            static_cast<int>(weight_.step1())};
}

float EdgeField::across_smoothly(board::Point p, float nx, float ny) const {
    return strength_at(weighed_gradient(), {p.x * pixels_ - 0.5, p.y * pixels_ - 0.5}, {nx, ny});
}

std::array<float, places_in_row> EdgeField::across_smoothly(board::Point first, board::Point step, float nx,
                                                            float ny) const {
    return strengths_in_row(weighed_gradient(), {first.x * pixels_ - 0.5, first.y * pixels_ - 0.5},
                            {step.x * pixels_, step.y * pixels_}, {nx, ny});
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
                to[x] = std::min(static_cast<float>(sum) * times, LineMap::strongest);
            }
        }
    }
    return result;
}

const EdgeField& EdgeFields::exact(double width, double height, double enough) const {
    return std::min(width, height) >= enough * fine.scale() ? fine : full();
}

const EdgeField& EdgeFields::full() const {
    if (fine.scale() == 1) return fine;
    if (!full_) full_.emplace(gray_, EdgeField::Detail::full);
    return *full_;
}

EdgeFields EdgeFields::sharp() const {
    EdgeFields fields = *this;
    fields.fine = full();
    fields.is_sharp_ = true;
    return fields;
}

const EdgeField& EdgeFields::for_any(double width, double height) const {
    const EdgeField& fitting = exact(width, height, least_cell_of_field);
    return fitting.scale() < fine.scale() ? fitting : suited(width, height);
}

}  // namespace tk::grid
