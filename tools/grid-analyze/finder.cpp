#include "grid-analyze/finder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>

#include "grid-analyze/checker.hpp"
#include "grid-analyze/edge_field.hpp"
#include "grid-analyze/iso_finder.hpp"
#include "grid-analyze/tiling.hpp"

namespace tk::grid {
namespace {

constexpr std::size_t checkers_of_whole = 4, checkers_of_parts = 6, tilings_of_whole = 4, tilings_of_parts = 4;
constexpr std::size_t followed = 4;  // trials
constexpr double least_trial = 0.4;  // merit: wrong lattices reach it, true ones are far above
constexpr double good_trial = 4;     // nearly only true lattices reach it
constexpr double least_merit = 1.2;  // of a tiling
constexpr double clear_trial = 7;    // no other guess is tried: lattices of chance and parts of the true one reach 5
constexpr double clear_merit = 6;    // no other trial is followed
constexpr double as_good = 2.5;      // times a tiling's merit that an isometric board needs
constexpr double no_iso_merit = 4;   // isometric boards have tilings of squares and pointed hexagons of up to 1
constexpr double clear_iso = 10;     // merit of its sides: lattices along lines of hexagons reach 7
constexpr double hexagon_ratio = 1.78, blank_sides = 0.2;
constexpr double least_confidence = 0.65;  // below it no board is claimed
constexpr double clear_confidence = 0.93;  // no other kind of board is looked for

/// Rises with the share of the corners that show the shades crosswise, and with their number.
double confidence_of(const Checkerboard& board) {
    const double corners = std::min((board.cols - 1) * (board.rows - 1), 120);
    const double evidence = (board.corners - 0.32) * std::sqrt(corners);
    return std::clamp(1 - std::exp(-0.95 * (evidence - 0.05)), 0.0, 0.99);
}

double confidence_of(const Tiling& tiling) {
    return std::clamp(0.99 - 0.6 * std::exp(-0.3 * (tiling.merit - least_merit)), 0.0, 0.99);
}

FoundBoard found_board(const board::Geometry& geometry, const board::Placement& placement, double confidence) {
    FoundBoard found;
    found.geometry = geometry;
    found.placement = placement;
    found.confidence = confidence;
    found.framed.resize(static_cast<std::size_t>(geometry.size()));
    std::iota(found.framed.begin(), found.framed.end(), 0);
    return found;
}

bool is_allowed(board::Kind kind, const profile::BoardProfile& profile) {
    return !profile.columns || !profile.rows || board::kind_name(kind) == profile.kind;
}

std::optional<FoundBoard> find_checker(const cv::Mat& gray, const Maps& maps, Parts parts) {
    const auto guesses = guess_checkers(maps, parts, parts == Parts::whole ? checkers_of_whole : checkers_of_parts);
    const auto board = find_checkerboard(gray, guesses);
    if (!board) return std::nullopt;
    auto found = found_board(board::Geometry(board::Kind::square, board->cols, board->rows), board->placement,
                             confidence_of(*board));
    found.is_checkered = true;
    return found;
}

struct LatticeOf {
    board::Kind kind;
    board::Placement placement;
};

bool is_same_lattice(const Trial& a, const LatticeOf& b) {
    return a.geometry.kind() == b.kind && std::abs(a.placement.width / b.placement.width - 1) < 0.03 &&
           std::abs(a.placement.height / b.placement.height - 1) < 0.03;
}

/// Trials of the guesses of all parts, up to the first that leaves no doubt.
std::vector<Trial> tried_tilings(const EdgeField& edges, const Maps& maps, std::span<const Parts> parts,
                                 const profile::BoardProfile& profile) {
    std::vector<Trial> trials;
    // A lattice that showed well in the whole picture need not be tried in its parts.
    const auto is_tried = [&](const Guess& guess) {
        return std::any_of(trials.begin(), trials.end(), [&](const Trial& trial) {
            return trial.merit > good_trial && is_same_lattice(trial, {guess.kind, guess.placement});
        });
    };
    for (const Parts part : parts) {
        for (const Guess& guess :
             guess_tilings(maps, part, part == Parts::whole ? tilings_of_whole : tilings_of_parts)) {
            if (!is_allowed(guess.kind, profile) || is_tried(guess)) continue;
            const auto trial = try_tiling(edges, guess);
            if (!trial || trial->merit < least_trial) continue;
            trials.push_back(*trial);
            if (trial->merit > clear_trial) return trials;
        }
    }
    return trials;
}

/// Whether a tiling is so clear that the picture need not be searched for an isometric board. All lines of such a board
/// are lines of hexagons with a side on top, so of these none is.
bool is_clear(const Tiling& tiling) {
    return tiling.geometry.kind() != board::Kind::hex_flat && tiling.merit > no_iso_merit;
}

/// The tiling of squares or hexagons with the greatest merit.
std::optional<Tiling> find_tiling(const EdgeField& edges, const Maps& maps, std::span<const Parts> parts,
                                  const profile::BoardProfile& profile) {
    auto trials = tried_tilings(edges, maps, parts, profile);
    std::sort(trials.begin(), trials.end(), [](const Trial& a, const Trial& b) { return a.merit > b.merit; });
    std::optional<Tiling> best;
    std::vector<Trial> done;
    for (const Trial& trial : trials) {
        if (done.size() == followed || (best && best->merit > clear_merit && trial.merit < clear_trial)) break;
        if (std::any_of(done.begin(), done.end(), [&](const Trial& other) {
                return is_same_lattice(other, {trial.geometry.kind(), trial.placement});
            }))
            continue;
        done.push_back(trial);
        const auto tiling = follow_tiling(edges, trial);
        if (tiling && (!best || tiling->merit > best->merit)) best = tiling;
    }
    return best;
}

}  // namespace

Search find_board(const cv::Mat& gray, const profile::BoardProfile& profile) {
    if (gray.cols < 48 || gray.rows < 48) return NoBoard{"the picture is too small for a board", 0.98};
    const bool may_be_iso = is_allowed(board::Kind::iso, profile) || is_allowed(board::Kind::diamond, profile);
    const bool may_be_other = is_allowed(board::Kind::square, profile) || is_allowed(board::Kind::hex_flat, profile) ||
                              is_allowed(board::Kind::hex_pointy, profile);
    const EdgeField edges(gray);
    if (!may_be_other) return find_iso_board(gray, edges, profile);

    std::optional<FoundBoard> best;
    const auto take = [&](const std::optional<FoundBoard>& found) {
        if (found && (!best || found->confidence > best->confidence)) best = found;
    };
    const Maps maps = small_maps(gray, edges.strength());
    const bool may_be_checkered = is_allowed(board::Kind::square, profile);
    if (may_be_checkered) take(find_checker(gray, maps, Parts::whole));
    if (best && best->confidence > clear_confidence) return *best;
    NoBoard none{"no edges repeat as the sides of cells do", 0.9};
    std::optional<FoundBoard> iso;
    std::optional<Tiling> shown;  // how the sides of the isometric board show
    if (may_be_iso) {
        const Search search = find_iso_board(gray, edges, profile);
        if (const auto* no = std::get_if<NoBoard>(&search)) none = *no;
        if (const auto* found = std::get_if<FoundBoard>(&search)) {
            iso = *found;
            shown = measure_tiling(edges, found->geometry, found->placement);
            if (shown->merit > clear_iso && !best) return *iso;
        }
    }
    if (may_be_checkered) take(find_checker(gray, maps, Parts::halves));
    if (best && best->confidence > clear_confidence) return *best;
    static constexpr Parts large[] = {Parts::whole, Parts::halves};
    auto tiling = find_tiling(edges, maps, large, profile);
    if (tiling && tiling->merit < least_merit) tiling.reset();
    if (tiling) take(found_board(tiling->geometry, tiling->placement, confidence_of(*tiling)));
    if (tiling && is_clear(*tiling) && best->confidence > clear_confidence) return *best;
    if (iso) {
        // Two of the three families of lines of hexagons run as those of an isometric board do, but leave sides of its
        // cells blank: the tiling whose sides show better it is.
        const bool is_of_hexagons =
            iso->placement.width < hexagon_ratio * iso->placement.height && shown->evenness < blank_sides;
        if (tiling ? shown->merit > as_good * tiling->merit : !is_of_hexagons) {
            best.reset();
            take(*iso);
        }
    }
    if (best && best->confidence >= least_confidence) return *best;
    return none;
}

}  // namespace tk::grid
