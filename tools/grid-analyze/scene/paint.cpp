#include "grid-analyze/scene/paint.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "grid-analyze/scene/color.hpp"

namespace tk::grid {
namespace {

constexpr int across = 9;
constexpr double core = 0.38;   // of the cell that is looked at: |dx|/width + |dy|/height below this
constexpr int one_colour = 26;  // largest difference of a channel within a painted cell
constexpr double mostly = 0.6;  // share of the cell
constexpr double least_value = 0.2;
constexpr double other_hue = 26;  // degrees from the floor's
constexpr double gray = 0.14;     // saturation: below, a colour has no hue

/// The commonest colour of a cell, and the share of the cell that has it.
struct Coat {
    cv::Vec3b colour{};
    double share = 0;
    bool is_inside = false;
};

Coat coat_of(const cv::Mat& picture, board::Point middle, const board::Placement& placement) {
    std::vector<cv::Vec3b> points;
    for (int i = 0; i < across; ++i) {
        for (int j = 0; j < across; ++j) {
            const double x = (i + 0.5) / across - 0.5, y = (j + 0.5) / across - 0.5;
            if (std::abs(x) + std::abs(y) >= core) continue;
            const cv::Point at(static_cast<int>(std::floor(middle.x + x * placement.width)),
                               static_cast<int>(std::floor(middle.y + y * placement.height)));
            if (at.x >= 0 && at.y >= 0 && at.x < picture.cols && at.y < picture.rows)
                points.push_back(picture.at<cv::Vec3b>(at));
        }
    }
    Coat coat;
    if (points.size() < 9) return coat;
    coat.is_inside = true;
    for (const cv::Vec3b& candidate : points) {
        const auto near = std::count_if(points.begin(), points.end(), [&](const cv::Vec3b& point) {
            return difference(point, candidate) <= one_colour;
        });
        const double share = static_cast<double>(near) / static_cast<double>(points.size());
        if (share <= coat.share) continue;
        coat.share = share;
        coat.colour = candidate;
    }
    return coat;
}

bool is_dark(const cv::Vec3b& colour) {
    return hsv_of(colour).value < least_value;
}

/// The colour that most cells have, leaving out those near `besides`, and how many that are.
std::pair<cv::Vec3b, std::ptrdiff_t> commonest(const std::vector<Coat>& coats, const std::vector<cv::Vec3b>& besides) {
    std::pair<cv::Vec3b, std::ptrdiff_t> best{{}, 0};
    for (const Coat& candidate : coats) {
        if (candidate.share < mostly || is_dark(candidate.colour)) continue;
        if (std::any_of(besides.begin(), besides.end(),
                        [&](const cv::Vec3b& other) { return difference(candidate.colour, other) <= one_colour; }))
            continue;
        const auto near = std::count_if(coats.begin(), coats.end(), [&](const Coat& coat) {
            return coat.share >= mostly && difference(coat.colour, candidate.colour) <= one_colour;
        });
        if (near > best.second) best = {candidate.colour, near};
    }
    return best;
}

double hue_distance(double a, double b) {
    const double around = std::fmod(std::abs(a - b), 360);
    return std::min(around, 360 - around);
}

}  // namespace

bool has_hue_of(const std::vector<cv::Vec3b>& shades, double hue) {
    return std::any_of(shades.begin(), shades.end(), [&](const cv::Vec3b& shade) {
        const Hsv colour = hsv_of(shade);
        return colour.saturation >= gray && hue_distance(colour.hue, hue) < other_hue;
    });
}

Coating coating_of(const cv::Mat& picture, const FoundBoard& board) {
    std::vector<Coat> coats;
    for (board::Cell cell = 0; cell < board.geometry.size(); ++cell)
        coats.push_back(coat_of(picture, board::centre(board.geometry, board.placement, cell), board.placement));
    Coating coating;
    const auto [first, cells] = commonest(coats, {});
    if (cells == 0) return coating;
    coating.floor.push_back(first);
    const auto [second, others] = commonest(coats, coating.floor);
    if (others * 2 >= cells) coating.floor.push_back(second);
    for (board::Cell cell = 0; cell < board.geometry.size(); ++cell) {
        const Coat& coat = coats[static_cast<std::size_t>(cell)];
        const Hsv colour = hsv_of(coat.colour);
        if (coat.share < mostly || is_dark(coat.colour) || colour.saturation < gray) continue;
        if (!has_hue_of(coating.floor, colour.hue)) coating.painted.push_back({cell, colour});
    }
    return coating;
}

}  // namespace tk::grid
