#include "grid-analyze/find/line_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "grid-analyze/find/line_rows.hpp"

namespace tk::grid {
namespace {

constexpr double most_short = 32767;
constexpr float least_run = 10;  // of the surroundings: less is nothing but noise

/// Along a line of direction (dx, dy), in values of `gradient`.
Run run_along(const cv::Mat& gradient, double dx, double dy) {
    Run run;
    for (int k = -run_reach; k <= run_reach; ++k)
        run[static_cast<std::size_t>(k + run_reach)] =
            std::lround(k * dy) * static_cast<std::ptrdiff_t>(gradient.step1()) + std::lround(k * dx);
    return run;
}

LineNormal normal_at(double angle) {
    return {static_cast<short>(std::lround(std::cos(angle) * most_short)),
            static_cast<short>(std::lround(std::sin(angle) * most_short))};
}

/// The values from a pixel on. `padded`: with run_reach pixels more on each side.
const short* values_from(const cv::Mat& padded, int column, int row) {
    return padded.ptr<short>(row + run_reach) + run_reach + column;
}

/// Room for strengths, whole tiles wide, behind a row of zeros and before one that is read along with the last values.
cv::Mat room_for(const cv::Size& size) {
    const int tiles = (size.width + marked_at_once - 1) / marked_at_once;
    cv::Mat room(size.height + 2, tiles * marked_at_once, CV_8S);
    room.row(0).setTo(0);
    room.row(size.height + 1).setTo(0);
    return room;
}

/// Mean in each block over every fourth row of upright and level sums along lines.
cv::Mat mean_of_runs(const cv::Mat& padded_x, const cv::Mat& padded_y, const cv::Size& size) {
    constexpr int block = LineSource::block;
    const Run down = run_along(padded_x, 0, 1), right = run_along(padded_y, 1, 0);
    cv::Mat mean((size.height + block - 1) / block, (size.width + block - 1) / block, CV_32F);
    const auto width = static_cast<std::size_t>(size.width);
    std::vector<int> columns(width);
    std::vector<short> sums_x(width), sums_y(width);
    for (int j = 0; j < mean.rows; ++j) {
        std::fill(columns.begin(), columns.end(), 0);
        int rows = 0;
        for (int y = j * block; y < std::min((j + 1) * block, size.height); y += 4, ++rows) {
            sum_runs(values_from(padded_x, 0, y), down, size.width, sums_x.data());
            sum_runs(values_from(padded_y, 0, y), right, size.width, sums_y.data());
            add_strength(sums_x.data(), sums_y.data(), size.width, columns.data());
        }
        for (int i = 0; i < mean.cols; ++i) {
            const auto from = columns.begin() + i * block;
            const auto wide = std::min<std::ptrdiff_t>(block, columns.end() - from);
            mean.at<float>(j, i) = static_cast<float>(std::accumulate(from, from + wide, 0)) /
                                   static_cast<float>(wide * rows * run_length);
        }
    }
    return mean;
}

}  // namespace

cv::Mat padded_for_lines(const cv::Size& size) {
    const int tiles = (size.width + marked_at_once - 1) / marked_at_once;
    return cv::Mat(size.height + 2 * run_reach, tiles * marked_at_once + 2 * run_reach, CV_16S);
}

void fill_rim(cv::Mat& padded, const cv::Size& size) {
    const cv::Mat inside = padded({{run_reach, run_reach}, size});
    cv::copyMakeBorder(inside, padded, run_reach, run_reach, run_reach, padded.cols - size.width - run_reach,
                       cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
}

static_assert(LineSource::block == multiplied_alike);

LineSource::LineSource(cv::Mat padded_x, cv::Mat padded_y, const cv::Size& size, bool is_coarse)
    : padded_x_(std::move(padded_x)), padded_y_(std::move(padded_y)), size_(size) {
    cv::Mat mean = mean_of_runs(padded_x_, padded_y_, size);
    const int around = is_coarse ? 3 : 5;  // blocks: about the same part of the picture
    cv::blur(mean, mean, {around, around});
    weight_ = 1 / (mean + static_cast<double>(least_run));
}

LineMap::LineMap(std::shared_ptr<const LineSource> source, double angle, double pixels)
    : source_(std::move(source)),
      run_(run_along(source_->padded_x(), -std::sin(angle), std::cos(angle))),
      normal_(normal_at(angle)),
      pixels_(pixels),
      size_(source_->size()),
      strengths_(room_for(size_)),
      is_made_(cv::Mat::zeros((size_.height + tile_height - 1) / tile_height,
                              (size_.width + tile_width - 1) / tile_width, CV_8U)),
      missing_(static_cast<int>(is_made_.total())) {}

LineMap::Tiles LineMap::tiles_around(board::Point middle, double across, double down) const {
    const auto tile = [this](double at, int size, int count) {
        return std::clamp(static_cast<int>(at * pixels_) / size, 0, count - 1);
    };
    return {tile(middle.x - across, tile_width, is_made_.cols), tile(middle.y - down, tile_height, is_made_.rows),
            tile(middle.x + across, tile_width, is_made_.cols), tile(middle.y + down, tile_height, is_made_.rows)};
}

const LineMap& LineMap::made() const {
    return made({0, 0, is_made_.cols - 1, is_made_.rows - 1});
}

const LineMap& LineMap::made(const Tiles& tiles) const {
    if (missing_ == 0) return *this;
    for (int j = tiles.top; j <= tiles.bottom; ++j) {
        auto* is_made = is_made_.ptr<std::uint8_t>(j);
        for (int i = tiles.left; i <= tiles.right; ++i) {
            if (is_made[i] != 0) continue;
            make_tile(i, j);
            is_made[i] = 1;
            --missing_;
        }
    }
    return *this;
}

void LineMap::make_tile(int column, int row) const {
    const int left = column * tile_width, top = row * tile_height;
    const auto* weights = source_->weight().ptr<float>(row) + left / LineSource::block;
    const int blocks = std::min(tile_width / LineSource::block, source_->weight().cols - left / LineSource::block);
    MarkedScale scale{{}, static_cast<short>(strongest * steps)};
    // The normal loses half: half a turn is 32767, not 65536.
    for (int i = 0; i < blocks; ++i)
        scale.times[static_cast<std::size_t>(i)] = static_cast<short>(weights[i] * (2 * steps / run_length) * 32767);
    mark_lines({values_from(source_->padded_x(), left, top), values_from(source_->padded_y(), left, top),
                static_cast<std::ptrdiff_t>(source_->padded_x().step1()), strengths_.ptr<std::int8_t>(top + 1) + left,
                static_cast<std::ptrdiff_t>(strengths_.step1()), std::min(tile_height, size_.height - top)},
               run_, normal_, scale);
}

}  // namespace tk::grid
