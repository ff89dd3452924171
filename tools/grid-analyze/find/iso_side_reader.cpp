#include "grid-analyze/find/iso_side_reader.hpp"

#include <algorithm>

namespace tk::grid {
namespace {

constexpr double length = 0.8;  // of a side
constexpr int most_samples = 10;

}  // namespace

SideReader::SideReader(const FlatPicture& flat, const Lattice& lattice)
    : values_(flat.values),
      pixels_(1 / flat.scale),
      half_width_(lattice.width / 2 * pixels_),
      half_height_(lattice.height / 2 * pixels_),
      samples_(std::clamp(static_cast<int>(length * half_width_), 3, most_samples)),
      step_(static_cast<float>(length * half_width_ / samples_)),
      first_(static_cast<float>(length * half_width_ * (0.5 / samples_ - 0.5))) {}

double SideReader::mean_along(Point middle, bool rises, double away) const {
    const double x = middle.x * pixels_ - 0.5 + (rises ? away : -away) * half_width_;
    const double y = middle.y * pixels_ - 0.5 + away * half_height_;
    if (x < half_width_ + 1 || x > values_.cols - half_width_ - 2 || y < half_height_ + 1 ||
        y > values_.rows - half_height_ - 2)
        return 0;
    const auto slope = static_cast<float>((rises ? -half_height_ : half_height_) / half_width_);
    const auto left = static_cast<float>(x), upper = static_cast<float>(y), step = step_;
    const auto* values = values_.ptr<float>();
    const std::size_t stride = values_.step1();
    float sum = 0;
    float along = first_;
    for (int k = 0; k < samples_; ++k, along += step) {
        const int column = static_cast<int>(left + along + 0.5F);
        const float down = upper + slope * (static_cast<float>(column) - left);
        const int row = static_cast<int>(down);
        const float part = down - static_cast<float>(row);
        const auto* at = values + static_cast<std::size_t>(row) * stride + column;
        sum += at[0] + part * (at[stride] - at[0]);
    }
    return static_cast<double>(sum) / samples_;
}

}  // namespace tk::grid
