#include "grid-analyze/mean_cell.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace tk::grid {
namespace {

constexpr int bits_of_part = 27;  // a turn of 2^32 is two cells, of 32 parts

/// Cells as whole numbers that turn over after two cells.
std::uint32_t turns(double cells) {
    const double pairs = cells / 2;
    return static_cast<std::uint32_t>(static_cast<std::int64_t>((pairs - std::floor(pairs)) * 4294967296.0));
}

/// `value` squared with its sign.
double signed_square(double value) {
    return value * std::abs(value);
}

double mean(const std::array<double, MeanCell::side>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / MeanCell::side;
}

}  // namespace

MeanCell::MeanCell(const FlatPicture& flat, double width, double height)
    : width_(width), height_(height), middle_{flat.size.width / 2.0, flat.size.height / 2.0} {
    struct Sum {
        float sum = 0;
        int count = 0;
    };
    std::vector<Sum> sums(static_cast<std::size_t>(both) * both);
    const std::uint32_t step = turns(flat.scale / width);
    for (int row = 0; row < flat.values.rows; ++row) {
        const double across = (0.5 * flat.scale - middle_.x) / width;
        const double down = ((row + 0.5) * flat.scale - middle_.y) / height;
        std::uint32_t x = turns(across + down), y = turns(across - down);
        const auto* values = flat.values.ptr<float>(row);
        for (int i = 0; i < flat.values.cols; ++i, x += step, y += step) {
            Sum& sum = sums[(x >> bits_of_part) * both + (y >> bits_of_part)];
            sum.sum += values[i];
            ++sum.count;
        }
    }
    for (std::size_t x = 0; x < both; ++x) {
        for (std::size_t y = 0; y < both; ++y) {
            const Sum& sum = sums[x * both + y];
            mean_[x][y] = sum.count == 0 ? 0 : static_cast<double>(sum.sum) / sum.count;
        }
    }
}

MeanCell::Profile MeanCell::bands(bool along_x) const {
    const auto profile = across(along_x);
    const double level = mean(profile);
    Profile result{};
    for (std::size_t i = 0; i < side; ++i) {
        const double here = profile[i] - level;
        const double wide = (profile[(i + side - 1) % side] + profile[i] + profile[(i + 1) % side]) / 3 - level;
        // The energy that a template of one part or of three explains: (sum of the product)^2 / norm^2.
        const double thin_energy = 4 * side / (1 - 1.0 / side) * signed_square(here);
        const double wide_energy = 12 * side / (1 - 3.0 / side) * signed_square(wide);
        result[i] = std::abs(thin_energy) > std::abs(wide_energy) ? thin_energy : wide_energy;
    }
    return result;
}

MeanCell::Profile MeanCell::thin_lines(bool along_x) const {
    const auto profile = across(along_x);
    Profile result{};
    for (std::size_t i = 0; i < side; ++i)
        result[i] = signed_square(profile[i] - (profile[(i + side - 2) % side] + profile[(i + 2) % side]) / 2);
    return result;
}

MeanCell::Profile MeanCell::across(bool along_x) const {
    Profile profile{};
    for (std::size_t x = 0; x < both; ++x) {
        for (std::size_t y = 0; y < both; ++y) profile[(along_x ? x : y) % side] += mean_[x][y] / (4 * side);
    }
    return profile;
}

MeanCell::Shades MeanCell::shades() const {
    Shades result{};
    // Sums over cells that begin at (x, y): those with an even sum of the two indices less those with an odd one.
    const auto cell = [&](std::size_t x, std::size_t y) {
        double sum = 0;
        for (std::size_t i = 0; i < side; ++i)
            for (std::size_t j = 0; j < side; ++j) sum += mean_[(x + i) % both][(y + j) % both];
        return sum;
    };
    for (std::size_t x = 0; x < side; ++x) {
        for (std::size_t y = 0; y < side; ++y) {
            const double product = cell(x, y) + cell(x + side, y + side) - cell(x + side, y) - cell(x, y + side);
            result[x][y] = product * product / (both * both);
        }
    }
    return result;
}

Lattice MeanCell::place(const Profile& along_x, const Profile& along_y, const Shades& shade) const {
    double most = -1;
    std::size_t best_x = 0, best_y = 0;
    for (std::size_t x = 0; x < side; ++x) {
        for (std::size_t y = 0; y < side; ++y) {
            // The first part of a cell begins at the line: its shades may change half a part before or after it.
            const std::size_t next_x = (x + 1) % side, next_y = (y + 1) % side;
            const double shades = (shade[x][y] + shade[next_x][y] + shade[x][next_y] + shade[next_x][next_y]) / 4;
            const double bright = std::max(along_x[x], 0.0) + std::max(along_y[y], 0.0);
            const double dark = std::max(-along_x[x], 0.0) + std::max(-along_y[y], 0.0);
            const double energy = std::max(bright, dark) + shades;
            if (energy <= most) continue;
            most = energy;
            best_x = x;
            best_y = y;
        }
    }
    // Lines lie at the halves of x and y.
    const double x = (static_cast<double>(best_x) + 0.5) / side + 0.5;
    const double y = (static_cast<double>(best_y) + 0.5) / side + 0.5;
    return {width_, height_, middle_.x + (x + y) / 2 * width_, middle_.y + (x - y) / 2 * height_};
}

std::array<Lattice, 2> MeanCell::places() const {
    return {place(thin_lines(true), thin_lines(false), {}), place(bands(true), bands(false), shades())};
}

}  // namespace tk::grid
