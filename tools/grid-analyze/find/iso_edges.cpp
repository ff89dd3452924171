#include "grid-analyze/find/iso_edges.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "core/widest.hpp"

namespace tk::grid {
namespace {

constexpr short least_gradient = 12;  // Sobel units: a step of three grey levels

TK_INLINE short absolute(short value) {
    return value < 0 ? static_cast<short>(-value) : value;
}

/// 1 where the pixel is a ridge of the vertical gradient whose direction suits a line of slope 1:1.7 to 1:2.2.
TK_INLINE void mark(const short* gx, const short* above, const short* gy, const short* below, int width,
                    std::uint8_t* marks) {
    for (int x = 0; x < width; ++x) {
        const short ax = absolute(gx[x]), ay = absolute(gy[x]);
        // A gradient is at most 1020, so that short numbers hold all of these: more of them are worked out at once.
        const auto ten_y = static_cast<short>(10 * ay), low = static_cast<short>(13 * ax),
                   high = static_cast<short>(32 * ax);
        // Numbers, not conditions: without branches the compiler does several pixels at a time.
        const int is_strong{ay >= least_gradient}, is_steep{ten_y >= low}, is_flat{ten_y <= high};
        const int is_highest{ay >= absolute(above[x])}, is_first{ay > absolute(below[x])};
        marks[x] = static_cast<std::uint8_t>(is_strong & is_steep & is_flat & is_highest & is_first);
    }
}

/// The first pixel from `x` on that has a mark; `end` or more where none before it has. Most have none, which eight of
/// them show at once.
int next_marked(const std::vector<std::uint8_t>& marks, int x, int end) {
    for (std::uint64_t eight = 0; x < end; x += static_cast<int>(sizeof(eight))) {
        std::memcpy(&eight, &marks[static_cast<std::size_t>(x)], sizeof(eight));
        if (eight == 0) continue;
        return x + (std::endian::native == std::endian::little ? std::countr_zero(eight) : std::countl_zero(eight)) / 8;
    }
    return x;
}

}  // namespace

IsoEdges find_iso_edges(const EdgeField& field) {
    const cv::Mat &gx = field.gradient_x(), &gy = field.gradient_y();
    IsoEdges edges;
    edges.size = field.size();
    edges.scale = field.scale();
    if (gx.cols < 16 || gx.rows < 16) return edges;
    std::vector<std::uint8_t> marks(static_cast<std::size_t>(gx.cols) + sizeof(std::uint64_t));
    for (int y = 1; y + 1 < gx.rows; ++y) {
        const auto* row_x = gx.ptr<short>(y);
        const auto* row_y = gy.ptr<short>(y);
        widest<mark>(row_x, gy.ptr<short>(y - 1), row_y, gy.ptr<short>(y + 1), gx.cols, marks.data());
        const auto* over = field.weight().ptr<float>(y / EdgeField::block);
        const int end = gx.cols - 1;
        for (int x = next_marked(marks, 1, end); x < end; x = next_marked(marks, x + 1, end)) {
            const float strength = static_cast<float>(absolute(row_x[x]) + absolute(row_y[x]));
            const float weight = strength * over[x / EdgeField::block];
            if (weight < 0.5F) continue;
            const bool rises = (row_x[x] > 0) == (row_y[x] > 0);
            edges.families[rises ? 0 : 1].push_back({static_cast<float>((x + 0.5) * edges.scale),
                                                     static_cast<float>((y + 0.5) * edges.scale),
                                                     std::min(weight, 3.0F)});
        }
    }
    return edges;
}

}  // namespace tk::grid
