#include "grid-analyze/scene/discs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "grid-analyze/scene/cell_look.hpp"
#include "grid-analyze/scene/color.hpp"

namespace tk::grid {
namespace {

constexpr int samples = 24;  // along each axis of a cell
// Of the way from the middle of a cell to its sides: where its corners and the strips along its sides are, and the
// part around the middle that discs fill.
constexpr double corner_begins = 0.68, strip_begins = 0.86, strip_ends = 0.94, inner = 0.6;
constexpr double one_colour = 8, least_contrast = 12;  // levels of a channel from the ground: as much as it, and else
constexpr double plain = 0.9, free_corners = 0.5;      // share of corners that show the ground: of empty and full cells
constexpr double free_strip = 0.42, least_covered = 0.55;  // share of each strip, and of each quarter
constexpr double least_plain = 0.75, most_full = 0.75;     // shares of the cells

/// What is seen of a cell.
struct Parts {
    Pixels corners;
    std::array<Pixels, 4> strips, quarters;  ///< along each side, and of the inner part towards it
};

/// Nothing for cells that reach out of the picture.
std::optional<Parts> parts_of(const cv::Mat& picture, const board::Placement& placement, board::Point middle) {
    Parts parts;
    for (int j = 0; j < samples; ++j) {
        for (int i = 0; i < samples; ++i) {
            const double u = 2 * (i + 0.5) / samples - 1, v = 2 * (j + 0.5) / samples - 1;
            const cv::Point at(static_cast<int>(std::floor(middle.x + u * placement.width / 2)),
                               static_cast<int>(std::floor(middle.y + v * placement.height / 2)));
            if (!cv::Rect({0, 0}, picture.size()).contains(at)) return std::nullopt;
            const auto colour = picture.at<cv::Vec3b>(at);
            const auto [least, most] = std::minmax({std::abs(u), std::abs(v)});
            const std::size_t side = std::abs(u) > std::abs(v) ? (u < 0 ? 0 : 1) : (v < 0 ? 2 : 3);
            if (std::hypot(u, v) < inner) parts.quarters[side].push_back(colour);
            if (least > corner_begins && most < strip_begins) parts.corners.push_back(colour);
            if (least < corner_begins && most > strip_begins && most < strip_ends) parts.strips[side].push_back(colour);
        }
    }
    return parts;
}

/// The ground that all cells have.
class Ground {
public:
    explicit Ground(const cv::Vec3b& colour) : colour_(colour) {}

    double share_in(const Pixels& colours) const {
        return share_of(colours, [&](const cv::Vec3b& colour) { return difference(colour, colour_) <= one_colour; });
    }
    /// How much of the quarter that is covered least.
    double covered(const Parts& cell) const {
        double least = 1;
        for (const Pixels& quarter : cell.quarters)
            least = std::min(least, share_of(quarter, [&](const cv::Vec3b& colour) {
                                 return difference(colour, colour_) >= least_contrast;
                             }));
        return least;
    }
    /// Whether all that stands there is inside of the cell: names and windows reach over sides.
    bool is_around(const Parts& cell) const {
        return share_in(cell.corners) >= free_corners &&
               std::all_of(cell.strips.begin(), cell.strips.end(),
                           [&](const auto& strip) { return share_in(strip) >= free_strip; });
    }

private:
    cv::Vec3b colour_;
};

}  // namespace

std::vector<FullCell> find_discs(const cv::Mat& picture, const FoundBoard& board) {
    if (board.geometry.kind() != board::Kind::square) return {};
    std::vector<std::optional<Parts>> cells;
    Pixels corners;
    for (board::Cell cell = 0; cell < board.geometry.size(); ++cell) {
        cells.push_back(parts_of(picture, board.placement, board::centre(board.geometry, board.placement, cell)));
        if (cells.back()) corners.push_back(median_of(cells.back()->corners));
    }
    if (corners.empty()) return {};
    const Ground ground(median_of(corners));
    int plain_cells = 0;
    std::vector<FullCell> full;
    for (board::Cell at = 0; at < board.geometry.size(); ++at) {
        const auto& parts = cells[static_cast<std::size_t>(at)];
        if (!parts) continue;
        const double covered = ground.covered(*parts);
        const bool is_full = covered >= least_covered && ground.is_around(*parts);
        plain_cells += is_full || ground.share_in(parts->corners) >= plain ? 1 : 0;
        if (is_full) full.push_back({at, 0.6 + 0.35 * (covered - least_covered) / (1 - least_covered)});
    }
    const auto seen = static_cast<double>(corners.size());
    if (plain_cells < least_plain * seen || static_cast<double>(full.size()) > most_full * seen) return {};
    return full;
}

}  // namespace tk::grid
