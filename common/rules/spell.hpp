#pragma once

#include <string>
#include <vector>

namespace tk::rules {

/// One thing that a spell does to whom it strikes.
struct Effect {
    enum class Kind { damage, heal, other };
    Kind kind = Kind::damage;
    std::string element;  ///< as element_key spells it
    int min = 0;          ///< hit points, before anything is added or resisted
    int max = 0;          ///< every whole number from min to max is as likely; below min it counts as min
};

/// A spell at one level, as data. Limits that are nothing (0) do not hold.
struct Spell {
    std::string id;
    std::string name;
    int ap_cost = 0;
    int min_range = 0;  ///< in steps over sides; over corners for a spell that is cast in diagonal only
    int max_range = 0;
    bool range_boostable = false;  ///< the caster's range bonus is added to max_range
    bool needs_line_of_sight = true;
    bool in_line = false;      ///< only straight over sides...
    bool in_diagonal = false;  ///< ...or over corners; with both, either way will do
    bool needs_free_cell = false;
    bool needs_taken_cell = false;
    int casts_per_turn = 0;
    int casts_per_target = 0;  ///< in one turn
    int cooldown = 0;          ///< cast in turn t, castable again in turn t + cooldown
    int initial_cooldown = 0;  ///< castable from turn 1 + initial_cooldown
    std::string zone = "P";    ///< raw zone text, see board/zone.hpp
    std::vector<Effect> effects;
    double critical_probability = 0;  ///< percent, 0..100
    std::vector<Effect>
        critical_effects;  ///< instead of `effects`; empty: a critical hit does the same as a normal one
};

}  // namespace tk::rules
