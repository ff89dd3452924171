#include "grid-analyze/finder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "grid-analyze/checker.hpp"
#include "grid-analyze/checker_turned.hpp"
#include "grid-analyze/edge_field.hpp"
#include "grid-analyze/iso_finder.hpp"
#include "grid-analyze/tiling_search.hpp"

namespace tk::grid {
namespace {

constexpr std::size_t checkers_of_whole = 4, checkers_of_parts = 4;
constexpr double least_merit = 1.2;                      // of a tiling
constexpr double as_good = 1.5;                          // times a tiling's merit that an isometric board needs
constexpr double clear_merit = 5, clear_contrast = 0.9;  // of a tiling: others reach 1.2, along isometric lines 0.6
constexpr double clear_iso = 10;                         // merit of its sides: lattices along lines of hexagons reach 7
constexpr double sure_iso = 0.96, sure_merit = 6;        // confidence and merit: hexagons' lines reach 5
constexpr double sure_contrast = 0.6;                    // hexagons of other pitches reach 0.5
constexpr double hexagon_ratio = 1.78, least_of_hexagons = 0.15, no_blank_sides = 0.6;
constexpr double doubtful = 0.7;  // confidence of an isometric board whose lines hexagons may have
constexpr double least_slant = 0.012,
                 most_slant = 0.025;  // boards seen straight reach the first, others begin at 0.045
constexpr double most_bent = 1.35;    // of lattices that fit parts of such a board, cells' sides
constexpr double most_slant_of_whole = 0.09, doubtful_slant = 0.85;  // the cells of an eight by eight stay hit so far
constexpr double least_confidence = 0.65;                            // below it no board is claimed
constexpr double clear_confidence = 0.93;                            // no other kind of board is looked for

bool is_chess(const Checkerboard& board) {
    return board.cols == 8 && board.rows == 8;
}

bool is_chess(const FoundBoard& board) {
    return board.is_checkered && board.geometry == board::Geometry(board::Kind::square, 8, 8);
}

/// Rises with how clearly the board shows the shades in turn, and with its size. An eight by eight is whole, so that
/// what its cells show counts as well as its corners; where other boards end is less sure the more of them is hidden.
double confidence_of(const Checkerboard& board) {
    const int corners = (board.cols - 1) * (board.rows - 1);
    const bool is_whole = is_chess(board);
    const double share = is_whole ? (board.corners + board.cells) / 2 : board.corners * board.seen / corners;
    const double evidence = (share - 0.32) * std::sqrt(std::min(is_whole ? board.seen : corners, 120));
    const double most = board.slant > (is_whole ? most_slant : least_slant) ? doubtful_slant : 0.99;
    return std::clamp(1 - std::exp(-0.95 * (evidence - 0.05)), 0.0, most);
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

FoundBoard found_board(const Checkerboard& board) {
    auto found = found_board(board::Geometry(board::Kind::square, board.cols, board.rows), board.placement,
                             confidence_of(board));
    found.is_checkered = true;
    return found;
}

std::optional<Checkerboard> find_checker(const BoxSums& sums, const Maps& maps, Parts parts) {
    return find_checkerboard(
        sums, guess_checkers(maps, parts, parts == Parts::whole ? checkers_of_whole : checkers_of_parts));
}

/// The checkerboard whose lines a tiling of squares follows: shades as pale as those of some books are drowned in the
/// spectrum of the whole picture.
std::optional<Checkerboard> checker_on(const BoxSums& sums, const Tiling& tiling) {
    const auto& placement = tiling.placement;
    Guess guess;
    guess.placement = placement;
    guess.window = {placement.origin.x - placement.width / 2, placement.origin.y - placement.height / 2,
                    placement.width * tiling.geometry.cols(), placement.height * tiling.geometry.rows()};
    Guess other = guess;  // the first cell may be a light or a dark one
    other.placement.origin.x += placement.width;
    return find_checkerboard(sums, {guess, other});
}

/// Whether a lattice fits only a part of `board`, which is seen at an angle. An eight by eight is whole.
bool is_at_an_angle(const Checkerboard& board) {
    return board.slant > (is_chess(board) ? most_slant_of_whole : most_slant);
}

/// Whether a tiling is so clear that nothing else need be looked for. Lattices of fractions of the true size are
/// uneven, which costs them their merit; those along the lines of an isometric board leave sides blank, which costs
/// contrast.
bool is_clear(const Tiling& tiling) {
    return tiling.merit > clear_merit && tiling.contrast > clear_contrast;
}

/// Two of the three families of lines of hexagons run as those of such an isometric board do.
bool may_be_of_hexagons(const FoundBoard& iso) {
    return iso.placement.width < hexagon_ratio * iso.placement.height;
}

/// Whether both are squares of one size, each side at most `apart` times the other's.
bool has_cells_of(const FoundBoard& found, const FoundBoard& other, double apart) {
    const auto is_like = [&](double a, double b) { return std::max(a / b, b / a) < apart; };
    return found.geometry.kind() == board::Kind::square && other.geometry.kind() == board::Kind::square &&
           is_like(found.placement.width, other.placement.width) &&
           is_like(found.placement.height, other.placement.height);
}

/// Whether `found` follows the lines of the chess board `best`, which is whole: its own sides say less of where it ends
/// than the shades, for pieces and hatching have sides as well.
bool is_part_of_chess(const FoundBoard& found, const FoundBoard& best) {
    constexpr double apart = 1.06;
    return is_chess(best) && !found.is_checkered && has_cells_of(found, best, apart);
}

}  // namespace

Search find_board(const cv::Mat& gray, const profile::BoardProfile& profile) {
    if (gray.cols < 48 || gray.rows < 48) return NoBoard{"the picture is too small for a board", 0.98};
    const bool may_be_iso = is_allowed(board::Kind::iso, profile) || is_allowed(board::Kind::diamond, profile);
    const bool may_be_other = is_allowed(board::Kind::square, profile) || is_allowed(board::Kind::hex_flat, profile) ||
                              is_allowed(board::Kind::hex_pointy, profile);
    const EdgeFields edges(gray);
    if (!may_be_other) return IsoSearch(gray, profile).find(edges.fine);

    std::optional<FoundBoard> best;
    const auto take = [&](const std::optional<FoundBoard>& found) {
        if (!found || (best && is_part_of_chess(*found, *best))) return;
        if (!best || is_part_of_chess(*best, *found) || found->confidence > best->confidence) best = found;
    };
    std::optional<FoundBoard> at_an_angle;
    const auto take_checker = [&](const std::optional<Checkerboard>& found) {
        if (!found) return;
        if (is_at_an_angle(*found))
            at_an_angle = found_board(*found);
        else
            take(found_board(*found));
    };
    const Maps maps = small_maps(edges.coarse);
    const BoxSums sums(gray);
    const bool may_be_checkered = is_allowed(board::Kind::square, profile);
    if (may_be_checkered) take_checker(find_checker(sums, maps, Parts::whole));
    if (best && best->confidence > clear_confidence) return *best;
    TilingSearch tilings(edges, maps, profile);
    std::optional<Tiling> tiling;
    const auto is_board = [&](const std::optional<Tiling>& found) { return found && found->merit >= least_merit; };
    const auto take_tiling = [&](const Tiling& found) {
        auto board = found_board(found.geometry, found.placement, confidence_of(found));
        if (found.geometry.kind() == board::Kind::square) {
            const auto checker = checker_on(sums, found);
            if (checker && checker->slant > least_slant) board.confidence = std::min(board.confidence, doubtful_slant);
            take_checker(checker);
        }
        take(board);
    };
    const auto is_bent = [&] { return at_an_angle && best && has_cells_of(*best, *at_an_angle, most_bent); };
    const NoBoard bent{"there is a checkerboard that is seen at an angle", 0.8};
    tilings.look_at_clearest_lines();
    if (tilings.is_clear()) {
        tiling = tilings.best();
        if (tiling && is_clear(*tiling)) {
            take_tiling(*tiling);
            if (is_bent()) return bent;
            return *best;
        }
    }
    std::optional<IsoSearch> iso_search;
    std::optional<Search> iso_found;
    if (may_be_iso) iso_search.emplace(gray, profile);
    if (iso_search && iso_search->is_promising()) {
        iso_found = iso_search->find(edges.fine);
        const auto* found = std::get_if<FoundBoard>(&*iso_found);
        if (found != nullptr && found->confidence > sure_iso && !best) {
            // Two of the three families of lines of hexagons run as those of some isometric board do, but leave sides
            // blank.
            const Tiling cells = measure_tiling(edges, found->geometry, found->placement);
            if (cells.evenness > no_blank_sides && cells.merit > sure_merit && cells.contrast > sure_contrast)
                return *found;
        }
    }
    tilings.look_at_other_lines();
    tiling = tilings.best();
    if (tiling && is_clear(*tiling)) {
        take_tiling(*tiling);
        if (is_bent()) return bent;
        return *best;
    }
    NoBoard none{"no edges repeat as the sides of cells do", 0.9};
    std::optional<FoundBoard> iso;
    std::optional<Tiling> shown;  // how the sides of the isometric board show
    if (may_be_iso) {
        const Search search = iso_found ? *iso_found : iso_search->find(edges.fine);
        if (const auto* no = std::get_if<NoBoard>(&search)) none = *no;
        if (const auto* found = std::get_if<FoundBoard>(&search)) {
            iso = *found;
            shown = measure_tiling(edges, found->geometry, found->placement);
            if (shown->merit > clear_iso && !best && !may_be_of_hexagons(*iso)) return *iso;
        }
    }
    if (may_be_checkered) take_checker(find_checker(sums, maps, Parts::halves));
    if (best && best->confidence > clear_confidence) return *best;
    // Sides of hexagons cover a third of each line, and the other sides of isometric cells stay blank.
    const double of_hexagons = iso ? tilings.look_at_hexagons_on(*iso) : 0;
    tilings.look_at(Parts::whole);
    tiling = tilings.best();
    if (!is_board(tiling) || confidence_of(*tiling) < least_confidence) tiling.reset();
    if (tiling) take_tiling(*tiling);
    if (is_bent()) return bent;
    if (tiling && is_clear(*tiling)) return *best;
    if (iso) {
        const bool is_of_hexagons =
            may_be_of_hexagons(*iso) && of_hexagons > std::max(shown->contrast, least_of_hexagons);
        if (tiling ? shown->merit > as_good * tiling->merit : !is_of_hexagons) {
            if (may_be_of_hexagons(*iso)) iso->confidence = std::min(iso->confidence, doubtful);
            best.reset();
            take(*iso);
        }
    }
    if (best && best->geometry.kind() != board::Kind::square && shows_turned_checkers(maps)) return bent;
    if (best && best->confidence >= least_confidence) return *best;
    if (at_an_angle) return bent;
    return none;
}

}  // namespace tk::grid
