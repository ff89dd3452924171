#include "grid-analyze/period.hpp"

#include <algorithm>
#include <cmath>

namespace tk::grid {
namespace {

constexpr double least_difference = 4;  // grey levels
constexpr double least_deviations = 0.6;
constexpr int least_cells = 8;  // of each kind

struct Kind {
    double sum = 0, squares = 0;
    int count = 0;
    double mean() const { return sum / count; }
};

/// Mean brightness of the middle of a cell; nothing outside of the picture.
double brightness(const cv::Mat& gray, Point middle, const Lattice& lattice) {
    double sum = 0;
    int count = 0;
    for (double dx = -0.2; dx <= 0.201; dx += 0.1) {
        for (double dy = -0.2; dy <= 0.201; dy += 0.1) {
            const int x = static_cast<int>(middle.x + dx * lattice.width);
            const int y = static_cast<int>(middle.y + dy * lattice.height);
            if (x < 0 || y < 0 || x >= gray.cols || y >= gray.rows) continue;
            sum += gray.at<uchar>(y, x);
            ++count;
        }
    }
    return count == 0 ? 0 : sum / count;
}

}  // namespace

bool is_half_of_true(const cv::Mat& gray, const Lattice& lattice, const Sides& sides, const Evidence& evidence) {
    std::array<Kind, 4> kinds;
    const Region& region = evidence.region;
    for (int j = region.top; j < region.bottom; ++j) {
        for (int i = region.left; i < region.right; ++i) {
            if (((i + j) & 1) != 0) continue;
            const Coord cell{(i + j) / 2, (i - j) / 2};
            if (sides.contrast(cell) < 0.5 * evidence.contrast) continue;
            Kind& kind = kinds[static_cast<std::size_t>((cell.x & 1) * 2 + (cell.y & 1))];
            const double value = brightness(gray, lattice.centre(cell), lattice);
            kind.sum += value;
            kind.squares += value * value;
            ++kind.count;
        }
    }
    double variance = 0;
    for (const Kind& kind : kinds) {
        if (kind.count < least_cells) return false;
        variance += (kind.squares / kind.count - kind.mean() * kind.mean()) / 4;
    }
    const double difference =
        std::max(std::abs(kinds[0].mean() - kinds[3].mean()), std::abs(kinds[1].mean() - kinds[2].mean()));
    return difference > std::max(least_difference, least_deviations * std::sqrt(std::max(variance, 0.0)));
}

std::array<Lattice, 4> doubled(const Lattice& lattice) {
    std::array<Lattice, 4> result;
    for (std::size_t i = 0; i < 4; ++i) {
        const Point middle = lattice.at(0.5 + static_cast<double>(i & 1), 0.5 + static_cast<double>(i >> 1));
        result[i] = {2 * lattice.width, 2 * lattice.height, middle.x, middle.y};
    }
    return result;
}

}  // namespace tk::grid
