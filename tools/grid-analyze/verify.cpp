#include <algorithm>
#include <array>
#include <cmath>

#include "grid-analyze/finder.hpp"

namespace tk::grid {
namespace {

constexpr int steps = 8;  // shifts of the lattice tried, in eighths of a cell's height

/// How much the brightness changes from top to bottom around a pixel: by a step or by a thin line.
int change_at(const cv::Mat& gray, int x, int y) {
    const int above = gray.at<uchar>(y - 2, x), here = gray.at<uchar>(y, x), below = gray.at<uchar>(y + 2, x);
    return std::abs(below - above) + std::abs(2 * here - above - below);
}

}  // namespace

bool still_fits(const cv::Mat& gray, const FoundBoard& board) {
    // Summed along the upper sides of all cells; moving the lattice down moves it across both families of lines.
    std::array<double, steps> change{};
    const auto [origin, width, height] = board.placement;
    for (board::Cell cell = 0; cell < board.geometry.size(); ++cell) {
        const board::Point middle = board::centre(board.geometry, board.placement, cell);
        for (const double across : {-0.35, -0.2, 0.2, 0.35}) {
            const int x = static_cast<int>(std::floor(middle.x + across * width));
            if (x < 0 || x >= gray.cols) continue;
            for (int step = 0; step < steps; ++step) {
                const double down = std::abs(across) - 0.5 + static_cast<double>(step) / steps;
                const int y = static_cast<int>(std::floor(middle.y + down * height));
                if (y < 2 || y + 2 >= gray.rows) continue;
                change[static_cast<std::size_t>(step)] += std::min(change_at(gray, x, y), 80);
            }
        }
    }
    std::array<double, steps> sorted = change;
    std::sort(sorted.begin(), sorted.end());
    return change[0] == sorted.back() && change[0] > 1.3 * sorted[steps / 2];
}

}  // namespace tk::grid
