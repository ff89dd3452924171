#include "grid-analyze/find/line_families.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace tk::grid {
namespace {

constexpr int tiles = 8;                                  // of the picture, each way
constexpr std::array<int, 4> tiles_of_parts{8, 5, 3, 2};  // each way
constexpr std::int8_t most_counted = 60;  // of a strength: the frames of windows are far stronger than lines

/// The strengths of tiles, projected on the normal of a family, in which every other row or column is looked at.
class Projection {
public:
    Projection(const LineMap& lines, const LineFamily& family, int bins)
        : lines_(lines),
          ny_(family.ny),
          is_across_(std::abs(family.nx) > std::abs(family.ny)),
          of_x_(static_cast<std::size_t>(lines.size().width)),
          counts_(static_cast<std::size_t>(bins)) {
        for (std::size_t x = 0; x < of_x_.size(); ++x)
            of_x_[x] = static_cast<int>(std::lround((family.nx * (static_cast<double>(x) + 0.5) + family.shift) * one));
        along_ = of_x_.size() > 2 ? of_x_[static_cast<std::size_t>(step_x())] - of_x_[0] : 0;
    }

    /// By bin; stays as it is until the next is asked for.
    const std::vector<int>& of(const cv::Rect& tile) {
        std::fill(counts_.begin(), counts_.end(), 0);
        if (along_ == 0) {
            add_row_by_row(tile);
        } else if (std::abs(along_) == one) {
            add_side_by_side(tile);
        } else {
            add_one_by_one(tile);
        }
        return counts_;
    }

private:
    static constexpr int one = 256;  ///< parts of a bin

    int step_x() const { return is_across_ ? 1 : 2; }
    int step_y() const { return is_across_ ? 2 : 1; }
    /// What a row adds to the places of its pixels.
    int of_y(int y) const { return static_cast<int>(std::lround(ny_ * (y + 0.5) * one)); }

    void add_one_by_one(const cv::Rect& tile) {
        for (int y = tile.y; y < tile.y + tile.height; y += step_y()) {
            sizes_.assign(static_cast<std::size_t>(tile.width), 0);
            add_sizes(lines_.row(y) + tile.x, 1, tile.width, most_counted, sizes_.data());
            const int* of_x = of_x_.data() + tile.x;
            const int down = of_y(y);
            for (int x = 0; x < tile.width; x += step_x())
                counts_[static_cast<std::size_t>((of_x[x] + down) >> 8)] += sizes_[static_cast<std::size_t>(x)];
        }
    }

    /// All pixels of a row lie in one bin.
    void add_row_by_row(const cv::Rect& tile) {
        const int first = of_x_[static_cast<std::size_t>(tile.x)];
        for (int y = tile.y; y < tile.y + tile.height; y += step_y()) {
            sizes_.assign(static_cast<std::size_t>((tile.width + step_x() - 1) / step_x()), 0);
            add_sizes(lines_.row(y) + tile.x, step_x(), static_cast<int>(sizes_.size()), most_counted, sizes_.data());
            counts_[static_cast<std::size_t>((first + of_y(y)) >> 8)] +=
                std::accumulate(sizes_.begin(), sizes_.end(), 0);
        }
    }

    /// Pixels side by side lie in bins side by side: rows are added up as they are, each moved to where it begins.
    void add_side_by_side(const cv::Rect& tile) {
        const int count = (tile.width + step_x() - 1) / step_x();
        const int first = of_x_[static_cast<std::size_t>(tile.x)];
        const auto begin = [&](int y) { return (first + of_y(y)) >> 8; };
        const auto [least, most] = std::minmax({begin(tile.y), begin(tile.y + tile.height - 1)});
        sizes_.assign(static_cast<std::size_t>(count + most - least), 0);
        for (int y = tile.y; y < tile.y + tile.height; y += step_y())
            add_sizes(lines_.row(y) + tile.x, step_x(), count, most_counted,
                      sizes_.data() + (along_ > 0 ? begin(y) - least : most - begin(y)));
        for (int k = 0; k < static_cast<int>(sizes_.size()); ++k)
            counts_[static_cast<std::size_t>(along_ > 0 ? least + k : most - k)] += sizes_[static_cast<std::size_t>(k)];
    }

