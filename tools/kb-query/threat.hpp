#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kb-query/spellbook.hpp"

namespace tk::query {

/// What a monster can do in one turn to somebody `distance` cells away, walking first as far as its MP let it.
struct Threat {
    int distance = 0;
    double damage = 0;  ///< mean, to one who resists nothing
};

/// The threat at 1, 2, ... cells, up to the first distance from which on it can do nothing (at most `farthest`).
std::vector<Threat> threats(const std::string& game, const std::vector<KnownSpell>& spells, int ap, int mp);

/// The shortest distance of least threat, of those not beyond `reach` (of the one who asks; nothing: any).
std::optional<Threat> safest(const std::vector<Threat>& threats, std::optional<int> reach);

}  // namespace tk::query
