#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "kb-query/advice.hpp"

namespace tk::query {

namespace {

double one_decimal(double number) {
    return std::round(number * 10) / 10;
}

/// The one a cast is aimed at: who stands on the cell, else the enemy or friend whom it does the most to.
const Struck* aimed_at(const Cast& cast) {
    const Struck* best = nullptr;
    for (const Struck& struck : cast.struck) {
        if (struck.fighter->cell == cast.cell) return &struck;
        const auto weight = [](const Struck& one) { return one.expected.damage + one.expected.heal; };
        if (best == nullptr || weight(struck) > weight(*best)) best = &struck;
    }
    return best;
}

std::string name_of(const rules::Fighter& fighter) {
    return fighter.name.empty() ? fighter.id : fighter.name;
}

/// "Loup cendré resists Air (10 %)", for each element of the spell that the target resists or is weak to.
void add_resistances(std::vector<std::string>& reasons, const rules::Spell& spell, const rules::Fighter& target,
                     bool french) {
    std::vector<std::string> told;
    for (const rules::Effect& effect : spell.effects) {
        if (effect.kind != rules::Effect::Kind::damage) continue;
        if (std::find(told.begin(), told.end(), effect.element) != told.end()) continue;
        told.push_back(effect.element);
        const int percent = rules::share_of(target.resistances, effect.element).percent;
        if (percent == 0) continue;
        static constexpr std::pair<std::string_view, std::string_view> french_names[] = {
            {"neutral", "neutre"}, {"earth", "terre"}, {"fire", "feu"}, {"water", "eau"}, {"air", "air"}};
        std::string element = effect.element;
        for (const auto& [key, name] : french_names) {
            if (french && key == element) {
                element = name;
                break;
            }
        }
        if (french) {
            reasons.push_back(fmt::format("{} : {} {} ({} %)", name_of(target),
                                          percent > 0 ? "résistance" : "faiblesse", element, std::abs(percent)));
        } else {
            reasons.push_back(fmt::format("{} {} {} ({} %)", name_of(target), percent > 0 ? "resists" : "is weak to",
                                          element, std::abs(percent)));
        }
    }
}

void add_counts(std::vector<std::string>& reasons, const Cast& cast, bool french) {
    const auto enemies = std::count_if(cast.struck.begin(), cast.struck.end(), [](const Struck& s) { return s.enemy; });
    if (enemies > 1)
        reasons.push_back(fmt::format(fmt::runtime(french ? "touche {} ennemis" : "hits {} enemies"), enemies));
    if (cast.harm > 0) {
        reasons.push_back(fmt::format(fmt::runtime(french ? "coûte {} PV aux alliés" : "costs allies {} hit points"),
                                      one_decimal(cast.harm)));
    }
}

void add_kills(std::vector<std::string>& reasons, const Cast& cast, bool french) {
    for (const Struck& struck : cast.struck) {
        if (!struck.enemy) continue;
        const std::string name = name_of(*struck.fighter);
        if (struck.expected.kills_surely(*struck.fighter)) {
            reasons.push_back(french
                                  ? fmt::format("achève {} (environ {} PV)", name, *struck.fighter->hp)
                                  : fmt::format("finishes {} (about {} hit points left)", name, *struck.fighter->hp));
        } else if (struck.expected.may_kill(*struck.fighter)) {
            reasons.push_back(french
                                  ? fmt::format("peut achever {} (environ {} PV)", name, *struck.fighter->hp)
                                  : fmt::format("may finish {} (about {} hit points left)", name, *struck.fighter->hp));
        }
    }
}

/// Which spell at whom and where.
Value cast_value(const Cast& cast) {
    Value entry;
    entry["spell"] = cast.spell->rules.name;
    entry["id"] = cast.spell->rules.id;
    if (const Struck* target = aimed_at(cast)) {
        entry["target"] = target->fighter->id;
        if (!target->fighter->name.empty()) entry["target_name"] = target->fighter->name;
    }
    entry["cell"] = cast.cell;
    return entry;
}

Value plan_value(const Plan& plan, int ap, Language language) {
    const rules::Combination& best = plan.combination;
    Value out;
    out["casts"] = Value::array();
    for (const PlannedCast& planned : plan.casts) {
        Value entry = cast_value(planned.cast);
        entry["times"] = planned.times;
        entry["ap_cost"] = planned.cast.spell->rules.ap_cost * planned.times;
        entry["expected_damage"] = one_decimal(planned.cast.damage * planned.times);
        if (planned.cast.heal > 0) entry["expected_heal"] = one_decimal(planned.cast.heal * planned.times);
        out["casts"].push_back(std::move(entry));
    }
    out["ap_cost"] = best.ap;
    out["expected_damage"] = one_decimal(best.outcome.damage);
    if (best.outcome.heal > 0) out["expected_heal"] = one_decimal(best.outcome.heal);
    out["kills"] = best.outcome.kills;
    out["exact"] = best.exact;
    out["reasons"] = plan_reasons(plan, ap, language);
    return out;
}

}  // namespace

std::vector<std::string> cast_reasons(const State& state, const Cast& cast, Language language) {
    const bool french = language == Language::french;
    const rules::Spell& spell = cast.spell->rules;
    const rules::Fighter& caster = *state.find(state.active);
    std::vector<std::string> reasons;
    if (cast.damage > 0) {
        reasons.push_back(
            fmt::format(fmt::runtime(french ? "{} dégâts attendus" : "{} damage expected"), one_decimal(cast.damage)));
    }
    if (cast.heal > 0) {
        reasons.push_back(
            fmt::format(fmt::runtime(french ? "{} PV rendus attendus" : "{} hit points of healing expected"),
                        one_decimal(cast.heal)));
    }
    if (const Struck* target = aimed_at(cast)) add_resistances(reasons, spell, *target->fighter, french);
    add_counts(reasons, cast, french);
    add_kills(reasons, cast, french);
    if (caster.ap) {
        reasons.push_back(
            fmt::format(fmt::runtime(french ? "coûte {} des {} PA" : "costs {} of {} AP"), spell.ap_cost, *caster.ap));
    } else {
        reasons.push_back(fmt::format(fmt::runtime(french ? "coûte {} PA" : "costs {} AP"), spell.ap_cost));
    }
    const int reach = rules::range_of(spell, caster);
    reasons.push_back(fmt::format(fmt::runtime(french ? "à {} cases, portée {} à {}" : "{} cells away, range {} to {}"),
                                  cast.distance, spell.min_range, reach));
    if (spell.needs_line_of_sight) reasons.emplace_back(french ? "en ligne de vue" : "in line of sight");
    return reasons;
}

std::vector<std::string> plan_reasons(const Plan& plan, int ap, Language language) {
    const bool french = language == Language::french;
    const rules::Combination& best = plan.combination;
    std::vector<std::string> reasons;
    if (plan.casts.empty()) return {french ? "aucun lancer utile d'ici" : "no cast from here is of use"};
    if (best.outcome.kills > 0) {
        reasons.push_back(fmt::format(
            fmt::runtime(french ? "achève à coup sûr {} ennemi(s)" : "finishes {} for certain"), best.outcome.kills));
    }
    reasons.push_back(fmt::format(fmt::runtime(french ? "utilise {} des {} PA" : "uses {} of {} AP"), best.ap, ap));
    if (best.exact) {
        reasons.emplace_back(french ? "aucune autre combinaison de lancers d'ici ne fait mieux en moyenne"
                                    : "no other combination of casts from here does more on average");
    } else {
        reasons.emplace_back(french ? "la meilleure trouvée ; toutes n'ont pas pu être essayées"
                                    : "the best that was found; not all could be tried");
    }
    return reasons;
}

std::string advice_json(const State& state, const Advice& advice, std::size_t limit, Language language) {
    Value out;
    out["active"] = state.active;
    out["spells"] = Value::array();
    for (std::size_t i = 0; i < std::min(limit, advice.casts.size()); ++i) {
        const Cast& cast = advice.casts[i];
        Value entry = cast_value(cast);
        entry["ap_cost"] = cast.spell->rules.ap_cost;
        entry["expected_damage"] = one_decimal(cast.damage);
        if (cast.heal > 0) entry["expected_heal"] = one_decimal(cast.heal);
        entry["distance"] = cast.distance;
        entry["reasons"] = cast_reasons(state, cast, language);
        out["spells"].push_back(std::move(entry));
    }
    if (advice.plan) out["combination"] = plan_value(*advice.plan, *state.find(state.active)->ap, language);
    out["excluded"] = Value::array();
    for (const Excluded& excluded : advice.excluded) {
        out["excluded"].push_back(Value{{"spell", excluded.spell->rules.name},
                                        {"code", std::string(rules::code_name(excluded.verdict.code))},
                                        {"reason", rules::describe(excluded.verdict, language)}});
    }
    return out.dump();
}

}  // namespace tk::query
