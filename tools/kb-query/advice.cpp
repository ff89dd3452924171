#include "kb-query/advice.hpp"

#include <algorithm>
#include <optional>

#include "board/zone.hpp"
#include "core/text.hpp"

namespace tk::query {

namespace {

bool helps(const rules::Spell& spell) {
    return std::any_of(spell.effects.begin(), spell.effects.end(),
                       [](const rules::Effect& effect) { return effect.kind == rules::Effect::Kind::heal; });
}

bool acts(const rules::Spell& spell) {
    return std::any_of(spell.effects.begin(), spell.effects.end(),
                       [](const rules::Effect& effect) { return effect.kind != rules::Effect::Kind::other; });
}

/// The history notes spells by folded name, because pictures tell names; the rules ask by id.
rules::Spell as_noted(const rules::Spell& spell) {
    rules::Spell copy = spell;
    copy.id = fold(spell.name);
    return copy;
}

Cast evaluate(const State& state, const rules::Fighter& caster, const KnownSpell& spell, const board::Zone& zone,
              board::Cell cell) {
    const board::Geometry& geometry = state.board.geometry();
    Cast cast{&spell, cell, geometry.distance(*caster.cell, cell), {}, 0, 0, 0, 0, 0};
    for (const rules::Fighter& fighter : state.fighters) {
        if (!fighter.cell || !fighter.alive() || !geometry.contains(*fighter.cell)) continue;
        if (!board::in_zone(geometry, zone, *fighter.cell, cell, *caster.cell)) continue;
        const int spared = board::zone_loss(geometry, zone, *fighter.cell, cell, *caster.cell);
        const bool enemy = fighter.team != caster.team;
        auto expected = rules::expected_damage(spell.rules, caster, fighter, spared);
        if (state.unhurt.contains(fighter.id)) expected.heal = 0;
        cast.struck.push_back({&fighter, enemy, expected});
        if (enemy) {
            cast.damage += expected.damage;
            cast.worth += fighter.hp ? std::min<double>(expected.damage, *fighter.hp) : expected.damage;
            cast.worth -= expected.heal;
            if (expected.kills_surely(fighter)) ++cast.kills;
        } else {
            cast.harm += expected.damage;
            cast.heal += expected.heal;
            cast.worth += expected.heal - expected.damage;
        }
    }
    return cast;
}

/// A fighter that falls acts no more: certain kills count before hit points.
bool better(const Cast& a, const Cast& b) {
    if (a.kills != b.kills) return a.kills > b.kills;
    if (a.worth != b.worth) return a.worth > b.worth;
    return a.spell->rules.ap_cost < b.spell->rules.ap_cost;
}

/// Cells worth a try: where somebody stands, and for an area every cell from which it may reach somebody.
std::vector<board::Cell> candidates(const State& state, const board::Zone& zone) {
    std::vector<board::Cell> cells;
    if (zone.shape != 'P') {
        for (board::Cell cell = 0; cell < state.board.size(); ++cell) {
            if (state.board.walkable(cell)) cells.push_back(cell);
        }
        return cells;
    }
    for (const rules::Fighter& fighter : state.fighters) {
        if (fighter.cell && fighter.alive() && state.board.geometry().contains(*fighter.cell)) {
            cells.push_back(*fighter.cell);
        }
    }
    return cells;
}

std::string_view standing_on(const State& state, board::Cell cell) {
    for (const rules::Fighter& fighter : state.fighters) {
        if (fighter.cell == cell && fighter.alive()) return fighter.id;
    }
    return {};
}

/// Why `spell` cannot be cast at the nearest of those it is meant for.
rules::CastVerdict reason_against(const State& state, const rules::Fighter& caster, const rules::Spell& spell,
                                  const rules::Position& position, const rules::CastHistory& history) {
    const bool for_own_side = helps(spell);
    std::optional<board::Cell> nearest;
    for (const rules::Fighter& fighter : state.fighters) {
        if (!fighter.cell || !fighter.alive() || (fighter.team == caster.team) != for_own_side) continue;
        const auto far = [&](board::Cell cell) { return state.board.geometry().distance(*caster.cell, cell); };
        if (!state.board.geometry().contains(*fighter.cell)) continue;
        if (!nearest || far(*fighter.cell) < far(*nearest)) nearest = *fighter.cell;
    }
    const board::Cell cell = nearest.value_or(*caster.cell);
    return rules::check_cast(spell, caster, cell, standing_on(state, cell), position, history, state.turn);
}

}  // namespace

Advice advise(const State& state, const std::vector<const KnownSpell*>& spells, const rules::CastHistory& history) {
    const rules::Fighter& caster = *state.find(state.active);
    const rules::Position position{state.board, state.fighters};
    Advice advice;
    for (const KnownSpell* spell : spells) {
        if (!acts(spell->rules)) continue;
        const rules::Spell noted = as_noted(spell->rules);
        const board::Zone zone = board::parse_zone(spell->rules.zone);
        std::optional<Cast> best;
        for (const board::Cell cell : candidates(state, zone)) {
            const auto verdict =
                rules::check_cast(noted, caster, cell, standing_on(state, cell), position, history, state.turn);
            if (!verdict.castable()) continue;
            Cast cast = evaluate(state, caster, *spell, zone, cell);
            if (cast.worth > 0 && (!best || better(cast, *best))) best = std::move(cast);
        }
        if (best) {
            advice.casts.push_back(std::move(*best));
            continue;
        }
        const auto verdict = reason_against(state, caster, noted, position, history);
        if (!verdict.castable()) advice.excluded.push_back({spell, verdict});
    }
    std::stable_sort(advice.casts.begin(), advice.casts.end(), better);
    return advice;
}

}  // namespace tk::query
