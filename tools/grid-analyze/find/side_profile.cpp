#include "grid-analyze/find/side_profile.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace tk::grid {
namespace {

constexpr int most_cells = 300;          // that are looked at
constexpr int most_change = 40;          // grey levels: one strong edge says no more than that
constexpr int shifts = 5;                // pixels to each side that are tried
constexpr double clearly_better = 0.15;  // of correlation

/// The value of the pixel at a point; -1 outside.
int value_at(const cv::Mat& gray, double x, double y) {
    const int column = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
    if (column < 0 || row < 0 || column >= gray.cols || row >= gray.rows) return -1;
    return gray.at<uchar>(row, column);
}

/// Of `then` with `now` moved by `shift`, over what both have.
template <class Changes>
double correlation(const Changes& then, const Changes& now, int shift) {
    double a = 0, b = 0, aa = 0, bb = 0, ab = 0, n = 0;
    for (int i = shifts; i + shifts < static_cast<int>(then.size()); ++i) {
        const double x = then[static_cast<std::size_t>(i)], y = now[static_cast<std::size_t>(i + shift)];
        a += x;
        b += y;
        aa += x * x;
        bb += y * y;
        ab += x * y;
        ++n;
    }
    const double spread = (aa - a * a / n) * (bb - b * b / n);
    return spread > 0 ? (ab - a * b / n) / std::sqrt(spread) : 0;
}

}  // namespace

SideProfile::SideProfile(const cv::Mat& gray, const FoundBoard& board) {
    const board::Geometry& geometry = board.geometry;
    const board::Cell stride = std::max(1, geometry.size() / most_cells);
    for (board::Cell cell = 0; cell < geometry.size(); cell += stride) {
        const auto corners = board::outline(geometry, board.placement, cell);
        families_.resize(corners.size() / 2);
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const board::Point a = corners[i], b = corners[(i + 1) % corners.size()];
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            // Opposite sides are of one family and looked at the same way across.
            const double way = i < families_.size() ? 1 : -1;
            const double nx = way * (b.y - a.y) / length, ny = -way * (b.x - a.x) / length;
            Changes& changes = families_[i % families_.size()];
            for (const double along : {0.25, 0.4, 0.6, 0.75}) {
                const double x = a.x + along * (b.x - a.x), y = a.y + along * (b.y - a.y);
                for (int away = -reach; away <= reach; ++away) {
                    const int before = value_at(gray, x + (away - 1) * nx, y + (away - 1) * ny);
                    const int after = value_at(gray, x + (away + 1) * nx, y + (away + 1) * ny);
                    if (before < 0 || after < 0) continue;
                    changes[static_cast<std::size_t>(away + reach)] += std::min(std::abs(after - before), most_change);
                }
            }
        }
    }
}

bool SideProfile::has_moved_to(const SideProfile& later) const {
    for (std::size_t family = 0; family < std::min(families_.size(), later.families_.size()); ++family) {
        const Changes &then = families_[family], &now = later.families_[family];
        const double still = correlation(then, now, 0);
        for (int shift = 1; shift <= shifts; ++shift) {
            const double moved = std::max(correlation(then, now, shift), correlation(then, now, -shift));
            if (moved > 0.5 && moved > still + clearly_better) return true;
        }
    }
    return false;
}

}  // namespace tk::grid
