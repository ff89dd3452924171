#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"

namespace tk::llm {

/// What an action did to one fighter.
struct Effect {
    std::string target;                  ///< name; empty when not known
    std::optional<std::int64_t> damage;  ///< HP taken
    std::optional<std::int64_t> heal;    ///< HP given
    bool killed = false;

    bool operator==(const Effect&) const = default;
};

/// What an `action` record says, in the terms a sentence needs. What the record leaves out stays out.
struct Fact {
    enum class Kind { appear, move, cast, attack, die, gain, lose, end_turn, other };
    enum class Points { hp, ap, mp };

    Kind kind = Kind::other;
    std::string verb;   ///< the record's own word for the action
    std::string actor;  ///< name, else id; empty when not known
    std::string spell;
    std::string target;  ///< whom it was aimed at
    std::string element;
    std::optional<std::int64_t> cells;   ///< move: how many
    std::optional<std::int64_t> cost;    ///< cast: action points
    std::optional<std::int64_t> amount;  ///< gain, lose: how many
    Points points = Points::hp;          ///< gain, lose: of what
    bool succeeded = true;
    std::vector<Effect> effects;
};

/// Names by entity id, as the records tell them.
using Names = std::map<std::string, std::string, std::less<>>;

/// Learns the names in a record's `state` and in an action's `actor_name` and `target_name`.
void learn_names(const JsonView& record, Names& names);

/// The fact in an `action` record.
Fact fact_of(const JsonView& action, const Names& names);

}  // namespace tk::llm
