#pragma once

#include <cstdint>

#include "store/database.hpp"

namespace tk::update {

/// What was learned from.
struct Learned {
    std::int64_t actions = 0;     ///< that were looked at
    std::int64_t spells = 0;      ///< rows of observed_damage
    std::int64_t behaviours = 0;  ///< rows of observed_monsters
};

/// Makes observed_damage and observed_monsters anew from all recorded actions, inside the caller's transaction. The
/// imported values of spells and monsters are not touched; where exactly one spell or monster goes by the observed name
/// or id, its id is noted.
Learned learn(store::Database& database);

}  // namespace tk::update
