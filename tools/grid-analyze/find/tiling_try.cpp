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

namespace {

/// Sides that a guess is moved onto, and cells of its window that are looked at, each way.
struct Effort {
    int sides, looks_a_line;
    double first_step;  ///< share of a side
    double enough;      ///< pixels of the coarse field to a cell that it is looked at with
};
constexpr Effort quick{80, 10, 0.16, 10}, thorough{300, 20, 0.06, 12};
constexpr double most_of_side = 0.8, most_of_weighed = 1.5;  // a side that shows more counts as this

/// The lattice of the cells in a window, moved to where some of their sides lie best on edges.
Placement fitted(const EdgeField& edges, const Trial& window, const Effort& effort) {
    const double side = std::min(window.placement.width, window.placement.height);
    const auto climb = [&](const Placement& from) {
        return climbed(edges, window.geometry, from, effort.first_step * side, 0.02 * side,
                       std::max(0.06 * side, edges.scale()), effort.sides, Shape::kept);
    };
    const Placement placement = climb(window.placement);
    if (window.tells_pitch) return placement;
    const Placement other = best_pitched(edges, window.geometry, placement, 0.1 * side, 60);
    return other.pitch != placement.pitch ? climb(other) : placement;
}

/// What cells of a window show that are a few columns and rows apart, row by row.
struct Looks {
    int step_x = 1, step_y = 1;  ///< from one to the next, cells
    int columns = 0, rows = 0;   ///< of looks
    std::size_t sides = 0;       ///< of a cell
    std::vector<Shown> shown;
    std::vector<double> values;  ///< mean over the sides of each
    const Shown& at(int column, int row) const {
        return shown[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                     static_cast<std::size_t>(column)];
    }
};

Looks looks_at(const EdgeField& edges, const Trial& window, const Effort& effort) {
    const auto sides = sides_of(window.geometry, window.placement);
    const CellLook cell_look(edges, sides);
    const int cols = window.geometry.cols(), rows = window.geometry.rows();
    Looks looks;
    looks.sides = sides.size();
    // Odd steps, so that columns and rows of both parities are looked at.
    looks.step_x = std::max(1, cols / effort.looks_a_line) | 1;
    looks.step_y = std::max(1, rows / effort.looks_a_line) | 1;
    looks.columns = (cols + looks.step_x - 1) / looks.step_x;
    looks.rows = (rows + looks.step_y - 1) / looks.step_y;
    for (int j = 0; j < looks.rows; ++j) {
        for (int i = 0; i < looks.columns; ++i) {
            const auto cell = window.geometry.cell_at_offset({i * looks.step_x, j * looks.step_y});
            looks.shown.push_back(cell_look.at(board::centre(window.geometry, window.placement, *cell)));
            double sum = 0;
            for (std::size_t s = 0; s < sides.size(); ++s)
                sum += std::min(static_cast<double>(looks.shown.back().each[s]), most_of_side);
            looks.values.push_back(sum / static_cast<double>(sides.size()));
        }
    }
    return looks;
}

/// A part of a window that may be a board.
struct Part {
    CellRect span;  ///< of looks
    double contrast = 0, merit = 0;
};

/// How the cells of a part show, all in all and of each class of sides, by parity of column and row: a wrong period
/// leaves some of them blank.
Part weighed(const Looks& looks, const CellRect& span) {
    std::array<std::array<Values, 6>, 4> classes{};
    double sum = 0, count = 0;
    for (int j = span.top; j <= span.bottom; ++j) {
        for (int i = span.left; i <= span.right; ++i) {
            const Shown& cell = looks.at(i, j);
            if (!cell.is_inside) continue;
            auto& one = classes[static_cast<std::size_t>((i & 1) * 2 + (j & 1))];
            for (std::size_t s = 0; s < looks.sides; ++s) {
                const double value = std::min(static_cast<double>(cell.each[s]), most_of_weighed);
                one[s].add(value);
                sum += value;
                count += 1;
            }
        }
    }
    if (count == 0) return {span, 0, 0};
    const double mean = sum / count;
    double weakest = mean;
    for (const auto& one : classes) {
        for (std::size_t s = 0; s < looks.sides; ++s)
            if (!one[s].is_empty()) weakest = std::min(weakest, one[s].likely(mean));
    }
    const double cells = static_cast<double>(span.columns()) * looks.step_x * span.rows() * looks.step_y;
    return {span, mean,
            (0.15 * std::max(mean, 0.0) + 0.85 * std::max(weakest, 0.0)) * std::sqrt(std::min(cells, 100.0))};
}

/// The part that shows best: the board may fill a small part of the window, and its lines may be faint. Its merit is 0
/// where none does.
Part best_part(const Looks& looks) {
    Part best;
    for (const double threshold : {0.05, 0.12, 0.25}) {
        std::vector<double> over(looks.values);
        for (double& value : over) value = std::max(value, -std::max(threshold, 0.08)) - threshold;
        const CellRect span = best_rectangle(over, looks.columns, looks.rows).cells;
        if (!span.is_large_enough()) continue;
        const Part part = weighed(looks, span);
        if (part.merit > best.merit) best = part;
    }
    return best;
}

/// The cells of a part alone.
Trial cut_to(const Trial& window, const Looks& looks, const Part& part) {
    const Kind kind = window.geometry.kind();
    // An even number of lines keeps the shifted ones odd.
    int first_col = part.span.left * looks.step_x, first_row = part.span.top * looks.step_y;
    if (kind == Kind::hex_flat) first_col &= ~1;
    if (kind == Kind::hex_pointy) first_row &= ~1;
    Trial trial = window;
    const auto first = window.geometry.cell_at_offset({first_col, first_row});
    trial.placement.origin = board::centre(window.geometry, window.placement, *first);
    trial.geometry =
        Geometry(kind, part.span.right * looks.step_x - first_col + 1, part.span.bottom * looks.step_y - first_row + 1);
    trial.contrast = part.contrast;
    trial.merit = part.merit;
    return trial;
}

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
    auto window = cells_in(guess);
    if (!window) return std::nullopt;
    window->tells_pitch = guess.tells_pitch;
    window->placement = fitted(edges, *window, effort);
    const Looks looks = looks_at(edges, *window, effort);
    const Part part = best_part(looks);
    return part.merit > 0 ? std::optional<Trial>(cut_to(*window, looks, part)) : std::nullopt;
}

}  // namespace tk::grid
