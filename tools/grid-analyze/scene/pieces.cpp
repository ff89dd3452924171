#include "grid-analyze/scene/pieces.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "grid-analyze/scene/arrows.hpp"
#include "grid-analyze/scene/piece_ground.hpp"

namespace tk::grid {
namespace {

constexpr double of_strokes = 0.12;     // share of the patches that marks may cover
constexpr std::size_t least_cells = 4;  // of a shade
constexpr double least_relief = 6;      // levels: less is no piece
constexpr double flat_ground = 2;       // levels that even an empty cell may show
constexpr double above_ground = 1.6;    // times what the emptiest quarter shows
constexpr double above_hatching = 0.3;  // times its roughness
constexpr float tinted = 0.5F;          // share of the ground's pattern that shows through paint
// Of the emptiest quarter, levels or a share of the shades' difference: more is no common ground.
constexpr double most_ground = 12, most_of_contrast = 0.25;

/// The cells of one shade.
struct Shade {
    std::vector<PatchedCell> cells;  ///< emptiest first
    double roughness = 0;
    PieceGround ground;
};
using Shades = std::array<Shade, 2>;  // of even cells and of odd ones

std::size_t shade_of(board::Coord cell) {
    return static_cast<std::size_t>((cell.x + cell.y) & 1);
}

Shades shades_of(const cv::Mat& picture, const FoundBoard& board) {
    Shades shades;
    for (board::Cell cell = 0; cell < board.geometry.size(); ++cell) {
        const auto patches = patches_of(picture, board.placement, board::centre(board.geometry, board.placement, cell));
        if (patches) shades[shade_of(board.geometry.coord(cell))].cells.push_back({cell, *patches});
    }
    for (Shade& shade : shades) {
        if (shade.cells.empty()) continue;
        shade.cells = emptiest_first(std::move(shade.cells));
        shade.roughness = roughness_of(shade.cells);
        if (shade.roughness > hatched) {
            for (PatchedCell& one : shade.cells) one.patches = smoothed(one.patches);
            shade.cells = emptiest_first(std::move(shade.cells));
        }
        shade.ground = common_ground(shade.cells);
    }
    return shades;
}

std::vector<Arrow> arrows_over(const cv::Mat& picture, const FoundBoard& board, const Shades& shades) {
    std::vector<const CellPatches*> patches(static_cast<std::size_t>(board.geometry.size()));
    std::vector<cv::Vec3f> tints(patches.size());
    for (const Shade& shade : shades) {
        for (const PatchedCell& one : shade.cells) {
            const auto at = static_cast<std::size_t>(one.cell);
            patches[at] = &one.patches;
            tints[at] = shade.ground.tint_of(one.patches);
        }
    }
    const auto over_ground = [&](board::Point point) -> std::optional<cv::Vec3f> {
        const board::Coord coord{static_cast<int>(std::lround(point.x)), static_cast<int>(std::lround(point.y))};
        const auto cell = board.geometry.cell(coord);
        if (!cell || patches[static_cast<std::size_t>(*cell)] == nullptr) return std::nullopt;
        const board::Point first = board.placement.origin;
        const cv::Point pixel(static_cast<int>(std::lround(first.x + point.x * board.placement.width - 0.5)),
                              static_cast<int>(std::lround(first.y + point.y * board.placement.height - 0.5)));
        const cv::Rect around = cv::Rect(pixel - cv::Point(1, 1), cv::Size(3, 3)) & cv::Rect({0, 0}, picture.size());
        if (around.empty()) return std::nullopt;
        const cv::Scalar mean = cv::mean(picture(around));
        const cv::Vec3f colour(static_cast<float>(mean[0]), static_cast<float>(mean[1]), static_cast<float>(mean[2]));
        const PieceGround& ground = shades[shade_of(coord)].ground;
        return colour - ground.patches.colours[patch_at(point.x - coord.x, point.y - coord.y)] -
               tints[static_cast<std::size_t>(*cell)];
    };
    return find_arrows(board.geometry, over_ground, shades[0].ground.middle - shades[1].ground.middle);
}

PatchSet covered_by(const std::vector<Arrow>& arrows, board::Coord cell) {
    PatchSet covered;
    for (std::size_t patch = 0; patch < covered.size(); ++patch) {
        const board::Point place = place_of(patch);
        covered[patch] = std::any_of(arrows.begin(), arrows.end(), [&](const Arrow& arrow) {
            return arrow.covers({cell.x + place.x, cell.y + place.y});
        });
    }
    return covered;
}

/// How much a cell shows over its ground, painted or not.
double relief_over(const PieceGround& ground, const CellPatches& cell, const PatchSet& covered) {
    return std::min(relief_of(ground.left_of(cell, 1), of_strokes, covered),
                    relief_of(ground.left_of(cell, tinted), of_strokes, covered));
}

PieceLook look_of(const PieceGround& ground, const CellPatches& cell, double limit) {
    PieceLook look{cell, {}};
    const CellPatches left = ground.left_of(cell, 1);
    for (std::size_t patch = 0; patch < look.covered.size(); ++patch)
        look.covered[patch] = !is_at_border(patch) && size_of(left.colours[patch]) > 2 * limit;
    return look;
}

/// The cells of one shade on which something stands; nothing if they have no ground in common.
std::optional<std::vector<FullCell>> full_cells(const Shade& shade, const board::Geometry& geometry,
                                                const std::vector<Arrow>& arrows, double most) {
    std::vector<double> reliefs;
    for (const PatchedCell& one : shade.cells)
        reliefs.push_back(relief_over(shade.ground, one.patches, covered_by(arrows, geometry.coord(one.cell))));
    std::vector<double> sorted = reliefs;
    std::sort(sorted.begin(), sorted.end());
    const double quarter = sorted[sorted.size() / 4];
    if (quarter > most) return std::nullopt;
    const double limit =
        std::max({least_relief, above_ground * quarter + flat_ground, above_hatching * shade.roughness});
    std::vector<FullCell> full;
    for (std::size_t at = 0; at < reliefs.size(); ++at) {
        if (reliefs[at] <= limit) continue;
        const double clearness = (reliefs[at] + flat_ground) / (limit + flat_ground) - 1;
        full.push_back({shade.cells[at].cell, std::clamp(0.99 - 0.4 * std::exp(-6 * clearness), 0.5, 0.99),
                        look_of(shade.ground, shade.cells[at].patches, limit)});
    }
    return full;
}

}  // namespace

std::optional<std::vector<FullCell>> find_pieces(const cv::Mat& picture, const FoundBoard& board) {
    if (board.geometry.kind() != board::Kind::square) return std::nullopt;
    const Shades shades = shades_of(picture, board);
    if (std::min(shades[0].cells.size(), shades[1].cells.size()) < least_cells) return std::nullopt;
    // The strokes of hatching run from cell to cell, too.
    const bool is_hatched = std::max(shades[0].roughness, shades[1].roughness) > hatched;
    const std::vector<Arrow> arrows = is_hatched ? std::vector<Arrow>{} : arrows_over(picture, board, shades);
    const double contrast = size_of(shades[0].ground.middle - shades[1].ground.middle);
    std::vector<FullCell> pieces;
    for (const Shade& shade : shades) {
        const auto full = full_cells(shade, board.geometry, arrows, std::max(most_ground, most_of_contrast * contrast));
        if (!full) return std::nullopt;
        pieces.insert(pieces.end(), full->begin(), full->end());
    }
    // So full is no board: the ground is painted.
    if (4 * pieces.size() > 3 * (shades[0].cells.size() + shades[1].cells.size())) return std::nullopt;
    std::sort(pieces.begin(), pieces.end(), [](const FullCell& a, const FullCell& b) { return a.cell < b.cell; });
    return pieces;
}

}  // namespace tk::grid
