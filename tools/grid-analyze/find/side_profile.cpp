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
constexpr double least_alike = 0.7;  // the same: of one board 0.77 and more, of boards that lie elsewhere up to 0.64

/// The value of the pixel at a point; -1 outside.
int value_at(const cv::Mat& gray, double x, double y) {
    const int column = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
    if (column < 0 || row < 0 || column >= gray.cols || row >= gray.rows) return -1;
    return gray.at<uchar>(row, column);
}

/// Of `then` with `now` moved by `shift`, without `margin` values at both ends.
template <class Changes>
double correlation(const Changes& then, const Changes& now, int shift, int margin) {
    double a = 0, b = 0, aa = 0, bb = 0, ab = 0, n = 0;
    for (int i = margin; i + margin < static_cast<int>(then.size()); ++i) {
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

SideProfile::SideProfile(const cv::Mat& gray, const FoundBoard& board) : picture_(gray.size()) {
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

bool SideProfile::is_still_in(const SideProfile& later) const {
    if (picture_ != later.picture_ || families_.size() != later.families_.size()) return false;
    for (std::size_t family = 0; family < families_.size(); ++family) {
        const Changes &then = families_[family], &now = later.families_[family];
        if (correlation(then, now, 0, 0) < least_alike) return false;
        const double still = correlation(then, now, 0, shifts);
        for (int shift = 1; shift <= shifts; ++shift) {
            const double moved =
                std::max(correlation(then, now, shift, shifts), correlation(then, now, -shift, shifts));
            if (moved > 0.5 && moved > still + clearly_better) return false;
        }
    }
    return !families_.empty();
}

}  // namespace tk::grid
