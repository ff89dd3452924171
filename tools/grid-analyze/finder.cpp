#include "grid-analyze/finder.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <set>

#include "grid-analyze/extent.hpp"
#include "grid-analyze/refine.hpp"
#include "grid-analyze/spectrum.hpp"

namespace tk::grid {
namespace {

constexpr std::size_t guesses = 6;
constexpr std::size_t least_points = 60;  // a board of 3 x 3 cells of the smallest size has more
constexpr double least_score = 1.5;       // random points reach about 1.3
constexpr std::size_t least_cells = 8;
constexpr std::size_t least_blocks = 3;  // squares of 2 x 2 cells: stairs and fences have none
constexpr double least_weight = 5;

struct Candidate {
    Lattice lattice;
    Patch patch;
};

std::set<Coord> as_set(const Patch& patch) {
    return {patch.cells.begin(), patch.cells.end()};
}

std::size_t blocks(const Patch& patch) {
    const std::set<Coord> cells = as_set(patch);
    return static_cast<std::size_t>(std::count_if(patch.cells.begin(), patch.cells.end(), [&](Coord cell) {
        return cells.count(cell + Coord{1, 0}) && cells.count(cell + Coord{0, 1}) && cells.count(cell + Coord{1, 1});
    }));
}

/// Fits the lattice to the lines between the cells of the patch, and looks which cells it frames now.
Candidate polished(const IsoEdges& edges, Candidate candidate) {
    for (int round = 0; round < 2; ++round) {
        const std::set<Coord> cells = as_set(candidate.patch);
        const double spread = std::max(2.2 * edges.scale, 0.06 * candidate.lattice.height);
        const auto fitted =
            fit_lattice(edges, candidate.lattice, spread, [&](Coord cell) { return cells.count(cell) != 0; });
        if (!fitted) break;
        const Patch patch = largest_patch(measure_support(edges, *fitted));
        if (patch.weight() < 0.9 * candidate.patch.weight()) break;
        candidate = {*fitted, patch};
    }
    return candidate;
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

Search find_board(const cv::Mat& gray, const profile::BoardProfile& profile) {
    IsoEdges edges = find_iso_edges(gray);
    keep_inside(edges, profile.area);
    if (std::min(edges.families[0].size(), edges.families[1].size()) < least_points)
        return NoBoard{"hardly any edge runs along two isometric directions", 0.98};

    Candidate best;
    double best_score = 0;
    for (const PeriodGuess& guess : find_periods(edges, guesses)) {
        best_score = std::max(best_score, guess.score);
        if (guess.score < least_score) break;
        const auto lattice = place_lattice(edges, guess);
        if (!lattice) continue;
        Candidate candidate{*lattice, largest_patch(measure_support(edges, *lattice))};
        if (candidate.patch.weight() > best.patch.weight()) best = std::move(candidate);
        // Half or twice the true size cannot look like this.
        if (best.patch.weight() > 30 && best.patch.framed - best.patch.middle > 0.6) break;
    }
    if (best_score < least_score) return NoBoard{"no edges repeat along two isometric directions", 0.97};
    if (!best.patch.cells.empty()) best = polished(edges, best);
    const Patch& patch = best.patch;
    if (patch.cells.size() < least_cells || blocks(patch) < least_blocks || patch.weight() < least_weight) {
        const double doubt = std::min(patch.weight() / least_weight, 1.0) * 0.4;
        if (patch.cells.empty())
            return NoBoard{"edges repeat along two isometric directions, but frame no cells", 0.95};
        return NoBoard{fmt::format("edges repeat every {:.0f} pixels, but frame only {} cells that touch",
                                   best.lattice.width, patch.cells.size()),
                       0.95 - doubt};
    }
    const Point middle{gray.cols * (profile.area.x + profile.area.width / 2),
                       gray.rows * (profile.area.y + profile.area.height / 2)};
    const Extent extent = find_extent(patch, best.lattice, profile, middle);
    const double evidence = 1 - std::exp(-patch.weight() / 6);
    const double clear = std::clamp((patch.framed - patch.middle) / 0.5, 0.5, 1.0);
    FoundBoard found{
        extent.geometry, placement_of(extent, best.lattice), 0.99 * evidence * clear, extent.is_certain, {}};
    for (const Coord cell : patch.cells) {
        if (const auto number = board::cell_at(found.geometry, found.placement, best.lattice.centre(cell)))
            found.framed.push_back(*number);
    }
    std::sort(found.framed.begin(), found.framed.end());
    return found;
}

}  // namespace tk::grid
