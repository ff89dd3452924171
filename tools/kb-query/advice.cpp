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

bool strikes_anybody(const State& state, const board::Zone& zone, board::Cell cell, board::Cell from) {
    const board::Geometry& geometry = state.board.geometry();
    return std::any_of(state.fighters.begin(), state.fighters.end(), [&](const rules::Fighter& fighter) {
        return fighter.cell && fighter.alive() && geometry.contains(*fighter.cell) &&
               board::in_zone(geometry, zone, *fighter.cell, cell, from);
    });
}

/// What `history` and the spell's own limits leave of it in this turn.
rules::SpellBudget budget_of(const State& state, const rules::Spell& spell, const rules::CastHistory& history) {
    const std::string noted = fold(spell.name);
    rules::SpellBudget budget{spell.ap_cost, {}, {}};
    if (spell.casts_per_turn > 0) budget.casts = spell.casts_per_turn - history.casts_in_turn(noted, state.turn);
    if (spell.cooldown > 0) budget.casts = std::min(budget.casts.value_or(1), 1);
    if (spell.casts_per_target > 0) {
        for (const rules::Fighter& fighter : state.fighters) {
            budget.on_each.push_back(spell.casts_per_target - history.casts_on(noted, state.turn, fighter.id));
        }
    }
    return budget;
}

rules::CastOption option_of(const State& state, const Cast& cast, std::size_t spell) {
    rules::CastOption option{spell, {}, {}};
    for (const Struck& struck : cast.struck) {
        const auto whom = static_cast<std::size_t>(struck.fighter - state.fighters.data());
        if (struck.fighter->cell == cast.cell) option.aimed_at = whom;
        const rules::Expectation& expected = struck.expected;
        option.blows.push_back({whom, expected.damage, expected.least_damage, expected.heal});
    }
    return option;
}

/// Combines `casts` (each worth something by itself) within `ap`.
Plan make_plan(const State& state, int ap, const std::vector<Cast>& casts, const rules::CastHistory& history) {
    const rules::Fighter& caster = *state.find(state.active);
    std::vector<rules::Whom> whom;
    for (const rules::Fighter& fighter : state.fighters) {
        rules::Whom& one = whom.emplace_back();
        one.enemy = fighter.team != caster.team;
        one.hp = fighter.hp;
        if (state.unhurt.contains(fighter.id)) one.missing = 0;
        if (fighter.hp && fighter.max_hp) one.missing = std::max(0, *fighter.max_hp - *fighter.hp);
    }
    std::vector<rules::SpellBudget> budgets;
    std::vector<rules::CastOption> options;
    const KnownSpell* last = nullptr;
    for (const Cast& cast : casts) {
        if (cast.spell != last) budgets.push_back(budget_of(state, cast.spell->rules, history));
        last = cast.spell;
        options.push_back(option_of(state, cast, budgets.size() - 1));
    }
    Plan plan{{}, rules::best_combination(whom, budgets, options, ap)};
    for (const std::size_t option : plan.combination.casts) {
        if (!plan.casts.empty() && plan.casts.back().cast.spell == casts[option].spell &&
            plan.casts.back().cast.cell == casts[option].cell) {
            ++plan.casts.back().times;
        } else {
            plan.casts.push_back({casts[option], 1});
        }
    }
    std::stable_sort(plan.casts.begin(), plan.casts.end(), [](const PlannedCast& a, const PlannedCast& b) {
        return a.cast.worth * a.times > b.cast.worth * b.times;
    });
    return plan;
}

}  // namespace

Advice advise(const State& state, const std::vector<const KnownSpell*>& spells, const rules::CastHistory& history) {
    const rules::Fighter& caster = *state.find(state.active);
    const rules::Position position{state.board, state.fighters};
    Advice advice;
    std::vector<Cast> all;
    for (const KnownSpell* spell : spells) {
        if (!acts(spell->rules)) continue;
        if (const auto waits = spell->find_in(state.cooldowns); waits != state.cooldowns.end()) {
            advice.excluded.push_back({spell, {rules::CastCode::cooldown, waits->second, 0}});
            continue;
        }
        const rules::Spell noted = as_noted(spell->rules);
        const board::Zone zone = board::parse_zone(spell->rules.zone);
        std::optional<std::size_t> best;
        for (const board::Cell cell : candidates(state, zone)) {
            // Sight is the dear part of the check, and nobody in the zone is the usual case of an area.
            if (!strikes_anybody(state, zone, cell, *caster.cell)) continue;
            const auto verdict =
                rules::check_cast(noted, caster, cell, standing_on(state, cell), position, history, state.turn);
            if (!verdict.castable()) continue;
            Cast cast = evaluate(state, caster, *spell, zone, cell);
            if (cast.worth <= 0) continue;
            all.push_back(std::move(cast));
            if (!best || better(all.back(), all[*best])) best = all.size() - 1;
        }
        if (best) {
            advice.casts.push_back(all[*best]);
            continue;
        }
        const auto verdict = reason_against(state, caster, noted, position, history);
        if (!verdict.castable()) advice.excluded.push_back({spell, verdict});
    }
    std::stable_sort(advice.casts.begin(), advice.casts.end(), better);
    if (caster.ap) advice.plan = make_plan(state, *caster.ap, all, history);
    return advice;
}

}  // namespace tk::query
