#include "grid-analyze/find/iso_search.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <optional>

#include "grid-analyze/find/hints.hpp"
#include "grid-analyze/find/iso_diamond.hpp"
#include "grid-analyze/find/iso_extent.hpp"
#include "grid-analyze/find/iso_parts.hpp"
#include "grid-analyze/find/iso_pattern.hpp"
#include "grid-analyze/find/iso_refine.hpp"
#include "grid-analyze/find/laid_cells.hpp"
#include "grid-analyze/find/multiples.hpp"
#include "grid-analyze/find/tiling.hpp"

namespace tk::grid {
namespace {

constexpr std::size_t guesses = 3, guesses_of_clear = 10;
constexpr double clear_score = 1.5;  // of the best guess: pictures without a board hardly reach it
constexpr double promising_score = 2.5, least_promising_ratio = 1.8;  // hexagons have 1.73
constexpr double least_score = 0.4;                                   // of a spectrum
constexpr double least_of_best = 0.5;                                 // score over that of the best guess
constexpr double least_to_fit = 0.15;                                 // merit: boards that were found had twice that
constexpr double least_of_cells = 4.2;            // merit of their sides; pictures without a board reach 2.6
constexpr double least_framed = 0.15;             // merit beside that of cells: lattices along other lines have none
constexpr double least_contrast_of_cells = 0.15;  // very many cells of chance have some merit
constexpr double least_of_part = 0.85;            // score of the spectrum of a part
// Of a part, as of guesses; boards reach 0.5 and 6.5, rows of balls and tables begin at 1.2 and 12.
constexpr double most_upright = 1, most_level_of_part = 9;

constexpr double most_framed = 0.95;    // confidence by the sides alone
constexpr double sure_of_lines = 0.8;   // by the lines: below it the sides of cells are looked at, too
constexpr double most_doubtful = 0.88;  // where the spectrum is not clear

/// Rises from a half at the least merit to nearly one at four times it.
double confidence_of(const Evidence& evidence) {
    return 0.99 - 0.5 * std::exp(-1.2 * (evidence.merit - least_merit_of_lines));
}

/// Rises from two thirds at the least merit.
double confidence_by_cells(double merit) {
    return 0.99 - 0.33 * std::exp(-0.3 * (merit - least_of_cells));
}

/// How the sides of the cells of a board show, each looked at as those of squares and hexagons are.
double merit_of_cells(const EdgeFields& fields, const Extent& extent, const Lattice& lattice) {
    const Tiling cells = measure_tiling(fields, extent.geometry, placement_of(extent, lattice));
    return cells.contrast > least_contrast_of_cells ? cells.merit : 0;
}

void keep_inside(IsoEdges& edges, const profile::RelativeBox& area) {
    const double width = edges.size.width, height = edges.size.height;
    const auto outside = [&](const EdgePoint& point) {
        const double x = static_cast<double>(point.x) / width, y = static_cast<double>(point.y) / height;
        return x < area.x || y < area.y || x > area.x + area.width || y > area.y + area.height;
    };
    for (auto& family : edges.families)
        family.erase(std::remove_if(family.begin(), family.end(), outside), family.end());
}

/// The field in which cells of this size are looked for, pixels.
const EdgeField& field_for(const EdgeFields& fields, double width, double height) {
    return fields.exact(width, height, least_cell_of_field);
}

/// Whether cells are a half or a third as wide as those of a better guess. Of more times as much the spectrum does not
/// tell them apart: edges of the board itself lie so far apart.
bool is_fraction(const PeriodGuess& guess, const PeriodGuess& better) {
    return is_multiple(better.width / guess.width, 3);
}

/// Where the lattice of a part's period may lie. It is not known whether its lines are darker or lighter than what is
/// between them, in either family, and not exactly how high its cells are.
Starts starts_of(const PartPeriod& period) {
    const double width = period.guess.width, height = width / period.guess.ratio;
    const Lattice lattice{width, height, period.middle.x, period.middle.y};
    Starts starts{{}, 3, -1};
    for (const auto& [x, y] : {std::pair{0.0, 0.0}, {0.5, 0.0}, {0.0, 0.5}, {0.5, 0.5}}) {
        for (const double share : {0.97, 0.985, 1.0, 1.015, 1.03})
            starts.placements.push_back({lattice.at(x, y), width, share * height});
    }
    return starts;
}

}  // namespace

IsoSearch::IsoSearch(const cv::Mat& gray, const FlatView& flat, const profile::BoardProfile& profile)
    : gray_(gray),
      flat_(flat.picture),
      profile_(profile),
      guesses_(find_periods(flat.spectrum, guesses_of_clear, allowed_ratios(profile))),
      is_clear_(!profile.kind && !guesses_.empty() && guesses_[0].score > clear_score) {
    if (!is_clear_ && guesses_.size() > guesses) guesses_.resize(guesses);
}

bool IsoSearch::speaks(double score) const {
    return !guesses_.empty() && score_of(guesses_[0]) > score && guesses_[0].ratio > least_promising_ratio &&
           guesses_[0].level < most_level;
}

Search IsoSearch::find(const EdgeFields& fields, const Check& check) const {
    IsoEdges edges;
    std::optional<NoBoard> no;
    for (const PeriodGuess& guess : guesses_) {
        if (guess.score < std::max(least_score, least_of_best * guesses_[0].score)) break;
        const double height = guess.width / guess.ratio;
        if (edges.size.empty() || edges.scale != field_for(fields, guess.width, height).scale())
            edges = edges_in(fields, guess.width, height);
        Laid laid = lay(edges, guess);
        if (is_clear_ && !laid.pattern && laid.candidate.evidence.merit <= least_to_fit)
            laid = lay(edges, sharpest_near(edges, guess));
        const Evidence& evidence = laid.candidate.evidence;
        const Lattice& lattice = laid.candidate.lattice;
        const bool is_framed = is_board(evidence), is_shown = laid.pattern.has_value();
        std::optional<Extent> extent;
        double by_cells = 0;  // how the sides of the cells show, looked at as those of other boards
        const bool is_doubtful = !is_framed || confidence_of(evidence) < sure_of_lines;
        if (is_doubtful && !is_shown && evidence.merit >= least_framed && is_large_enough(evidence.region)) {
            extent = extent_of(fields, laid.candidate);
            by_cells = merit_of_cells(fields, *extent, lattice);
        }
        if (is_framed || is_shown || by_cells > least_of_cells) {
            if (!extent) extent = extent_of(fields, laid.candidate);
            FoundBoard found = board_of(laid, *extent, by_cells);
            if (check(found, {score_of(guess), &guess == &guesses_[0], is_fraction(guess, guesses_[0])})) return found;
        }
        const double doubt = 0.45 * std::min(evidence.merit / least_merit_of_lines, 1.0);
        if (!no)
            no = {fmt::format("edges repeat every {:.0f} pixels, but do not frame cells side by side", lattice.width),
                  0.97 - doubt, lattice.width};
    }
    return no.value_or(NoBoard{"no edges repeat along two isometric directions", 0.97});
}

std::optional<FoundBoard> IsoSearch::find_in_parts(const EdgeFields& fields, const Check& check) const {
    const auto periods = find_periods_in_parts(flat_, guesses, allowed_ratios(profile_));
    for (const PartPeriod& period : periods) {
        const double score = score_of(period.guess), width = period.guess.width, height = width / period.guess.ratio;
        if (score < least_of_part) break;
        if (period.guess.upright > most_upright || period.guess.level > most_level_of_part) continue;
        const auto cells =
            lay_by_cells(fields.for_any(width, height), board::Kind::iso, starts_of(period), period.part);
        if (!cells) continue;
        const board::Placement& placement = cells->placement;
        Candidate candidate{{placement.width, placement.height, placement.origin.x, placement.origin.y}, {}, {}};
        // What was fitted to other edges than those that repeat is no board of them.
        if (!is_near(candidate.lattice, {width, height, 0, 0})) continue;
        candidate.sides = measure_sides(edges_in(fields, placement.width, placement.height), candidate.lattice);
        candidate.evidence = evidence_of(candidate.sides, cells->sides);
        const Extent extent = extent_of(fields, candidate);
        const double by_cells = merit_of_cells(fields, extent, candidate.lattice);
        if (by_cells <= least_of_cells) continue;
        const FoundBoard found = board_of({std::move(candidate), {}}, extent, by_cells);
        if (check(found, {score, &period == &periods[0], is_fraction(period.guess, periods[0].guess)})) return found;
    }
    return std::nullopt;
}

IsoEdges IsoSearch::edges_in(const EdgeFields& fields, double width, double height) const {
    IsoEdges edges = find_iso_edges(field_for(fields, width, height));
    keep_inside(edges, profile_.area);
    return edges;
}

IsoSearch::Laid IsoSearch::lay(const IsoEdges& edges, const PeriodGuess& guess) const {
    const Lattice lattice = place_lattice(edges, guess);
    Candidate framed = candidate_on(edges, lattice);
    FlatPicture near;
    std::optional<Pattern> pattern;
    if (speaks_of_pattern(guess)) {
        near = suited_to(flat_, gray_, guess.width, guess.width / guess.ratio);
        near = kept_inside(std::move(near), profile_.area);
        pattern = pattern_on(near, lattice, guess);
        Candidate other = candidate_on(edges, pattern->lattice);
        if (other.evidence.merit > framed.evidence.merit) framed = std::move(other);
        if (!pattern->is_clear()) pattern.reset();
    }
    // What shows nothing where it was laid is nothing to fit to.
    if (framed.evidence.merit > least_to_fit || pattern) framed = polished(edges, std::move(framed));
    if (is_board(framed.evidence)) {
        if (auto other = clearer_of_width(edges, guesses_, guess, framed)) {
            framed = std::move(*other);
            pattern.reset();
        }
        return {third_of(edges, std::move(framed)), std::move(pattern)};
    }
    if (!pattern) return {std::move(framed), {}};
    pattern = fitted_to(edges, near, std::move(*pattern));
    return {{pattern->lattice, pattern->common.sides, pattern->common.evidence}, pattern};
}

Extent IsoSearch::extent_of(const EdgeFields& fields, const Candidate& candidate) const {
    if (profile_.kind != "iso") {
        const auto diamond = find_diamond(fields, candidate.lattice, candidate.evidence.region);
        if (diamond && (diamond->is_likely || profile_.kind == "diamond")) return diamond->extent;
    }
    const Point middle{gray_.cols * (profile_.area.x + profile_.area.width / 2),
                       gray_.rows * (profile_.area.y + profile_.area.height / 2)};
    return find_extent(fields, candidate.sides, candidate.evidence, candidate.lattice, profile_, middle);
}

FoundBoard IsoSearch::board_of(const Laid& laid, const Extent& extent, double by_cells) {
    const auto& [candidate, pattern] = laid;
    FoundBoard found;
    found.geometry = extent.geometry;
    found.placement = placement_of(extent, candidate.lattice);
    // The sides, along lines or cell by cell, and the spectrum are witnesses.
    const Evidence& evidence = candidate.evidence;
    const double doubt = (is_board(evidence) ? 1 - std::min(confidence_of(evidence), most_framed) : 1) *
                         (pattern ? 1 - pattern->confidence() : 1) *
                         (by_cells > least_of_cells ? 1 - confidence_by_cells(by_cells) : 1);
    const bool is_sure = pattern && pattern->score > promising_score && !pattern->is_level;
    found.confidence = std::min(1 - doubt, is_sure ? 0.99 : most_doubtful);
    found.numbering_certain = extent.is_certain;
    for (board::Cell cell = 0; cell < found.geometry.size(); ++cell) {
        const Coord place = candidate.lattice.cell(board::centre(found.geometry, found.placement, cell));
        if (candidate.sides.contrast(place) > 0.6 * evidence.contrast) found.framed.push_back(cell);
    }
    return found;
}

}  // namespace tk::grid
