#include "grid-analyze/scene/pieces.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "stats/middle_value.hpp"

namespace tk::grid {
namespace {

constexpr double inner = 0.76;             // share of a cell that is looked at: lines and neighbours' feet stay outside
constexpr int across = 6;                  // each way; hatching is gone in their means
constexpr int marks = 6;                   // patches that may be dots, dashes and coordinates: pieces cover more
constexpr int rim_marks = 2;               // the same of the outermost, which dots leave free and feet do not
constexpr double rim_counts = 4;           // times, for less of a piece is there
constexpr double least_relief = 5;         // grey levels: less is no piece
constexpr double flat_ground = 2;          // grey levels that even an empty cell may show
constexpr double above_ground = 1.6;       // times what empty cells show
constexpr double most_ground = 12;         // grey levels, for the ground of empty cells
constexpr double most_of_contrast = 0.25;  // or, as hatching is rough, of the contrast between the shades
constexpr double faint_piece = 8, faint_above_ground = 3.5;  // grey levels and times the ground: each piece shows more

/// What small patches of a cell show, grey levels.
struct Patches {
    double median = 0;
    double relief = 0;  ///< how much their means differ but for a few that differ most
};

/// How much values differ from the median but for the `left_out` that differ most.
double relief(std::vector<double> values, double median, int left_out) {
    for (double& value : values) value = (value - median) * (value - median);
    std::sort(values.begin(), values.end());
    const auto last = values.end() - left_out;
    return std::sqrt(std::accumulate(values.begin(), last, 0.0) / static_cast<double>(last - values.begin()));
}

/// Nothing outside the picture.
std::optional<Patches> patches_of(const cv::Mat& gray, const board::Placement& placement, board::Point middle) {
    const double width = inner * placement.width, height = inner * placement.height;
    const cv::Rect box(static_cast<int>(std::lround(middle.x - width / 2)),
                       static_cast<int>(std::lround(middle.y - height / 2)), static_cast<int>(width),
                       static_cast<int>(height));
    const cv::Rect seen = box & cv::Rect({0, 0}, gray.size());
    if (seen.width < across || seen.height < across || 4 * seen.area() < 3 * box.area()) return std::nullopt;
    cv::Mat small;
    cv::resize(gray(seen), small, {across, across}, 0, 0, cv::INTER_AREA);
    std::vector<double> all(small.begin<uchar>(), small.end<uchar>()), rim;
    for (int y = 0; y < across; ++y) {
        for (int x = 0; x < across; ++x) {
            if (std::min({x, y, across - 1 - x, across - 1 - y}) == 0) rim.push_back(small.at<uchar>(y, x));
        }
    }
    const double median = stats::middle_value(all);
    return Patches{median, std::min(relief(all, median, marks), rim_counts * relief(rim, median, rim_marks))};
}

/// What the cells of one shade show, sorted.
double quartile(const std::vector<double>& sorted) {
    return sorted[sorted.size() / 4];
}

/// What a piece must show more than, of the cells of one shade (sorted): the widest gap, as a ratio, between what is
/// well above the emptier quarter and `most`. Strokes over a cell and dashes show little more than ground, and where
/// the ground is rough or much of it is covered only the gap tells.
double parting(const std::vector<double>& sorted, double most) {
    const double least = std::max(least_relief, above_ground * quartile(sorted) + flat_ground);
    double best = least, widest = 0;
    for (std::size_t k = 0; k + 1 < sorted.size(); ++k) {
        const double low = sorted[k] + flat_ground, high = sorted[k + 1] + flat_ground;
        const double middle = std::max(std::sqrt(low * high) - flat_ground, least);
        if (sorted[k + 1] <= middle || middle > most || high / low <= widest) continue;
        widest = high / low;
        best = middle;
    }
    return best;
}

}  // namespace

std::optional<std::vector<FullCell>> find_pieces(const cv::Mat& gray, const FoundBoard& board) {
    const auto& geometry = board.geometry;
    if (geometry.kind() != board::Kind::square) return std::nullopt;
    std::vector<std::optional<Patches>> cells;
    std::array<std::vector<double>, 2> reliefs, medians;  // of both shades
    const auto shade = [&](board::Cell cell) {
        const board::Coord coord = geometry.coord(cell);
        return static_cast<std::size_t>((coord.x + coord.y) & 1);
    };
    for (board::Cell cell = 0; cell < geometry.size(); ++cell) {
        cells.push_back(patches_of(gray, board.placement, board::centre(geometry, board.placement, cell)));
        if (!cells.back()) continue;
        reliefs[shade(cell)].push_back(cells.back()->relief);
        medians[shade(cell)].push_back(cells.back()->median);
    }
    for (auto* values : {&reliefs[0], &reliefs[1], &medians[0], &medians[1]}) {
        if (values->size() < 4) return std::nullopt;
        std::sort(values->begin(), values->end());
    }
    const double ground = std::max(quartile(reliefs[0]), quartile(reliefs[1]));
    const double contrast = std::abs(medians[0][medians[0].size() / 2] - medians[1][medians[1].size() / 2]);
    if (ground > std::max(most_ground, most_of_contrast * contrast)) return std::nullopt;
    const double most = faint_piece + faint_above_ground * ground;
    const std::array<double, 2> limits{parting(reliefs[0], most), parting(reliefs[1], most)};
    std::vector<FullCell> pieces;
    for (board::Cell cell = 0; cell < geometry.size(); ++cell) {
        const auto& patches = cells[static_cast<std::size_t>(cell)];
        const double limit = limits[shade(cell)];
        if (!patches || patches->relief <= limit) continue;
        const double clearness = (patches->relief + flat_ground) / (limit + flat_ground) - 1;
        pieces.push_back({cell, std::clamp(0.99 - 0.4 * std::exp(-6 * clearness), 0.5, 0.99)});
    }
    if (4 * pieces.size() > 3 * cells.size()) return std::nullopt;  // so full is no board: the ground is painted
    return pieces;
}

}  // namespace tk::grid
