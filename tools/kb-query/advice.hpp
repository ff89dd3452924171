#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/program.hpp"
#include "kb-query/position.hpp"
#include "rules/cast.hpp"
#include "rules/combination.hpp"
#include "rules/damage.hpp"

namespace tk::query {

/// Somebody whom a cast strikes.
struct Struck {
    const rules::Fighter* fighter;
    bool enemy = false;
    rules::Expectation expected;
};

/// One cast: a spell at a cell, and what is to be expected of it.
struct Cast {
    const KnownSpell* spell;
    board::Cell cell = 0;
    int distance = 0;
    std::vector<Struck> struck;
    double damage = 0;  ///< on enemies, in hit points
    double harm = 0;    ///< on the own side
    double heal = 0;    ///< on the own side

    int kills = 0;  ///< enemies that die for certain, as far as is known

    /// What casts of as many kills are ranked by: damage (no more than an enemy has left) and healing, less harm to the
    /// own side.
    double worth = 0;
};

/// A spell that cannot be cast to any use, and the reason that stands in the way the longest.
struct Excluded {
    const KnownSpell* spell;
    rules::CastVerdict verdict;
};

/// A cast of a plan and how often it is made.
struct PlannedCast {
    Cast cast;
    int times = 1;
};

/// The best casts of a whole turn, from where the caster stands.
struct Plan {
    std::vector<PlannedCast> casts;  ///< those that do most first
    rules::Combination combination;
};

/// All that can be advised for one position.
struct Advice {
    std::vector<Cast> casts;  ///< the best of each spell, best first
    std::vector<Excluded> excluded;
    std::optional<Plan> plan;  ///< nothing when the AP are not known
};

/// Tries every spell of `spells` at every cell where it could strike somebody, and combines the casts within the AP.
/// The spells must outlive the advice.
Advice advise(const State& state, const std::vector<const KnownSpell*>& spells, const rules::CastHistory& history);

/// The `kb` of a record: at most `limit` casts with their reasons in `language`, and what is excluded.
std::string advice_json(const State& state, const Advice& advice, std::size_t limit, Language language);

/// The reasons for a cast and for a plan (`ap`: what the caster has), one sentence each.
std::vector<std::string> cast_reasons(const State& state, const Cast& cast, Language language);
std::vector<std::string> plan_reasons(const Plan& plan, int ap, Language language);

}  // namespace tk::query
