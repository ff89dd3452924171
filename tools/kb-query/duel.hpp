#pragma once

#include <string>

#include "kb-query/advice.hpp"
#include "kb-query/position.hpp"

namespace tk::query {

/// The farthest that two fighters are put apart, in cells.
constexpr int farthest = 63;

/// A position without a board of its own: the two stand `distance` cells (1 to `farthest`) apart in a straight line
/// over sides, with nothing between. The caster is the active one.
State line_up(const std::string& game, rules::Fighter caster, rules::Fighter target, int distance);

/// What the caster can do at best in one turn from one distance.
struct DuelTurn {
    int distance = 0;
    State state;
    Advice advice;  ///< refers to fighters of `state`
};
/// The best turn of `caster` against `target`, that many cells apart on an open board.
DuelTurn duel_at(const std::string& game, const rules::Fighter& caster, const rules::Fighter& target,
                 const std::vector<const KnownSpell*>& spells, int distance);

/// The shortest distance from which its best turn is best (kills, then worth).
int best_distance(const std::string& game, const rules::Fighter& caster, const rules::Fighter& target,
                  const std::vector<const KnownSpell*>& spells);

}  // namespace tk::query
