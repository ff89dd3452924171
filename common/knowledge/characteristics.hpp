#pragma once

#include "core/json.hpp"
#include "rules/fighter.hpp"

namespace tk::knowledge {

/// `fighter` with the characteristics that the `stats` of an entity tell, under English or French names, without
/// accents and case:
///   strength, intelligence, chance, agility: percent on the hits of earth and neutral, fire, water, air; intelligence
///   also on healing. power: percent on all hits. damage, ELEMENT_damage (fire_damage, dommages_feu): hit points on all
///   hits, or on those of the element. heals: hit points on healing. range: cells. critical: percent.
/// What else is in there means nothing to these rules and is left alone. The formula is that of
/// rules::expected_damage.
rules::Fighter with_characteristics(rules::Fighter fighter, const JsonView& stats);

}  // namespace tk::knowledge
