#include "grid-analyze/scene/piece_ground.hpp"

#include <algorithm>
#include <utility>

#include "stats/middle_value.hpp"

namespace tk::grid {
namespace {

constexpr double of_strokes = 0.1;  // share of the patches that marks may cover
constexpr double emptier = 0.4;     // share of the cells that show the ground
constexpr std::size_t least_cells = 4;

/// How uneven a cell is, whatever its ground.
double unevenness(const CellPatches& cell) {
    CellPatches off = cell;
    const cv::Vec3f middle = median({cell.colours.begin(), cell.colours.end()});
    for (cv::Vec3f& colour : off.colours) colour -= middle;
    return relief_of(off, of_strokes, {});
}

cv::Vec3f usual_in_corners(const CellPatches& cell) {
    std::vector<cv::Vec3f> corners;
    for (const std::size_t patch : patch_regions().corners) corners.push_back(cell.colours[patch]);
    return median(std::move(corners));
}

}  // namespace

CellPatches PieceGround::left_of(const CellPatches& cell, float through) const {
    CellPatches left = cell;
    for (std::size_t patch = 0; patch < left.colours.size(); ++patch)
        left.colours[patch] -= middle + (patches.colours[patch] - middle) * through;
    const cv::Vec3f tint = usual_in_corners(left);
    for (cv::Vec3f& colour : left.colours) colour -= tint;
    return left;
}

cv::Vec3f PieceGround::tint_of(const CellPatches& cell) const {
    CellPatches over = cell;
    for (std::size_t patch = 0; patch < over.colours.size(); ++patch) over.colours[patch] -= patches.colours[patch];
    return usual_in_corners(over);
}

std::vector<PatchedCell> emptiest_first(std::vector<PatchedCell> cells) {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t at = 0; at < cells.size(); ++at) order.emplace_back(unevenness(cells[at].patches), at);
    std::sort(order.begin(), order.end());
    std::vector<PatchedCell> sorted;
    for (const auto& [unevenness, at] : order) sorted.push_back(std::move(cells[at]));
    return sorted;
}

double roughness_of(const std::vector<PatchedCell>& cells) {
    std::vector<double> sizes;
    for (std::size_t k = 0; k < (cells.size() + 2) / 3; ++k) {
        const CellPatches &cell = cells[k].patches, smooth = smoothed(cell);
        for (const std::size_t patch : patch_regions().body)
            sizes.push_back(size_of(cell.colours[patch] - smooth.colours[patch]));
    }
    return stats::middle_value(sizes);
}

PieceGround common_ground(const std::vector<PatchedCell>& cells) {
    const auto share = static_cast<std::size_t>(emptier * static_cast<double>(cells.size()));
    const std::size_t count = std::min(cells.size(), std::max(least_cells, share));
    PieceGround ground;
    for (std::size_t patch = 0; patch < ground.patches.colours.size(); ++patch) {
        std::vector<cv::Vec3f> colours;
        for (std::size_t k = 0; k < count; ++k) colours.push_back(cells[k].patches.colours[patch]);
        ground.patches.colours[patch] = median(std::move(colours));
    }
    ground.middle = median({ground.patches.colours.begin(), ground.patches.colours.end()});
    return ground;
}

}  // namespace tk::grid
