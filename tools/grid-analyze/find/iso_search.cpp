#include "grid-analyze/find/iso_search.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <optional>

#include "grid-analyze/find/hints.hpp"
#include "grid-analyze/find/iso_diamond.hpp"
#include "grid-analyze/find/iso_extent.hpp"
#include "grid-analyze/find/iso_pattern.hpp"
#include "grid-analyze/find/iso_refine.hpp"
#include "grid-analyze/find/multiples.hpp"
#include "grid-analyze/find/tiling.hpp"

namespace tk::grid {
namespace {

using Candidate = IsoSearch::Candidate;

constexpr std::size_t guesses = 3, guesses_of_clear = 10;
constexpr double clear_score = 1.5;  // of the best guess: pictures without a board hardly reach it
constexpr double promising_score = 2.5, least_promising_ratio = 1.8;  // hexagons have 1.73
constexpr double least_score = 0.4;                                   // of a spectrum
constexpr double least_of_best = 0.5;                                 // score over that of the best guess
constexpr double least_merit = 0.8;                                   // pictures without a board reach 0.6
constexpr double least_to_fit = 0.15;                                 // merit: boards that were found had twice that
constexpr double least_of_cells = 4.2;            // merit of their sides; pictures without a board reach 2.6
constexpr double least_framed = 0.15;             // merit beside that of cells: lattices along other lines have none
constexpr double least_contrast_of_cells = 0.15;  // very many cells of chance have some merit
constexpr double least_lines = 0.06;              // contrast of the weaker lines
constexpr int least_side = 3;                     // sides across and down: smaller is no board

Candidate candidate_on(const IsoEdges& edges, const Lattice& lattice) {
    Candidate candidate{lattice, measure_sides(edges, lattice), {}};
    candidate.evidence = find_region(candidate.sides);
    return candidate;
}

/// The cells of a candidate's region that show their sides, they and their neighbours together: looked at once, asked
/// for each edge point.
class SeenCells {
public:
    explicit SeenCells(const Candidate& candidate)
        : region_(candidate.evidence.region),
          seen_(static_cast<std::size_t>(region_.columns()) * static_cast<std::size_t>(region_.rows())) {
        for (int j = region_.top; j < region_.bottom; ++j) {
            for (int i = region_.left; i < region_.right; ++i) {
                if (((i + j) & 1) != 0) continue;
                const Coord cell{(i + j) / 2, (i - j) / 2};
                double sum = candidate.sides.contrast(cell);
                for (const Coord step : {Coord{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
                    sum += candidate.sides.contrast(cell + step);
                seen_[index(i, j)] = sum / 5 > 0.5 * candidate.evidence.contrast ? 1 : 0;
            }
        }
    }
    bool holds(Coord cell) const {
        return holds_cell(region_, cell) && seen_[index(cell.x + cell.y, cell.x - cell.y)] != 0;
    }

private:
    std::size_t index(int i, int j) const {
        return static_cast<std::size_t>(j - region_.top) * static_cast<std::size_t>(region_.columns()) +
               static_cast<std::size_t>(i - region_.left);
    }
    CellRect region_;
    std::vector<char> seen_;
};

/// Fits the lattice to the lines between cells that are seen, and looks what is seen now.
Candidate polished(const IsoEdges& edges, Candidate candidate) {
    for (int round = 0; round < 4; ++round) {
        const SeenCells seen(candidate);
        const auto is_seen = [&](Coord cell) { return seen.holds(cell); };
        const double spread = std::max(2.2 * edges.scale, 0.06 * candidate.lattice.height);
        const auto fitted = fit_lattice(edges, candidate.lattice, spread, is_seen);
        if (!fitted || !is_near(*fitted, candidate.lattice)) break;
        Candidate next = candidate_on(edges, *fitted);
        if (next.evidence.merit < 0.9 * candidate.evidence.merit) break;
        const double change = std::abs(next.lattice.width / candidate.lattice.width - 1);
        candidate = std::move(next);
        if (change < 1e-4) break;
    }
    return candidate;
}

bool is_large_enough(const CellRect& region) {
    return region.columns() > least_side && region.rows() > least_side;
}

bool is_board(const Evidence& evidence) {
    return evidence.merit >= least_merit && evidence.lines >= least_lines && is_large_enough(evidence.region);
}

/// A lattice of three times the true size has lines that are all true, and others between them.
Candidate third_of(const IsoEdges& edges, Candidate wide) {
    const Lattice& lattice = wide.lattice;
    if (lattice.width < 3 * least_cell_by_spectrum) return wide;
    Candidate fine = candidate_on(edges, {lattice.width / 3, lattice.height / 3, lattice.x0, lattice.y0});
    return is_board(fine.evidence) && fine.evidence.lines > 0.5 * wide.evidence.lines ? polished(edges, std::move(fine))
                                                                                      : wide;
}

constexpr double most_framed = 0.95;    // confidence by the sides alone
constexpr double sure_of_lines = 0.8;   // by the lines: below it the sides of cells are looked at, too
constexpr double most_doubtful = 0.88;  // where the spectrum is not clear

/// Rises from a half at the least merit to nearly one at four times it.
double confidence_of(const Evidence& evidence) {
    return 0.99 - 0.5 * std::exp(-1.2 * (evidence.merit - least_merit));
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

/// Whether cells are a half or a third as wide as those of a better guess. Of more times as much the spectrum does not
/// tell them apart: edges of the board itself lie so far apart.
bool is_fraction(const PeriodGuess& guess, const PeriodGuess& better) {
    return is_multiple(better.width / guess.width, 3);
}

/// The spectrum of a small board on an even ground has peaks beside the true one, whose cells are higher or less high:
/// what shows more clearly than `found`, which is that of `guess`, of all other guesses as wide.
std::optional<Candidate> clearer_of_width(const IsoEdges& edges, const std::vector<PeriodGuess>& all,
                                          const PeriodGuess& guess, const Candidate& found) {
    constexpr double apart = 0.02;
    std::optional<Candidate> best;
    for (const PeriodGuess& other : all) {
        if (&other == &guess || std::abs(other.width / guess.width - 1) > apart) continue;
        Candidate candidate = polished(edges, candidate_on(edges, place_lattice(edges, other)));
        if (candidate.evidence.merit > (best ? *best : found).evidence.merit) best = std::move(candidate);
    }
    return best;
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
        const EdgeField& field = fields.exact(guess.width, guess.width / guess.ratio, least_cell_of_field);
        if (edges.size.empty() || edges.scale != field.scale()) {
            edges = find_iso_edges(field);
            keep_inside(edges, profile_.area);
        }
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
        const double doubt = 0.45 * std::min(evidence.merit / least_merit, 1.0);
        if (!no)
            no = {fmt::format("edges repeat every {:.0f} pixels, but do not frame cells side by side", lattice.width),
                  0.97 - doubt, lattice.width};
    }
    return no.value_or(NoBoard{"no edges repeat along two isometric directions", 0.97});
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
