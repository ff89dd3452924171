#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tk::rules {

/// Somebody whom casts of one turn may strike.
struct Whom {
    bool enemy = false;
    std::optional<int> hp;       ///< damage beyond is worth nothing
    std::optional<int> missing;  ///< hit points that healing can give back
};

/// What one cast does to one of them.
struct Blow {
    std::size_t whom = 0;
    double damage = 0;     ///< mean
    int least_damage = 0;  ///< for certain
    double heal = 0;       ///< mean
};

/// One way to cast a spell: at a cell where somebody stands (`aimed_at`) or nobody does.
struct CastOption {
    std::size_t spell = 0;
    std::optional<std::size_t> aimed_at;
    std::vector<Blow> blows;
};

/// What is left of a spell for this turn. A cooldown leaves one cast.
struct SpellBudget {
    int ap_cost = 0;
    std::optional<int> casts;  ///< nothing: no limit, but then a spell that costs no AP counts for one cast
    std::vector<int> on_each;  ///< casts at each of them; empty: no limit
};

/// What several casts come to. Means of damage add up until they reach the hit points.
struct Outcome {
    int kills = 0;     ///< enemies whose hit points the least rolls reach
    double worth = 0;  ///< damage on enemies and healing on the own side, less harm to it and what heals enemies
    double damage = 0, harm = 0, heal = 0;
};

/// What the `casts` (indices of options, each as often as it is cast) come to.
Outcome outcome_of(std::span<const Whom> whom, std::span<const CastOption> options, std::span<const std::size_t> casts);

/// The best casts of one turn.
struct Combination {
    std::vector<std::size_t> casts;  ///< indices of options, each as often as it is cast, ascending
    Outcome outcome;
    int ap = 0;
    bool exact = true;  ///< false: the search ended at `most_nodes`, a better one may exist
};

/// The casts that kill most enemies for certain and, among those, are worth most, within `ap` and the budgets. No cast
/// in it could be left out without loss. Exact: branch and bound over all multisets of casts, with the sums of the
/// casts' single gains as the bound (gains only shrink as hit points run out, so that they never promise too little).
/// Who falls still stands in the way: that a kill opens a line of sight is not looked ahead to.
Combination best_combination(std::span<const Whom> whom, std::span<const SpellBudget> spells,
                             std::span<const CastOption> options, int ap, long most_nodes = 2'000'000);

}  // namespace tk::rules
