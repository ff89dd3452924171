#include "grid-analyze/edges.hpp"

#include <cstdint>
#include <opencv2/imgproc.hpp>

namespace tk::grid {
namespace {

constexpr double most_pixels = 2.6e6;  // larger pictures are halved first: a line stays visible, the time stays bounded
constexpr int least_gradient = 12;     // Sobel units: a step of three grey levels

/// Mean gradient strength around each block of 8 x 8 pixels, in Sobel units.
cv::Mat surroundings(const cv::Mat& gx, const cv::Mat& gy) {
    cv::Mat ax, ay, strength, blocks;
    cv::convertScaleAbs(gx, ax, 0.125);
    cv::convertScaleAbs(gy, ay, 0.125);
    cv::add(ax, ay, strength);
    cv::resize(strength, blocks, {(gx.cols + 7) / 8, (gx.rows + 7) / 8}, 0, 0, cv::INTER_AREA);
    blocks.convertTo(blocks, CV_32F, 8);
    cv::blur(blocks, blocks, {5, 5});
    return blocks;
}

int absolute(int value) {
    return value < 0 ? -value : value;
}

/// 1 where the pixel is a ridge of the vertical gradient whose direction suits a line of slope 1:1.7 to 1:2.2.
void mark_ridges(const short* gx, const short* above, const short* gy, const short* below, int width,
                 std::uint8_t* marks) {
    for (int x = 0; x < width; ++x) {
        const int ax = absolute(gx[x]), ay = absolute(gy[x]);
        // Numbers, not conditions: without branches the compiler does several pixels at a time.
        const int is_strong{ay >= least_gradient}, is_steep{10 * ay >= 13 * ax}, is_flat{10 * ay <= 32 * ax};
        const int is_highest{ay >= absolute(above[x])}, is_first{ay > absolute(below[x])};
        marks[x] = static_cast<std::uint8_t>(is_strong & is_steep & is_flat & is_highest & is_first);
    }
}

}  // namespace

IsoEdges find_iso_edges(const cv::Mat& gray) {
    IsoEdges edges;
    edges.size = gray.size();
    cv::Mat picture = gray;
    if (static_cast<double>(gray.total()) > most_pixels) {
        edges.scale = 2;
        cv::resize(gray, picture, {gray.cols / 2, gray.rows / 2}, 0, 0, cv::INTER_AREA);
    }
    if (picture.cols < 16 || picture.rows < 16) return edges;
    cv::Mat gx, gy;
    cv::Sobel(picture, gx, CV_16S, 1, 0);
    cv::Sobel(picture, gy, CV_16S, 0, 1);
    const cv::Mat around = surroundings(gx, gy);
    std::vector<std::uint8_t> marks(static_cast<std::size_t>(picture.cols));
    for (int y = 1; y + 1 < picture.rows; ++y) {
        const auto* row_x = gx.ptr<short>(y);
        const auto* row_y = gy.ptr<short>(y);
        mark_ridges(row_x, gy.ptr<short>(y - 1), row_y, gy.ptr<short>(y + 1), picture.cols, marks.data());
        const auto* mean = around.ptr<float>(y / 8);
        for (int x = 1; x + 1 < picture.cols; ++x) {
            if (!marks[static_cast<std::size_t>(x)]) continue;
            const float strength = static_cast<float>(absolute(row_x[x]) + absolute(row_y[x]));
            const float weight = strength / (mean[x / 8] + 10);
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
