#include "rules/damage.hpp"

#include <algorithm>
#include <limits>

namespace tk::rules {
namespace {

/// Hit points while they are calculated, wider than what is kept.
using Points = long long;

int to_int(Points points) {
    return static_cast<int>(std::min<Points>(points, std::numeric_limits<int>::max()));
}

/// `points` * `percent` / 100, rounded down, never below zero. Both are numbers of the data or their sums, so that the
/// product fits once the points are cut to what is kept.
Points percent_of(Points points, Points percent) {
    if (points <= 0 || percent <= 0) return 0;
    return to_int(points) * percent / 100;
}

int with_bonus(int base, const ElementShare& bonus) {
    return to_int(std::max<Points>(0, percent_of(base, Points{100} + bonus.percent) + bonus.fixed));
}

/// What one effect does: the mean over its rolls and the two ends.
struct Spread {
    double mean = 0;
    int least = 0;
    int most = 0;
};

/// More rolls than any real effect has: beyond, the mean of the two ends stands for all, at most one hit point off.
constexpr Points most_rolls = 10'000;

template <class Result>
Spread over_rolls(const Effect& effect, Result result) {
    const int last = std::max(effect.min, effect.max);
    const Points rolls = Points{last} - effect.min + 1;
    const Spread ends{(static_cast<double>(result(effect.min)) + result(last)) / 2, result(effect.min), result(last)};
    if (rolls > most_rolls) return ends;
    double sum = 0;
    for (Points i = 0; i < rolls; ++i) sum += result(static_cast<int>(effect.min + i));
    return {sum / static_cast<double>(rolls), ends.least, ends.most};
}

/// Damage and healing of all effects of one kind of hit, normal or critical.
struct Hit {
    Spread damage;
    Spread heal;
};

Hit hit_of(const std::vector<Effect>& effects, const Fighter& caster, const Fighter& target, int spared_percent) {
    Hit hit;
    for (const Effect& effect : effects) {
        if (effect.kind == Effect::Kind::other) continue;
        const bool heals = effect.kind == Effect::Kind::heal;
        const ElementShare bonus = share_of(caster.bonuses, heals ? std::string_view("heal") : effect.element);
        const ElementShare resistance = share_of(target.resistances, effect.element);
        const Spread spread = over_rolls(effect, [&](int roll) {
            const int whole = heals ? with_bonus(roll, bonus) : damage_of_roll(roll, bonus, resistance);
            return to_int(percent_of(whole, 100 - spared_percent));
        });
        Spread& sum = heals ? hit.heal : hit.damage;
        sum = {sum.mean + spread.mean, to_int(Points{sum.least} + spread.least),
               to_int(Points{sum.most} + spread.most)};
    }
    return hit;
}

}  // namespace

int damage_of_roll(int base, const ElementShare& bonus, const ElementShare& resistance) {
    return to_int(percent_of(Points{with_bonus(base, bonus)} - resistance.fixed, Points{100} - resistance.percent));
}

Expectation expected_damage(const Spell& spell, const Fighter& caster, const Fighter& target, int spared_percent) {
    const Hit normal = hit_of(spell.effects, caster, target, spared_percent);
    const bool can_be_critical = !spell.critical_effects.empty() && spell.critical_probability > 0;
    const double chance =
        can_be_critical ? std::clamp(spell.critical_probability + caster.critical_bonus, 0.0, 100.0) / 100 : 0;
    const Hit critical = chance > 0 ? hit_of(spell.critical_effects, caster, target, spared_percent) : normal;

    Expectation expected;
    expected.damage = normal.damage.mean * (1 - chance) + critical.damage.mean * chance;
    expected.heal = normal.heal.mean * (1 - chance) + critical.heal.mean * chance;
    expected.least_damage = chance < 1 ? normal.damage.least : critical.damage.least;
    expected.most_damage = chance < 1 ? normal.damage.most : critical.damage.most;
    if (chance > 0) {
        expected.least_damage = std::min(expected.least_damage, critical.damage.least);
        expected.most_damage = std::max(expected.most_damage, critical.damage.most);
    }
    if (target.hp && target.max_hp)
        expected.heal = std::min(expected.heal, static_cast<double>(std::max(0, *target.max_hp - *target.hp)));
    return expected;
}

}  // namespace tk::rules
