#include "kb-query/duel.hpp"

#include <algorithm>

#include "board/geometry.hpp"

namespace tk::query {

State line_up(const std::string& game, rules::Fighter caster, rules::Fighter target, int distance) {
    State state;
    state.game = game;
    state.turn = 1000;  // long after every initial cooldown
    state.active = caster.id;
    const int cells = distance + 1;
    state.board = board::Board(board::geometry_of("square", cells, 1, static_cast<std::size_t>(cells)),
                               std::string(static_cast<std::size_t>(cells), '.'));
    caster.cell = 0;
    target.cell = distance;
    state.unhurt = {caster.id, target.id};
    state.fighters = {std::move(caster), std::move(target)};
    return state;
}

DuelTurn duel_at(const std::string& game, const rules::Fighter& caster, const rules::Fighter& target,
                 const std::vector<const KnownSpell*>& spells, int distance) {
    DuelTurn turn{distance, line_up(game, caster, target, distance), {}};
    turn.advice = advise(turn.state, spells, {});
    return turn;
}

int best_distance(const std::string& game, const rules::Fighter& caster, const rules::Fighter& target,
                  const std::vector<const KnownSpell*>& spells) {
    int reach = 1;
    for (const KnownSpell* spell : spells) reach = std::max(reach, rules::range_of(spell->rules, caster));
    int best = 1;
    rules::Outcome best_outcome;
    for (int distance = 1; distance <= std::min(reach, farthest); ++distance) {
        const DuelTurn turn = duel_at(game, caster, target, spells, distance);
        const rules::Outcome& outcome = turn.advice.plan->combination.outcome;
        const bool is_better = outcome.kills != best_outcome.kills ? outcome.kills > best_outcome.kills
                                                                   : outcome.worth > best_outcome.worth + 1e-9;
        if (!is_better) continue;
        best = distance;
        best_outcome = outcome;
    }
    return best;
}

}  // namespace tk::query
