#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/program.hpp"

namespace tk::query {

/// An attack that stands in the monster's own record and not among the spells, as the 5e SRD has them.
struct Attack {
    std::string name;
    std::vector<std::string> elements;  ///< damage types, as written
    double damage = 0;                  ///< mean of one that hits
    int most_damage = 0;
    std::optional<int> to_hit;  ///< bonus to the roll
    std::optional<int> reach;   ///< feet; the long range of what is shot or thrown
};

/// The attacks that do damage among the `actions` of a monster of 5e-bits/5e-database (damage[].damage_dice, the reach
/// from the words of desc), the most damage first. Of damage that may be chosen the highest counts. What has another
/// shape is left out.
std::vector<Attack> attacks_of(const Value& monster);

/// Feet that the monster moves in a turn in its fastest way, of speed {"walk": "30 ft.", "fly": "60 ft."}.
int speed_of(const Value& monster);

/// How far the farthest attack comes with a move before it; nothing when there is none, or when one does not tell.
std::optional<int> farthest_attack(const std::vector<Attack>& attacks, int speed);

/// The attacks as they are printed.
Value attack_list(const std::vector<Attack>& attacks);

/// What to know of them in words; `attacks` is not empty, `farthest` as from farthest_attack.
Value attack_advice(const std::vector<Attack>& attacks, std::optional<int> farthest, Language language);

}  // namespace tk::query
