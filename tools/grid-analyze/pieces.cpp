#include "grid-analyze/pieces.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace tk::grid {
namespace {

constexpr double inner = 0.76;        // share of a cell that is looked at: lines and neighbours' feet stay outside
constexpr int patches = 6;            // each way; hatching is gone in their means
constexpr int marks = 6;              // patches that may be dots, dashes and coordinates: pieces cover more
constexpr double least_relief = 5;    // grey levels: less is no piece
constexpr double flat_ground = 2;     // grey levels that even an empty cell may show
constexpr double above_ground = 1.6;  // times what empty cells show
constexpr double most_ground = 12;    // grey levels

/// How much the means of small patches of a cell differ but for a few that differ most, grey levels; nothing outside
/// the picture.
std::optional<double> relief(const cv::Mat& gray, const board::Placement& placement, board::Point middle) {
    const double width = inner * placement.width, height = inner * placement.height;
    const cv::Rect box(static_cast<int>(std::lround(middle.x - width / 2)),
                       static_cast<int>(std::lround(middle.y - height / 2)), static_cast<int>(width),
                       static_cast<int>(height));
    const cv::Rect seen = box & cv::Rect({0, 0}, gray.size());
    if (seen.width < patches || seen.height < patches || 4 * seen.area() < 3 * box.area()) return std::nullopt;
    cv::Mat small;
    cv::resize(gray(seen), small, {patches, patches}, 0, 0, cv::INTER_AREA);
    std::vector<double> values(small.begin<uchar>(), small.end<uchar>());
    const auto middle_value = values.begin() + patches * patches / 2;
    std::nth_element(values.begin(), middle_value, values.end());
    std::transform(values.begin(), values.end(), values.begin(),
                   [median = *middle_value](double value) { return (value - median) * (value - median); });
    std::sort(values.begin(), values.end());
    const auto last = values.end() - marks;
    return std::sqrt(std::accumulate(values.begin(), last, 0.0) / static_cast<double>(last - values.begin()));
}

/// What a piece must show more than: well above what the emptier half of the cells shows, half of which lies below the
/// value that counts. Nothing when even those are far from flat, as painted ground is.
std::optional<double> parting(std::vector<double> values) {
    if (values.size() < 4) return std::nullopt;
    const auto quarter = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 4);
    std::nth_element(values.begin(), quarter, values.end());
    if (*quarter > most_ground) return std::nullopt;
    return std::max(least_relief, above_ground * *quarter + flat_ground);
}

}  // namespace

std::optional<std::vector<FullCell>> find_pieces(const cv::Mat& gray, const FoundBoard& board) {
    const auto& geometry = board.geometry;
    if (geometry.kind() != board::Kind::square) return std::nullopt;
    std::vector<std::optional<double>> reliefs;
    std::array<std::vector<double>, 2> by_shade;
    const auto shade = [&](board::Cell cell) {
        const board::Coord coord = geometry.coord(cell);
        return static_cast<std::size_t>((coord.x + coord.y) & 1);
    };
    for (board::Cell cell = 0; cell < geometry.size(); ++cell) {
        reliefs.push_back(relief(gray, board.placement, board::centre(geometry, board.placement, cell)));
        if (reliefs.back()) by_shade[shade(cell)].push_back(*reliefs.back());
    }
    const std::array<std::optional<double>, 2> limits{parting(by_shade[0]), parting(by_shade[1])};
    if (!limits[0] || !limits[1]) return std::nullopt;
    std::vector<FullCell> pieces;
    for (board::Cell cell = 0; cell < geometry.size(); ++cell) {
        const auto& value = reliefs[static_cast<std::size_t>(cell)];
        const double limit = *limits[shade(cell)];
        if (!value || *value <= limit) continue;
        const double clearness = (*value + flat_ground) / (limit + flat_ground) - 1;
        pieces.push_back({cell, std::clamp(0.99 - 0.4 * std::exp(-6 * clearness), 0.5, 0.99)});
    }
    if (2 * pieces.size() > reliefs.size()) return std::nullopt;  // so full is no board: the ground is painted
    return pieces;
}

}  // namespace tk::grid
