#include "ocr/rectangles.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace tk::ocr {

namespace {

/// Neighbours that differ by more are divided by an edge.
constexpr int edge = 12;
/// The share of a side, round corners left out, that must belong to the rectangle.
constexpr double whole_side = 0.9;

/// 255 where a pixel has no edge to its right and lower neighbour.
cv::Mat smooth_pixels(const cv::Mat& picture) {
    cv::Mat smooth(picture.size(), CV_8UC1, cv::Scalar(255));
    for (int y = 0; y < picture.rows; ++y) {
        const auto* row = picture.ptr<cv::Vec3b>(y);
        const auto* below = picture.ptr<cv::Vec3b>(std::min(y + 1, picture.rows - 1));
        unsigned char* to = smooth.ptr(y);
        for (int x = 0; x < picture.cols; ++x) {
            const auto& right = row[std::min(x + 1, picture.cols - 1)];
            for (int channel = 0; channel < 3; ++channel) {
                if (std::abs(row[x][channel] - right[channel]) > edge ||
                    std::abs(row[x][channel] - below[x][channel]) > edge) {
                    to[x] = 0;
                    break;
                }
            }
        }
    }
    return smooth;
}

/// The least share of the four sides of `box`, a corner's size left out at their ends, that has `label`.
double share_of_sides(const cv::Mat& labels, const cv::Rect& box, int label) {
    const int corner = std::min(box.width, box.height) / 4;
    const auto along = [&](cv::Point from, cv::Point step, int length) {
        int there = 0;
        for (int i = 0; i < length; ++i) there += labels.at<int>(from + step * i) == label ? 1 : 0;
        return length > 0 ? static_cast<double>(there) / length : 0;
    };
    const int across = box.width - 2 * corner;
    const int down = box.height - 2 * corner;
    // One pixel inside, as the edge itself may be mixed with what is around.
    const int inset = box.height > 6 && box.width > 6 ? 1 : 0;
    return std::min({along({box.x + corner, box.y + inset}, {1, 0}, across),
                     along({box.x + corner, box.br().y - 1 - inset}, {1, 0}, across),
                     along({box.x + inset, box.y + corner}, {0, 1}, down),
                     along({box.br().x - 1 - inset, box.y + corner}, {0, 1}, down)});
}

}  // namespace

std::vector<FlatRectangle> find_rectangles(const cv::Mat& picture, cv::Size least) {
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(smooth_pixels(picture), labels, stats, centres, 4, CV_32S);
    std::vector<FlatRectangle> found;
    for (int label = 1; label < count; ++label) {
        const int* row = stats.ptr<int>(label);
        const cv::Rect box(row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH],
                           row[cv::CC_STAT_HEIGHT]);
        if (box.width < least.width || box.height < least.height || box == cv::Rect({}, picture.size())) continue;
        if (row[cv::CC_STAT_AREA] * 3 < box.area()) continue;
        const double shape = share_of_sides(labels, box, label);
        if (shape < whole_side) continue;
        const cv::Scalar mean = cv::mean(picture(box), labels(box) == label);
        found.push_back({box,
                         {cv::saturate_cast<unsigned char>(mean[0]), cv::saturate_cast<unsigned char>(mean[1]),
                          cv::saturate_cast<unsigned char>(mean[2])},
                         shape});
    }
    return found;
}

}  // namespace tk::ocr
