#include "grid-analyze/find/claims.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tk::grid {
namespace {

constexpr double least_of_squares = 1.2, least_of_hexagons = 0.2;  // merit: few windows and slots are like hexagons
constexpr double least_slant = 0.012,
                 most_slant = 0.025;            // boards seen straight reach the first, others begin at 0.045
constexpr double most_slant_of_tiling = 0.036;  // boards seen straight reach it
constexpr double most_bent = 1.35;              // of lattices that fit parts of such a board, cells' sides
constexpr double most_slant_of_whole = 0.09, doubtful_slant = 0.85;  // the cells of an eight by eight stay hit so far

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

/// Whether a lattice fits only a part of `board`, which is seen at an angle. An eight by eight is whole.
bool is_at_an_angle(const Checkerboard& board) {
    return board.slant > (is_chess(board) ? most_slant_of_whole : most_slant);
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

double confidence_of(const Tiling& tiling) {
    const double least = tiling.geometry.is_hex() ? least_of_hexagons : least_of_squares;
    return std::clamp(0.99 - 0.6 * std::exp(-0.3 * (tiling.merit - least)), 0.0, 0.99);
}

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

void Claims::take(const FoundBoard& found) {
    if (best_ && is_part_of_chess(found, *best_)) return;
    if (!best_ || is_part_of_chess(*best_, found) || found.confidence > best_->confidence) best_ = found;
}

void Claims::take(const Checkerboard& found) {
    if (is_at_an_angle(found)) {
        at_an_angle_ = found_board(found);
    } else {
        take(found_board(found));
    }
}

void Claims::take(const Tiling& found, const std::optional<Checkerboard>& checker, double slant) {
    auto board = found_board(found.geometry, found.placement, confidence_of(found));
    if (found.geometry.kind() == board::Kind::square) {
        if ((checker && checker->slant > least_slant) || slant > most_slant_of_tiling)
            board.confidence = std::min(board.confidence, doubtful_slant);
        if (checker) take(*checker);
    }
    take(board);
}

bool Claims::is_part_of_one_at_an_angle() const {
    return at_an_angle_ && best_ && has_cells_of(*best_, *at_an_angle_, most_bent);
}

}  // namespace tk::grid
