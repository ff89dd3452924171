#pragma once

#include <string>

#include "core/json.hpp"
#include "knowledge/spellbook.hpp"
#include "rules/fighter.hpp"

namespace tk::knowledge {

/// An entity of a `state` as the rules need it, with its characteristics. What a monster of its name resists (unless
/// the entity tells), and its hit points where only the share of a bar is known, comes from `book`; null: no database.
rules::Fighter read_fighter(const JsonView& entity, const std::string& game, Spellbook* book);

}  // namespace tk::knowledge