    const LineMap& lines_;
    double ny_;
    bool is_across_;
    std::vector<int> of_x_;  ///< of each column, parts of a bin: where the pixels at the top of it lie
    int along_;              ///< from a pixel that is looked at to the next one to the right
    std::vector<int> counts_;
    std::vector<std::uint16_t> sizes_;
};

/// Sums of the projections of all tiles above and to the left: row j * (tiles + 1) + i.
cv::Mat tile_sums(const LineMap& lines, const cv::Size& size, const LineFamily& family, int bins) {
    cv::Mat sums = cv::Mat::zeros((tiles + 1) * (tiles + 1), bins, CV_32S);
    Projection projection(lines, family, bins);
    for (int j = 0; j < tiles; ++j) {
        for (int i = 0; i < tiles; ++i) {
            const cv::Point from(i * size.width / tiles, j * size.height / tiles);
            const cv::Point end((i + 1) * size.width / tiles, (j + 1) * size.height / tiles);
            const auto& counts = projection.of(cv::Rect(from, end));
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
    void clear() { std::fill(values_.begin(), values_.end(), 0); }
    /// Of those from `first` up to `end`; the others are not worked out.
    const int* sums(int first, int end) {
        const int count = static_cast<int>(values_.size()) - 2 * reach - 1;
        int* at = values();
        for (int i = 1; i <= reach; ++i) at[-i] = at[i];
        for (int i = 0; i <= reach; ++i) at[count + i] = at[count - 2 - i];
        int sum = 0;
        for (int i = first - reach; i <= first + reach; ++i) sum += at[i];
        for (int k = first; k < end; ++k) {
            sums_[static_cast<std::size_t>(k)] = sum;
            const int change = at[k + reach + 1] - at[k - reach];  // by itself, so that sums need not wait for it
            sum += change;
        }
        return sums_.data();
    }

private:
    std::vector<int> values_, sums_;
};

constexpr double whole_support = 65536;

/// Bins from `first` up to `end`.
struct Bins {
    int first, end;
};

/// How many pixels of a part fall together in each bin, share of the most: a trapezium.
class Support {
public:
    Support(const LineFamily& family, const LinePart& part, int bins) {
        const cv::Rect2d& box = part.box;
        const double a = std::abs(family.nx) * box.width / 2, b = std::abs(family.ny) * box.height / 2;
        const double middle = family.nx * (box.x + box.width / 2) + family.ny * (box.y + box.height / 2) + family.shift;
        slope_ = static_cast<float>(whole_support / std::max(2 * std::min(a, b), 1.0));
        half_ = static_cast<float>(a + b);
        middle_ = static_cast<float>(middle);
        constexpr int slack = 2;
        bins_ = {std::max(static_cast<int>(middle - a - b) - slack, 0),
                 std::min(static_cast<int>(middle + a + b) + slack, bins)};
    }
    /// All of those that any pixel falls in.
    Bins bins() const { return bins_; }
    void mark(int* support) const {
        constexpr auto whole = static_cast<float>(whole_support);
        for (int k = bins_.first; k < bins_.end; ++k) {
            const float share = (half_ - std::abs(static_cast<float>(k) + 0.5F - middle_)) * slope_;
            support[k] = static_cast<int>(std::min(std::max(share, 0.0F), whole));
        }
    }

private:
    float slope_, half_, middle_;
    Bins bins_;
};

/// What changes fast inside of a part: without the mean around, of which `support` tells where there is any.
void flatten(Surroundings& values, Surroundings& support, const Bins& bins, float* to) {
    const int *value = values.values(), *seen = support.values();
    const int *sums = values.sums(bins.first, bins.end), *seen_around = support.sums(bins.first, bins.end);
    constexpr auto least = static_cast<float>(1e-3 * whole_support * (2 * Surroundings::reach + 1));
    for (int k = bins.first; k < bins.end; ++k)
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
    const float* wave = spectra.ptr<float>(part) + 2 * k - 1;
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
    cv::Mat rows = cv::Mat::zeros(static_cast<int>(all.size()), bins, CV_32F);
    Surroundings whole(bins), around(bins);
    for (std::size_t p = 0; p < all.size(); ++p) {
        const LinePart& part = all[p];
        const auto at = [&](int i, int j) { return sums.ptr<int>((part.top + j) * (tiles + 1) + part.left + i); };
        const int *a = at(0, 0), *b = at(part.size, 0), *c = at(0, part.size), *d = at(part.size, part.size);
        const Support support(family, part, bins);
        const auto [first, end] = support.bins();
        whole.clear();
        around.clear();
        for (int k = first; k < end; ++k) whole.values()[k] = d[k] - b[k] - c[k] + a[k];
        support.mark(around.values());
        flatten(whole, around, support.bins(), rows.ptr<float>(static_cast<int>(p)));
        cut_off(rows.row(static_cast<int>(p)),
                std::abs(family.nx) * part.box.width + std::abs(family.ny) * part.box.height);
    }
    cv::dft(rows, family.spectra, cv::DFT_ROWS);
    family.powers.create(rows.rows, bins / 2, CV_32F);
    for (int p = 0; p < rows.rows; ++p) {
        const cv::Mat row = rows.row(p);
        const auto over = static_cast<float>(1 / std::max(row.dot(row), 1.0));
        const auto* from = family.spectra.ptr<float>(p);
        auto* to = family.powers.ptr<float>(p);
        to[0] = 0;
        for (int k = 1; k < bins / 2; ++k)
            to[k] = (from[2 * k - 1] * from[2 * k - 1] + from[2 * k] * from[2 * k]) * over;
    }
    return family;
}

}  // namespace tk::grid
