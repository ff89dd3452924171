#pragma once

#include "rules/fighter.hpp"
#include "rules/spell.hpp"

namespace tk::rules {

/// What one cast does to one fighter who stands on the target cell.
struct Expectation {
    double damage = 0;     ///< mean hit points taken, criticals included
    double heal = 0;       ///< mean hit points given back, at most those that are missing where that is known
    int least_damage = 0;  ///< worst and best roll, criticals included where they can happen
    int most_damage = 0;

    /// Dies from this cast for certain, or may die; false when the hit points are not known.
    bool kills_surely(const Fighter& target) const { return target.hp && least_damage >= *target.hp; }
    bool may_kill(const Fighter& target) const { return target.hp && most_damage >= *target.hp; }
};

/// Hit points that a roll of `base` in `element` takes. Whole numbers, rounded down after each line, never below zero:
///   dealt = base * (100 + caster's percent) / 100 + caster's fixed
///   taken = (dealt - target's fixed) * (100 - target's percent) / 100
/// Fixed resistance comes off before percent, as in DOFUS (DamageReceiver, Dofus 2).
int damage_of_roll(int base, const ElementShare& bonus, const ElementShare& resistance);

/// Expected damage and healing of `spell`: the mean over all rolls of damage_of_roll, each critical effect weighted
/// with the spell's critical probability and the caster's bonus to it. Healing is base * (100 + percent) / 100 + fixed
/// with the caster's bonus "heal"; nothing resists it. `spared_percent` is what the zone spares a cell for its distance
/// (board::zone_loss); it comes off last.
Expectation expected_damage(const Spell& spell, const Fighter& caster, const Fighter& target, int spared_percent = 0);

}  // namespace tk::rules
