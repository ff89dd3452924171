#include "ocr/ground.hpp"

#include <algorithm>
#include <vector>

#include "stats/middle_value.hpp"

namespace tk::ocr {

Ground ground_around(const cv::Mat& picture, const cv::Rect& box) {
    constexpr int shading = 24;
    // The first pixels beside a stroke are mixed with it.
    const cv::Rect inside(box.x - 1, box.y - 1, box.width + 2, box.height + 2);
    const int beside = std::max(2, box.height / 2);
    const int above = std::max(2, box.height / 5);
    const cv::Rect around =
        cv::Rect(inside.x - beside, inside.y - above, inside.width + 2 * beside, inside.height + 2 * above) &
        cv::Rect({}, picture.size());
    std::vector<cv::Vec3b> ring;
    for (int y = around.y; y < around.br().y; ++y) {
        const auto* row = picture.ptr<cv::Vec3b>(y);
        for (int x = around.x; x < around.br().x; ++x) {
            if (!inside.contains({x, y})) ring.push_back(row[x]);
        }
    }
    if (ring.empty()) return {};
    Ground ground;
    for (int channel = 0; channel < 3; ++channel) {
        std::vector<int> levels;
        levels.reserve(ring.size());
        for (const cv::Vec3b& pixel : ring) levels.push_back(pixel[channel]);
        ground.colour[channel] = static_cast<float>(stats::middle_value(levels));
    }
    const auto plain = std::count_if(ring.begin(), ring.end(), [&](const cv::Vec3b& pixel) {
        return cv::norm(cv::Vec3f(pixel) - ground.colour, cv::NORM_INF) <= shading;
    });
    ground.plain_share = static_cast<double>(plain) / static_cast<double>(ring.size());
    return ground;
}

}  // namespace tk::ocr
