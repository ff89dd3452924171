#include <algorithm>
#include <array>
#include <cmath>

#include "grid-analyze/find/rectangle.hpp"
#include "grid-analyze/find/tiling.hpp"
#include "grid-analyze/find/tiling_fit.hpp"
#include "grid-analyze/find/tiling_judge.hpp"
#include "grid-analyze/find/tiling_pitch.hpp"

namespace tk::grid {

using board::Geometry;
using board::Kind;
using board::Placement;
using board::Point;

namespace {

/// Sides that a guess is moved onto, and cells of its window that are looked at, each way.
struct Effort {
    int sides, looks_a_line;
    double first_step;  ///< share of a side
    double enough;      ///< pixels of the coarse field to a cell that it is looked at with
};
constexpr Effort quick{80, 10, 0.16, 10}, thorough{300, 20, 0.06, 12};
constexpr double most_of_side = 0.8;  // a side that shows more counts as this

}  // namespace

std::optional<Trial> cells_in(const Guess& guess) {
    const auto [pitch_x, pitch_y] = board::spacing(guess.kind, guess.placement);
    // One more on each side: the window may just hold the board.
    const int cols = static_cast<int>(guess.window.width / pitch_x) + 2;
    const int rows = static_cast<int>(guess.window.height / pitch_y) + 2;
    if (cols < 5 || rows < 5) return std::nullopt;
    Trial trial{Geometry(guess.kind, cols, rows), guess.placement, 0, 0};
    // From the cell of the guess to the first of the window; an even number of lines keeps the shifted ones odd.
    int left = static_cast<int>(std::floor((guess.placement.origin.x - guess.window.x) / pitch_x + 0.5));
    int above = static_cast<int>(std::floor((guess.placement.origin.y - guess.window.y) / pitch_y + 0.5));
    if (guess.kind == Kind::hex_flat) left &= ~1;
    if (guess.kind == Kind::hex_pointy) above &= ~1;
    trial.placement.origin.x -= left * pitch_x;
    trial.placement.origin.y -= above * pitch_y;
    return trial;
}

std::optional<Trial> try_tiling(const EdgeFields& fields, const Guess& guess, Care care) {
    const Effort effort = care == Care::quick ? quick : thorough;
    const EdgeField& edges = fields.suited(guess.placement.width, guess.placement.height, effort.enough);
    auto all = cells_in(guess);
    if (!all) return std::nullopt;
    Trial& trial = *all;
    const int cols = trial.geometry.cols(), rows = trial.geometry.rows();
    const double side = std::min(guess.placement.width, guess.placement.height);
    const auto climb = [&](const Placement& from) {
        return climbed(edges, trial.geometry, from, effort.first_step * side, 0.02 * side,
                       std::max(0.06 * side, edges.scale()), effort.sides, Shape::kept);
    };
    trial.placement = climb(trial.placement);
    trial.tells_pitch = guess.tells_pitch;
    if (!guess.tells_pitch) {
        const Placement other = best_pitched(edges, trial.geometry, trial.placement, 0.1 * side, 60);
        if (other.pitch != trial.placement.pitch) trial.placement = climb(other);
    }
    const auto sides = sides_of(trial.geometry, trial.placement);
    const CellLook cell_look(edges, sides);
    // Odd steps, so that columns and rows of both parities are looked at.
    const int step_x = std::max(1, cols / effort.looks_a_line) | 1,
              step_y = std::max(1, rows / effort.looks_a_line) | 1;
    const int across = (cols + step_x - 1) / step_x, down = (rows + step_y - 1) / step_y;
    std::vector<Shown> shown;
    std::vector<double> values;
    for (int j = 0; j < down; ++j) {
        for (int i = 0; i < across; ++i) {
            const auto cell = trial.geometry.cell_at_offset({i * step_x, j * step_y});
            shown.push_back(cell_look.at(board::centre(trial.geometry, trial.placement, *cell)));
            double sum = 0;
            for (std::size_t s = 0; s < sides.size(); ++s)
                sum += std::min(static_cast<double>(shown.back().each[s]), most_of_side);
            values.push_back(sum / static_cast<double>(sides.size()));
        }
    }
    CellRect seen;
    // The board may fill a small part of the window, and its lines may be faint.
    for (const double threshold : {0.05, 0.12, 0.25}) {
        std::vector<double> over(values);
        for (double& value : over) value = std::max(value, -std::max(threshold, 0.08)) - threshold;
        const CellRect best = best_rectangle(over, across, down).cells;
        if (!best.is_large_enough()) continue;
        // The mean of each class of sides, by parity of column and row: a wrong period leaves some of them blank.
        std::array<std::array<Values, 6>, 4> classes{};
        double sum = 0, count = 0;
        for (int j = best.top; j <= best.bottom; ++j) {
            for (int i = best.left; i <= best.right; ++i) {
                const Shown& cell =
                    shown[static_cast<std::size_t>(j) * static_cast<std::size_t>(across) + static_cast<std::size_t>(i)];
                if (!cell.is_inside) continue;
                auto& one = classes[static_cast<std::size_t>((i & 1) * 2 + (j & 1))];
                for (std::size_t s = 0; s < sides.size(); ++s) {
                    one[s].add(std::min(static_cast<double>(cell.each[s]), 1.5));
                    sum += std::min(static_cast<double>(cell.each[s]), 1.5);
                    count += 1;
                }
            }
        }
        if (count == 0) continue;
        const double mean = sum / count;
        double weakest = mean;
        for (const auto& one : classes) {
            for (std::size_t s = 0; s < sides.size(); ++s)
                if (!one[s].is_empty()) weakest = std::min(weakest, one[s].likely(mean));
        }
        const double cells = static_cast<double>(best.columns()) * step_x * best.rows() * step_y;
        const double merit =
            (0.15 * std::max(mean, 0.0) + 0.85 * std::max(weakest, 0.0)) * std::sqrt(std::min(cells, 100.0));
        if (merit <= trial.merit) continue;
        trial.merit = merit;
        trial.contrast = mean;
        seen = best;
    }
    if (trial.merit <= 0) return std::nullopt;
    // The part that shows; an even number of lines keeps the shifted ones odd.
    int first_col = seen.left * step_x, first_row = seen.top * step_y;
    if (guess.kind == Kind::hex_flat) first_col &= ~1;
    if (guess.kind == Kind::hex_pointy) first_row &= ~1;
    const auto first = trial.geometry.cell_at_offset({first_col, first_row});
    const Point origin = board::centre(trial.geometry, trial.placement, *first);
    trial.geometry = Geometry(guess.kind, seen.right * step_x - first_col + 1, seen.bottom * step_y - first_row + 1);
    trial.placement.origin = origin;
    return trial;
}

}  // namespace tk::grid
