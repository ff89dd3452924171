#include "grid-analyze/scene/surroundings.hpp"

#include <algorithm>

#include "grid-analyze/scene/color.hpp"

namespace tk::grid {
namespace {

constexpr double least_outside = 0.08;   // share of what lies around the board that has a colour
constexpr std::size_t most_outside = 5;  // such colours

/// Points around the board, well outside of it and not farther than two cells.
std::vector<board::Point> points_around(const FoundBoard& board) {
    const auto& geometry = board.geometry;
    const auto& placement = board.placement;
    const double width = placement.width, height = placement.height;
    double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
    for (board::Cell cell = 0; cell < geometry.size(); ++cell) {
        const board::Point middle = board::centre(geometry, placement, cell);
        left = std::min(left, middle.x);
        right = std::max(right, middle.x);
        top = std::min(top, middle.y);
        bottom = std::max(bottom, middle.y);
    }
    std::vector<board::Point> points;
    for (double y = top - 2 * height; y <= bottom + 2 * height; y += height / 2) {
        for (double x = left - 2 * width; x <= right + 2 * width; x += width / 2) {
            const board::Point near[] = {{x, y}, {x - width, y}, {x + width, y}, {x, y - height}, {x, y + height}};
            if (std::none_of(std::begin(near), std::end(near), [&](const board::Point& point) {
                    return board::cell_at(board.geometry, board.placement, point).has_value();
                }))
                points.push_back({x, y});
        }
    }
    return points;
}

}  // namespace

Pixels colours_around(const cv::Mat& picture, const cv::Mat& hidden, const FoundBoard& board,
                      const std::vector<board::Point>& offsets) {
    Pixels left;
    for (const board::Point& point : points_around(board)) {
        const Look look = look_at(picture, hidden, point, offsets);
        if (look.is_visible) left.push_back(look.median);
    }
    const auto all = static_cast<double>(left.size());
    Pixels colours;
    double covered = 0;
    while (colours.size() < most_outside) {
        const auto shade = commonest(left);
        if (!shade || shade->share * static_cast<double>(left.size()) < least_outside * all) break;
        covered += shade->share * static_cast<double>(left.size()) / all;
        colours.push_back(shade->colour);
        std::erase_if(left, [&](const cv::Vec3b& c) { return difference(c, shade->colour) <= same_shade; });
    }
    return covered >= 0.5 ? colours : Pixels();
}

}  // namespace tk::grid
