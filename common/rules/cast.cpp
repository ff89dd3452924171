#include "rules/cast.hpp"

#include <algorithm>
#include <cstdlib>

namespace tk::rules {
namespace {

bool over_corner(const board::Geometry& geometry, board::Direction direction) {
    const auto corners = geometry.corner_directions();
    return std::find(corners.begin(), corners.end(), direction) != corners.end();
}

/// How far the target is in the steps that the spell counts: one cast in diagonal counts steps over corners.
int steps_to(const Spell& spell, const board::Geometry& geometry, board::Coord from, board::Coord to,
             std::optional<board::Direction> direction) {
    const bool corners = spell.in_diagonal && direction && over_corner(geometry, *direction);
    return geometry.distance(from, to, corners ? board::Adjacency::corners : board::Adjacency::sides);
}

/// Is the target straight ahead in the way that the spell asks for? A spell may always be cast on the own cell.
CastCode check_line(const Spell& spell, const board::Geometry& geometry, bool own_cell,
                    std::optional<board::Direction> direction) {
    if (own_cell || (!spell.in_line && !spell.in_diagonal)) return CastCode::none;
    const bool corner = direction && over_corner(geometry, *direction);
    if (spell.in_line && direction && !corner) return CastCode::none;
    if (spell.in_diagonal && corner) return CastCode::none;
    return spell.in_line ? CastCode::not_in_line : CastCode::not_in_diagonal;
}

}  // namespace

Position::Position(const board::Board& on, std::span<const Fighter> fighters, board::SightRule rule)
    : board(on), sight(rule), taken(on.size()), hiding(on.size()) {
    for (const Fighter& fighter : fighters) {
        if (!fighter.cell || !fighter.alive()) continue;
        taken.add(*fighter.cell);
        if (!fighter.invisible) hiding.add(*fighter.cell);
    }
}

Position::Position(const board::Board& on, std::span<const Fighter> fighters)
    : Position(on, fighters, board::usual_sight(on.geometry())) {}

Position Position::with_move(board::Cell from, board::Cell to) const {
    Position moved = *this;
    if (from == to || !taken.contains(from)) return moved;
    moved.taken.remove(from);
    moved.taken.add(to);
    if (hiding.contains(from)) {
        moved.hiding.remove(from);
        moved.hiding.add(to);
    }
    return moved;
}

int range_of(const Spell& spell, const Fighter& caster) {
    const int range = spell.max_range + (spell.range_boostable ? caster.range_bonus : 0);
    return std::max(range, spell.min_range);
}

CastVerdict check_cast(const Spell& spell, const Fighter& caster, board::Cell target, std::string_view target_id,
                       const Position& position, const CastHistory& history, int turn) {
    const int casts = history.casts_in_turn(spell.id, turn);
    if (spell.casts_per_turn > 0 && casts >= spell.casts_per_turn)
        return {CastCode::too_many_launchs, casts, spell.casts_per_turn};
    if (const int left = history.cooldown_left(spell, turn); left > 0) return {CastCode::cooldown, left, 0};
    if (caster.ap && *caster.ap < spell.ap_cost) return {CastCode::action_points, *caster.ap, spell.ap_cost};

    const board::Board& board = position.board;
    const board::Geometry& geometry = board.geometry();
    if (!caster.cell || !geometry.contains(*caster.cell) || !geometry.contains(target)) return {CastCode::unknown};
    if (spell.casts_per_target > 0 && !target_id.empty()) {
        const int on_target = history.casts_on(spell.id, turn, target_id);
        if (on_target >= spell.casts_per_target)
            return {CastCode::too_many_launchs_on_cell, on_target, spell.casts_per_target};
    }

    const board::Coord from = geometry.coord(*caster.cell);
    const board::Coord to = geometry.coord(target);
    const auto direction = geometry.direction(from, to);
    const int distance = steps_to(spell, geometry, from, to, direction);
    const int range = range_of(spell, caster);
    if (distance > range) return {CastCode::max_range, distance, range};
    if (distance < spell.min_range) return {CastCode::min_range, distance, spell.min_range};
    if (const CastCode line = check_line(spell, geometry, from == to, direction); line != CastCode::none) return {line};

    const board::Terrain terrain = board.terrain(target);
    if (terrain == board::Terrain::obstacle || terrain == board::Terrain::hole) return {CastCode::not_in_range};
    if (spell.needs_free_cell && position.taken.contains(target)) return {CastCode::need_free_cell};
    if (spell.needs_taken_cell && !position.taken.contains(target)) return {CastCode::need_taken_cell};
    if (spell.needs_line_of_sight && !board::sees(board, position.hiding, *caster.cell, target, position.sight))
        return {CastCode::line_of_sight};
    return {};
}

}  // namespace tk::rules
