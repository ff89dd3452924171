#include "grid-analyze/iso_finder.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <optional>

#include "grid-analyze/extent.hpp"
#include "grid-analyze/period.hpp"
#include "grid-analyze/refine.hpp"
#include "grid-analyze/spectrum.hpp"

namespace tk::grid {
namespace {

constexpr std::size_t guesses = 6;
constexpr std::size_t least_points = 60;              // a board of 3 x 3 cells of the smallest size has more
constexpr double least_score = 3.3;                   // of the spectra: random points reach 1.3, pictures without a
                                                      // board 2 to 5, boards begin at 3.7
constexpr double least_of_best = 0.35;                // score over that of the best guess
constexpr double least_merit = 1.4;                   // pictures without a board reach 0.6
constexpr double least_lines = 0.06;                  // contrast of the weaker lines
constexpr int least_side = 3;                         // sides across and down: smaller is no board
constexpr double clear_lines = 0.3, clear_merit = 5;  // nothing better will come

struct Candidate {
    Lattice lattice;
    Sides sides;
    Evidence evidence;
};

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
    bool holds(Coord cell) const { return region_.holds(cell) && seen_[index(cell.x + cell.y, cell.x - cell.y)] != 0; }

private:
    std::size_t index(int i, int j) const {
        return static_cast<std::size_t>(j - region_.top) * static_cast<std::size_t>(region_.columns()) +
               static_cast<std::size_t>(i - region_.left);
    }
    Region region_;
    std::vector<char> seen_;
};

/// Fits the lattice to the lines between cells that are seen, and looks what is seen now.
Candidate polished(const IsoEdges& edges, Candidate candidate) {
    for (int round = 0; round < 4; ++round) {
        const SeenCells seen(candidate);
        const auto is_seen = [&](Coord cell) { return seen.holds(cell); };
        const double spread = std::max(2.2 * edges.scale, 0.06 * candidate.lattice.height);
        const auto fitted = fit_lattice(edges, candidate.lattice, spread, is_seen);
        if (!fitted) break;
        Candidate next = candidate_on(edges, *fitted);
        if (next.evidence.merit < 0.9 * candidate.evidence.merit) break;
        const double change = std::abs(next.lattice.width / candidate.lattice.width - 1);
        candidate = std::move(next);
        if (change < 1e-4) break;
    }
    return candidate;
}

bool is_board(const Evidence& evidence) {
    return evidence.merit >= least_merit && evidence.lines >= least_lines && evidence.region.columns() > least_side &&
           evidence.region.rows() > least_side;
}

/// Rises from a half at the least merit to nearly one at four times it.
double confidence_of(const Evidence& evidence) {
    return 0.99 - 0.5 * std::exp(-1.2 * (evidence.merit - least_merit));
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

}  // namespace

Search find_iso_board(const cv::Mat& gray, const EdgeField& field, const profile::BoardProfile& profile) {
    IsoEdges edges = find_iso_edges(field);
    keep_inside(edges, profile.area);
    if (std::min(edges.families[0].size(), edges.families[1].size()) < least_points)
        return NoBoard{"hardly any edge runs along two isometric directions", 0.98};

    std::optional<Candidate> best;
    double best_score = 0;
    std::vector<Lattice> tried;
    for (const PeriodGuess& guess : find_periods(edges, guesses)) {
        best_score = std::max(best_score, guess.score);
        if (guess.score < std::max(least_score, least_of_best * best_score)) break;
        const auto lattice = place_lattice(edges, guess);
        if (!lattice) continue;
        const bool is_known = std::any_of(tried.begin(), tried.end(), [&](const Lattice& other) {
            return std::abs(other.width / lattice->width - 1) < 0.004 &&
                   std::abs(other.height / lattice->height - 1) < 0.004;
        });
        if (is_known) continue;
        tried.push_back(*lattice);
        Candidate candidate = candidate_on(edges, *lattice);
        if (!best || candidate.evidence.merit > best->evidence.merit) best = std::move(candidate);
        if (best->evidence.lines > clear_lines && best->evidence.merit > clear_merit) break;
    }
    if (!best) return NoBoard{"no edges repeat along two isometric directions", 0.97};
    *best = polished(edges, *best);
    // A lattice of three times the size has lines that are all true, and others between them.
    const Lattice& wide = best->lattice;
    const Candidate fine = candidate_on(edges, {wide.width / 3, wide.height / 3, wide.x0, wide.y0});
    if (wide.width > 3 * least_cell_width && is_board(fine.evidence) &&
        fine.evidence.lines > 0.5 * best->evidence.lines)
        *best = polished(edges, fine);
    if (is_half_of_true(gray, best->lattice, best->sides, best->evidence)) {
        std::optional<Candidate> coarse;
        for (const Lattice& lattice : doubled(best->lattice)) {
            Candidate candidate = candidate_on(edges, lattice);
            if (!coarse || candidate.evidence.merit > coarse->evidence.merit) coarse = std::move(candidate);
        }
        if (is_board(coarse->evidence)) *best = polished(edges, *coarse);
    }
    const Evidence& evidence = best->evidence;
    if (!is_board(evidence)) {
        const double doubt = 0.45 * std::min(evidence.merit / least_merit, 1.0);
        return NoBoard{
            fmt::format("edges repeat every {:.0f} pixels, but do not frame cells side by side", best->lattice.width),
            0.97 - doubt};
    }
    const Point middle{gray.cols * (profile.area.x + profile.area.width / 2),
                       gray.rows * (profile.area.y + profile.area.height / 2)};
    const Extent extent = find_extent(best->sides, evidence, best->lattice, profile, middle);
    FoundBoard found;
    found.geometry = extent.geometry;
    found.placement = placement_of(extent, best->lattice);
    found.confidence = confidence_of(evidence);
    found.numbering_certain = extent.is_certain;
    for (board::Cell cell = 0; cell < found.geometry.size(); ++cell) {
        const Coord place = best->lattice.cell(board::centre(found.geometry, found.placement, cell));
        if (best->sides.contrast(place) > 0.6 * evidence.contrast) found.framed.push_back(cell);
    }
    return found;
}

}  // namespace tk::grid
