#include "grid-analyze/tiling_judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace tk::grid {
namespace {

constexpr double deviations = 1, least_of_mean = 0.3;
constexpr double of_thin = 0.45;  // share of its merit that three rows keep: lists and bars of buttons are such

/// Cells that show anything: of those behind a window nothing can be said.
bool shows(const Shown& shown, std::size_t sides, double mean) {
    double sum = 0;
    for (std::size_t s = 0; s < sides; ++s) sum += std::min(static_cast<double>(shown.each[s]), 2 * mean);
    return sum > least_of_mean * mean * static_cast<double>(sides);
}

/// The weakest of the classes of sides, by the column or the row of the cell modulo two, three and five, over the mean:
/// of a lattice of a fraction of the true size one of two, two of three or four of five of them show nothing. One of
/// three may show nothing on a true one, as on hexagons of three shades two of which are about as bright.
/// Windows hide cells of all classes alike: one whose cells hardly ever show is as good as blank, as every second
/// column is where flat hexagons are taken for squares.
double evenness_of(const View& view, const Span& span, std::size_t sides, double mean) {
    /// The cells whose column (or row) has one rest, and what those of them that show anything show.
    struct Class {
        std::array<Values, 6> values;
        double all = 0, shown = 0;
        double share() const { return all > 0 ? shown / all : 0; }
    };
    double weakest = mean;
    for (const int n : {2, 3, 5}) {
        std::array<std::array<Class, 5>, 2> classes{};  // by column and row
        Class every;
        for (int j = span.top; j <= span.bottom; ++j) {
            for (int i = span.left; i <= span.right; ++i) {
                const Shown* shown = view.at(i, j);
                if (shown == nullptr || !shown->is_inside) continue;
                const bool is_shown = shows(*shown, sides, mean);
                for (Class* one : {&every, &classes[0][static_cast<std::size_t>(i % n)],
                                   &classes[1][static_cast<std::size_t>(j % n)]}) {
                    one->all += 1;
                    one->shown += is_shown ? 1 : 0;
                    for (std::size_t s = 0; is_shown && s < sides; ++s)
                        one->values[s].add(static_cast<double>(shown->each[s]));
                }
            }
        }
        for (const auto& axis : classes) {
            for (std::size_t s = 0; s < sides; ++s) {
                std::vector<double> means;
                for (const Class& one : axis) {
                    if (one.all == 0) continue;
                    const double seen = one.share() / std::max(every.share(), 1e-9);
                    means.push_back(one.shown > 0 ? std::min(seen * seen, 1.0) * one.values[s].likely(mean) : 0);
                }
                if (means.empty()) continue;
                std::sort(means.begin(), means.end());
                weakest = std::min(weakest, means[(means.size() - 1) / 2]);
            }
        }
    }
    return mean > 0 ? std::max(weakest, 0.0) / mean : 0;
}

/// What half of the lines of the weakest family show less than, over the mean: of a lattice of a third of the true
/// size two lines of three are no lines of the board.
double weak_lines(const View& view, const Span& span, std::size_t sides, double mean) {
    double weakest = mean;
    for (std::size_t s = 0; s < sides; ++s) {
        for (const bool is_column : {false, true}) {
            std::vector<double> lines;
            const int first = is_column ? span.left : span.top, last = is_column ? span.right : span.bottom;
            for (int line = first; line <= last; ++line) {
                Values values;
                for (int k = is_column ? span.top : span.left; k <= (is_column ? span.bottom : span.right); ++k) {
                    const Shown* shown = is_column ? view.at(line, k) : view.at(k, line);
                    if (shown == nullptr || !shown->is_inside || !shows(*shown, sides, mean)) continue;
                    values.add(static_cast<double>(shown->each[s]));
                }
                if (!values.is_empty()) lines.push_back(values.likely(mean));
            }
            if (lines.empty()) continue;
            std::sort(lines.begin(), lines.end());
            weakest = std::min(weakest, lines[(lines.size() - 1) / 2]);
        }
    }
    return mean > 0 ? std::max(weakest, 0.0) / mean : 0;
}

}  // namespace

void Values::add(double value) {
    sum_ += value;
    squares_ += value * value;
    count_ += 1;
}

double Values::likely(double mean) const {
    const double drawn = (sum_ + 3 * mean) / (count_ + 3);
    const double variance = std::max(squares_ / count_ - sum_ * sum_ / (count_ * count_), 0.0);
    return drawn + deviations * std::sqrt(variance / (count_ + 3));
}

Tiling judged(const board::Geometry& geometry, const board::Placement& placement, const View& view, const Span& span) {
    const std::size_t sides = view.field.geometry.is_hex() ? 6 : 4;
    Tiling tiling{geometry, placement, 0, 0, 0};
    tiling.contrast = means_of(view, span, 3).inside;
    tiling.evenness =
        std::min(evenness_of(view, span, sides, tiling.contrast), weak_lines(view, span, sides, tiling.contrast));
    const double count = std::min<double>(span.columns() * span.rows() * static_cast<double>(sides) / 2, 800);
    const bool is_thin = std::min(span.columns(), span.rows()) < 4;
    tiling.merit = std::max(tiling.contrast, 0.0) * tiling.evenness * std::sqrt(count) * (is_thin ? of_thin : 1);
    return tiling;
}

}  // namespace tk::grid
