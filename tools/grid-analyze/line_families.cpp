#include "grid-analyze/line_families.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace tk::grid {
namespace {

constexpr int tiles = 8;                                  // of the picture, each way
constexpr std::array<int, 4> tiles_of_parts{8, 5, 3, 2};  // each way
constexpr int most_counted = 60;  // of a strength: the frames of windows are far stronger than lines

/// Sums of the projections of all tiles above and to the left: row j * (tiles + 1) + i.
cv::Mat tile_sums(const LineMap& lines, const cv::Size& size, const LineFamily& family, int bins) {
    cv::Mat sums = cv::Mat::zeros((tiles + 1) * (tiles + 1), bins, CV_32F);
    const bool is_across = std::abs(family.nx) > std::abs(family.ny);
    const int step_x = is_across ? 1 : 2, step_y = is_across ? 2 : 1;
    std::vector<int> of_x(static_cast<std::size_t>(size.width));
    for (int x = 0; x < size.width; ++x)
        of_x[static_cast<std::size_t>(x)] = static_cast<int>(std::lround((family.nx * (x + 0.5) + family.shift) * 256));
    std::vector<int> counts(static_cast<std::size_t>(bins));
    for (int j = 0; j < tiles; ++j) {
        for (int i = 0; i < tiles; ++i) {
            std::fill(counts.begin(), counts.end(), 0);
            const int left = i * size.width / tiles, right = (i + 1) * size.width / tiles;
            for (int y = j * size.height / tiles; y < (j + 1) * size.height / tiles; y += step_y) {
                const std::int8_t* row = lines.row(y);
                const int of_y = static_cast<int>(std::lround(family.ny * (y + 0.5) * 256));
                for (int x = left; x < right; x += step_x)
                    counts[static_cast<std::size_t>((of_x[static_cast<std::size_t>(x)] + of_y) >> 8)] +=
                        std::min(std::abs(static_cast<int>(row[x])), most_counted);
            }
            auto* to = sums.ptr<float>((j + 1) * (tiles + 1) + i + 1);
            const auto* above = sums.ptr<float>(j * (tiles + 1) + i + 1);
            const auto* before = sums.ptr<float>((j + 1) * (tiles + 1) + i);
            const auto* both = sums.ptr<float>(j * (tiles + 1) + i);
            for (int k = 0; k < bins; ++k)
                to[k] = static_cast<float>(counts[static_cast<std::size_t>(k)]) + above[k] + before[k] - both[k];
        }
    }
    return sums;
}

/// How many pixels of each part fall together in each bin, share of the most: a trapezium.
cv::Mat support_of(const LineFamily& family, const std::vector<LinePart>& all, int bins) {
    cv::Mat support(static_cast<int>(all.size()), bins, CV_32F);
    for (std::size_t p = 0; p < all.size(); ++p) {
        const cv::Rect2d& box = all[p].box;
        const double a = std::abs(family.nx) * box.width / 2, b = std::abs(family.ny) * box.height / 2;
        const double slope = std::max(2 * std::min(a, b), 1.0);
        const double middle = family.nx * (box.x + box.width / 2) + family.ny * (box.y + box.height / 2) + family.shift;
        auto* to = support.ptr<float>(static_cast<int>(p));
        for (int k = 0; k < bins; ++k)
            to[k] = static_cast<float>(std::clamp((a + b - std::abs(k + 0.5 - middle)) / slope, 0.0, 1.0));
    }
    return support;
}

/// Takes away what changes slowly inside of each part.
void flatten(cv::Mat& rows, const LineFamily& family, const std::vector<LinePart>& all) {
    constexpr int around = 101;
    const cv::Mat support = support_of(family, all, rows.cols);
    cv::Mat slow, slow_support;
    cv::blur(rows, slow, {around, 1});
    cv::blur(support, slow_support, {around, 1});
    slow = slow.mul(support) / (slow_support + 1e-3);
    rows -= slow;
}

}  // namespace

std::vector<LinePart> parts_of_lines(const cv::Size& size) {
    std::vector<LinePart> result;
    const double width = static_cast<double>(size.width) / tiles, height = static_cast<double>(size.height) / tiles;
    for (const int n : tiles_of_parts) {
        for (int j = 0; j + n <= tiles; ++j) {
            for (int i = 0; i + n <= tiles; ++i)
                result.push_back({{i * width, j * height, n * width, n * height}, i, j, n});
        }
    }
    return result;
}

double LineFamily::phase(int part, int k) const {
    const auto* row = spectra.ptr<float>(part);
    return std::atan2(static_cast<double>(row[2 * k]), static_cast<double>(row[2 * k - 1]));
}

LineFamily family_of_lines(const EdgeField& field, double angle, const std::vector<LinePart>& all, int bins) {
    LineFamily family;
    family.nx = std::cos(angle);
    family.ny = std::sin(angle);
    if (family.nx < 1e-9 && family.nx > -1e-9) family.nx = 0;
    const LineMap& lines = field.lines(static_cast<float>(family.nx), static_cast<float>(family.ny));
    const cv::Size size = lines.size();
    family.shift = family.nx < 0 ? -family.nx * size.width + 1 : 1;
    const cv::Mat sums = tile_sums(lines, size, family, bins);
    cv::Mat rows(static_cast<int>(all.size()), bins, CV_32F);
    for (std::size_t p = 0; p < all.size(); ++p) {
        const LinePart& part = all[p];
        const auto at = [&](int i, int j) { return sums.ptr<float>((part.top + j) * (tiles + 1) + part.left + i); };
        const float *a = at(0, 0), *b = at(part.size, 0), *c = at(0, part.size), *d = at(part.size, part.size);
        auto* to = rows.ptr<float>(static_cast<int>(p));
        for (int k = 0; k < bins; ++k) to[k] = d[k] - b[k] - c[k] + a[k];
    }
    flatten(rows, family, all);
    for (int p = 0; p < rows.rows; ++p) {
        cv::Mat row = rows.row(p);
        const double support = std::abs(family.nx) * all[static_cast<std::size_t>(p)].box.width +
                               std::abs(family.ny) * all[static_cast<std::size_t>(p)].box.height;
        const double limit = 2.5 * std::sqrt(row.dot(row) / support);
        cv::min(row, limit, row);
        cv::max(row, -limit, row);
    }
    cv::dft(rows, family.spectra, cv::DFT_ROWS);
    family.powers = cv::Mat::zeros(rows.rows, bins / 2, CV_32F);
    for (int p = 0; p < rows.rows; ++p) {
        const cv::Mat row = rows.row(p);
        const auto over = static_cast<float>(1 / std::max(row.dot(row), 1.0));
        const auto* from = family.spectra.ptr<float>(p);
        auto* to = family.powers.ptr<float>(p);
        for (int k = 1; k < bins / 2; ++k)
            to[k] = (from[2 * k - 1] * from[2 * k - 1] + from[2 * k] * from[2 * k]) * over;
    }
    return family;
}

}  // namespace tk::grid
