#include "grid-analyze/line_families.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "grid-analyze/fourier.hpp"

namespace tk::grid {
namespace {

constexpr int tiles = 8;                                  // of the picture, each way
constexpr std::array<int, 4> tiles_of_parts{8, 5, 3, 2};  // each way
constexpr int most_counted = 60;  // of a strength: the frames of windows are far stronger than lines

/// Sums of the projections of all tiles above and to the left: row j * (tiles + 1) + i.
cv::Mat tile_sums(const LineMap& lines, const cv::Size& size, const LineFamily& family, int bins) {
    cv::Mat sums = cv::Mat::zeros((tiles + 1) * (tiles + 1), bins, CV_32S);
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
            auto* to = sums.ptr<int>((j + 1) * (tiles + 1) + i + 1);
            const auto* above = sums.ptr<int>(j * (tiles + 1) + i + 1);
            const auto* before = sums.ptr<int>((j + 1) * (tiles + 1) + i);
            const auto* both = sums.ptr<int>(j * (tiles + 1) + i);
            for (int k = 0; k < bins; ++k) to[k] = counts[static_cast<std::size_t>(k)] + above[k] + before[k] - both[k];
        }
    }
    return sums;
}

/// A row of whole numbers, mirrored beyond its ends, and the sums around each of them.
class Surroundings {
public:
    static constexpr int reach = 50;  ///< to both sides
    explicit Surroundings(int count)
        : values_(static_cast<std::size_t>(count + 2 * reach + 1)), sums_(values_.size()) {}

    int* values() { return values_.data() + reach; }
    const int* sums() {
        const int count = static_cast<int>(values_.size()) - 2 * reach - 1;
        int* at = values();
        for (int i = 1; i <= reach; ++i) at[-i] = at[i];
        for (int i = 0; i <= reach; ++i) at[count + i] = at[count - 2 - i];
        int sum = 0;
        for (int i = -reach; i <= reach; ++i) sum += at[i];
        for (int k = 0; k < count; ++k) {
            sums_[static_cast<std::size_t>(k)] = sum;
            sum += at[k + reach + 1] - at[k - reach];
        }
        return sums_.data();
    }

private:
    std::vector<int> values_, sums_;
};

constexpr double whole_support = 65536;

/// How many pixels of a part fall together in each bin, share of the most: a trapezium.
void mark_support(const LineFamily& family, const LinePart& part, int bins, int* support) {
    const cv::Rect2d& box = part.box;
    const double a = std::abs(family.nx) * box.width / 2, b = std::abs(family.ny) * box.height / 2;
    const auto slope = static_cast<float>(whole_support / std::max(2 * std::min(a, b), 1.0));
    const auto half = static_cast<float>(a + b), whole = static_cast<float>(whole_support);
    const auto middle =
        static_cast<float>(family.nx * (box.x + box.width / 2) + family.ny * (box.y + box.height / 2) + family.shift);
    for (int k = 0; k < bins; ++k) {
        const float share = (half - std::abs(static_cast<float>(k) + 0.5F - middle)) * slope;
        support[k] = static_cast<int>(std::min(std::max(share, 0.0F), whole));
    }
}

/// What changes fast inside of a part: without the mean around, of which `support` tells where there is any.
void flatten(Surroundings& values, Surroundings& support, int bins, float* to) {
    const int *value = values.values(), *seen = support.values(), *sums = values.sums(), *seen_around = support.sums();
    constexpr auto least = static_cast<float>(1e-3 * whole_support * (2 * Surroundings::reach + 1));
    for (int k = 0; k < bins; ++k)
        to[k] = static_cast<float>(value[k]) - static_cast<float>(sums[k]) * static_cast<float>(seen[k]) /
                                                   (static_cast<float>(seen_around[k]) + least);
}

/// Cuts off what is far stronger than the others.
void cut_off(cv::Mat row, double support) {
    const auto limit = static_cast<float>(2.5 * std::sqrt(row.dot(row) / support));
    auto* values = row.ptr<float>();
    for (int k = 0; k < row.cols; ++k) values[k] = std::min(std::max(values[k], -limit), limit);
}

}  // namespace

std::vector<LinePart> parts_of_lines(const cv::Size& size, double least) {
    std::vector<LinePart> result;
    const double width = static_cast<double>(size.width) / tiles, height = static_cast<double>(size.height) / tiles;
    for (const int n : tiles_of_parts) {
        if (n < tiles && n * std::min(width, height) < least) continue;
        for (int j = 0; j + n <= tiles; ++j) {
            for (int i = 0; i + n <= tiles; ++i)
                result.push_back({{i * width, j * height, n * width, n * height}, i, j, n});
        }
    }
    return result;
}

double LineFamily::phase(int part, int k) const {
    const auto& wave = spectra.at<cv::Vec2f>(part, k);
    return std::atan2(static_cast<double>(wave[1]), static_cast<double>(wave[0]));
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
    Surroundings whole(bins), support(bins);
    for (std::size_t p = 0; p < all.size(); ++p) {
        const LinePart& part = all[p];
        const auto at = [&](int i, int j) { return sums.ptr<int>((part.top + j) * (tiles + 1) + part.left + i); };
        const int *a = at(0, 0), *b = at(part.size, 0), *c = at(0, part.size), *d = at(part.size, part.size);
        for (int k = 0; k < bins; ++k) whole.values()[k] = d[k] - b[k] - c[k] + a[k];
        mark_support(family, part, bins, support.values());
        flatten(whole, support, bins, rows.ptr<float>(static_cast<int>(p)));
        cut_off(rows.row(static_cast<int>(p)),
                std::abs(family.nx) * part.box.width + std::abs(family.ny) * part.box.height);
    }
    family.spectra = half_spectra_of_rows(rows);
    family.powers = cv::Mat::zeros(rows.rows, bins / 2, CV_32F);
    for (int p = 0; p < rows.rows; ++p) {
        const cv::Mat row = rows.row(p);
        const auto over = static_cast<float>(1 / std::max(row.dot(row), 1.0));
        const auto* from = family.spectra.ptr<cv::Vec2f>(p);
        auto* to = family.powers.ptr<float>(p);
        for (int k = 1; k < bins / 2; ++k) to[k] = (from[k][0] * from[k][0] + from[k][1] * from[k][1]) * over;
    }
    return family;
}

}  // namespace tk::grid
