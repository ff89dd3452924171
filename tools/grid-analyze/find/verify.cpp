#include <algorithm>
#include <array>
#include <cmath>

#include "grid-analyze/find/finder.hpp"

namespace tk::grid {
namespace {

constexpr int steps = 8;  // shifts of the lattice tried, in eighths of a cell's height

/// How much the brightness changes from top to bottom around a pixel: by a step or by a thin line.
int change_at(const cv::Mat& gray, int x, int y) {
    const int above = gray.at<uchar>(y - 2, x), here = gray.at<uchar>(y, x), below = gray.at<uchar>(y + 2, x);
    return std::abs(below - above) + std::abs(2 * here - above - below);
}

/// The same for squares and hexagons, whose sides run in other directions: each is moved across itself.
bool sides_still_fit(const cv::Mat& gray, const FoundBoard& board) {
    std::array<double, steps> change{};
    const board::Geometry& geometry = board.geometry;
    const auto value = [&](double x, double y) {
        const int px = static_cast<int>(std::floor(x)), py = static_cast<int>(std::floor(y));
        const bool is_inside = px >= 0 && py >= 0 && px < gray.cols && py < gray.rows;
        return is_inside ? static_cast<int>(gray.at<uchar>(py, px)) : -1;
    };
    const board::Cell stride = std::max(1, geometry.size() / 300);
    for (board::Cell cell = 0; cell < geometry.size(); cell += stride) {
        const auto corners = board::outline(geometry, board.placement, cell);
        const board::Point middle = board::centre(geometry, board.placement, cell);
        for (std::size_t i = 0; i < corners.size(); i += 1) {
            const board::Point a = corners[i], b = corners[(i + 1) % corners.size()];
            const double mx = (a.x + b.x) / 2 - middle.x, my = (a.y + b.y) / 2 - middle.y;
            const double away = std::hypot(mx, my), nx = mx / away, ny = my / away;
            for (const double along : {0.25, 0.4, 0.6, 0.75}) {
                const double x = a.x + along * (b.x - a.x), y = a.y + along * (b.y - a.y);
                for (int step = 0; step < steps; ++step) {
                    // Inward, as far as to the opposite side.
                    const double in = 2 * away * step / steps;
                    const double px = x - in * nx, py = y - in * ny;
                    const int before = value(px - 2 * nx, py - 2 * ny), here = value(px, py);
                    const int after = value(px + 2 * nx, py + 2 * ny);
                    if (before < 0 || here < 0 || after < 0) continue;
                    change[static_cast<std::size_t>(step)] +=
                        std::min(std::abs(after - before) + std::abs(2 * here - before - after), 40);
                }
            }
        }
    }
    std::array<double, steps> sorted = change;
    std::sort(sorted.begin(), sorted.end());
    return change[0] == sorted.back() && change[0] > 1.15 * sorted[steps / 2];
}

}  // namespace

bool still_fits(const cv::Mat& gray, const FoundBoard& board) {
    if (board.geometry.kind() != board::Kind::iso && board.geometry.kind() != board::Kind::diamond)
        return sides_still_fit(gray, board);
    // Summed along the upper sides of all cells; moving the lattice down moves it across both families of lines.
    std::array<double, steps> change{};
    const double width = board.placement.width, height = board.placement.height;
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
