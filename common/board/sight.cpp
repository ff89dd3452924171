#include "board/sight.hpp"

#include <cstdint>
#include <cstdlib>

#include "core/error.hpp"

namespace tk::board {
namespace {

/// Who hides what, for one look at the board.
struct View {
    const Board& board;
    const Geometry& geometry;
    const CellSet& entities;

    bool hides(Cell cell) const { return board.blocks_sight(cell) || entities.contains(cell); }
    bool hides(Coord coord) const {
        const auto cell = geometry.cell(coord);
        return cell && hides(*cell);
    }
};

int sign(int value) {
    return value < 0 ? -1 : 1;
}

/// Calls `visit(coord, corner)` for each cell whose inside the line from `a` to `b` crosses, without `a`, with `b`,
/// until it says no; `corner` tells that the line came in through an exact corner. True when it reached `b`.
///
/// DOFUS adds up the distances to the next vertical and the next horizontal edge as reals and takes differences below
/// 1e-4 as a corner. Multiplied by 2|dx||dy| the distances are the whole numbers (2i+1)|dy| and (2j+1)|dx|, and no
/// board is large enough for a difference other than zero to be that small: this walk is the same, but exact.
template <class Visit>
bool walk_line(Coord a, Coord b, Visit visit) {
    const std::int64_t dx = std::abs(b.x - a.x);
    const std::int64_t dy = std::abs(b.y - a.y);
    const int step_x = sign(b.x - a.x);
    const int step_y = sign(b.y - a.y);
    std::int64_t to_vertical = dy;
    std::int64_t to_horizontal = dx;
    Coord here = a;
    while (here != b) {
        const std::int64_t ahead = to_vertical - to_horizontal;
        if (ahead <= 0) {
            here.x += step_x;
            to_vertical += 2 * dy;
        }
        if (ahead >= 0) {
            here.y += step_y;
            to_horizontal += 2 * dx;
        }
        if (!visit(here, ahead == 0)) return false;
    }
    return true;
}

bool sees_dofus(const View& view, Coord from, Coord to) {
    bool behind_entity = false;
    return walk_line(from, to, [&](Coord here, bool) {
        if (behind_entity) return false;
        const auto cell = view.geometry.cell(here);
        if (!cell) return true;
        if (view.board.blocks_sight(*cell)) return false;
        behind_entity = view.entities.contains(*cell);
        return true;
    });
}

bool sees_symmetric(const View& view, Coord from, Coord to, bool closed_corners) {
    const int step_x = sign(to.x - from.x);
    const int step_y = sign(to.y - from.y);
    return walk_line(from, to, [&](Coord here, bool corner) {
        if (corner && closed_corners && view.hides({here.x - step_x, here.y}) && view.hides({here.x, here.y - step_y}))
            return false;
        return here == to || !view.hides(here);
    });
}

/// Cube coordinates of a point on a hexagonal board as whole numbers over a common divisor.
struct Cube {
    std::int64_t q, r, s;
};

/// `value / divisor` rounded to the nearest whole number, halves up.
std::int64_t rounded(std::int64_t value, std::int64_t divisor) {
    const std::int64_t twice = 2 * value + divisor;
    const std::int64_t quotient = twice / (2 * divisor);
    return twice % (2 * divisor) < 0 ? quotient - 1 : quotient;
}

Coord rounded(Cube point, std::int64_t divisor) {
    Cube whole{rounded(point.q, divisor), rounded(point.r, divisor), rounded(point.s, divisor)};
    const std::int64_t moved_q = std::abs(whole.q * divisor - point.q);
    const std::int64_t moved_r = std::abs(whole.r * divisor - point.r);
    const std::int64_t moved_s = std::abs(whole.s * divisor - point.s);
    if (moved_q > moved_r && moved_q > moved_s) {
        whole.q = -whole.r - whole.s;
    } else if (moved_r > moved_s) {
        whole.r = -whole.q - whole.s;
    }
    return {static_cast<int>(whole.q), static_cast<int>(whole.r)};
}

/// One hexagon at each distance from `from`: the one nearest to the line, which is moved a hair towards `side` (+1 or
/// -1) so that there never are two. The hair is fixed in space, so the way back visits the same hexagons. A line down
/// the edge of the board has nothing on its outer side, and no way there.
bool hex_line_is_free(const View& view, Coord from, Coord to, int side) {
    constexpr std::int64_t fine = 64;  // a hair is about 1/64 of the smallest difference that matters
    const std::int64_t steps = view.geometry.distance(from, to);
    const Cube a{from.x, from.y, -from.x - from.y};
    const Cube b{to.x, to.y, -to.x - to.y};
    for (std::int64_t i = 1; i < steps; ++i) {
        const auto between = [&](std::int64_t start, std::int64_t end, std::int64_t hair) {
            return (start * (steps - i) + end * i) * fine + hair * side;
        };
        const Cube point{between(a.q, b.q, 1), between(a.r, b.r, 2), between(a.s, b.s, -3)};
        const auto cell = view.geometry.cell(rounded(point, steps * fine));
        if (!cell || view.hides(*cell)) return false;
    }
    return true;
}

bool sees_coord(const View& view, Coord from, Coord to, SightRule rule) {
    if (rule == SightRule::dofus) return sees_dofus(view, from, to);
    if (view.geometry.is_hex()) return hex_line_is_free(view, from, to, 1) || hex_line_is_free(view, from, to, -1);
    return sees_symmetric(view, from, to, rule == SightRule::symmetric_closed_corners);
}

void require_fitting(const Board& board, SightRule rule) {
    if (rule == SightRule::dofus && board.geometry().is_hex())
        throw Error("the DOFUS rule of sight does not know hexagons", "use the symmetric rule");
}

}  // namespace

SightRule usual_sight(const Geometry& geometry) {
    return geometry.kind() == Kind::iso ? SightRule::dofus : SightRule::symmetric;
}

bool sees(const Board& board, const CellSet& entities, Cell from, Cell to, SightRule rule) {
    require_fitting(board, rule);
    const View view{board, board.geometry(), entities};
    return sees_coord(view, view.geometry.coord(from), view.geometry.coord(to), rule);
}

CellSet visible(const Board& board, const CellSet& entities, Cell from, SightRule rule) {
    require_fitting(board, rule);
    const View view{board, board.geometry(), entities};
    const Coord eye = view.geometry.coord(from);
    CellSet seen(board.size());
    for (Cell cell = 0; cell < board.size(); ++cell)
        if (sees_coord(view, eye, view.geometry.coord(cell), rule)) seen.add(cell);
    return seen;
}

}  // namespace tk::board
