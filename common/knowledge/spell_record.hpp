#pragma once

#include <string>
#include <vector>

#include "core/json.hpp"
#include "rules/spell.hpp"

namespace tk::knowledge {

/// Effects as the database and records hold them: a list of {"kind":"damage","element","min","max"}.
std::vector<rules::Effect> read_effects(const JsonView& list);

/// The raw zone text of the game ("C2") from that text, or from the database's {"shape":"C","size":2,...}. A shape that
/// the board does not know (other games have spheres) is a point, which is the least that it strikes.
std::string read_zone(const JsonView& zone);

/// A spell that a record or a board file spells out, with the names of the columns of the database's table `spells`
/// (`zone` stands for `area_of_effect` too). What is left out does not hold; sight is needed unless `line_of_sight` is
/// false. Throws Error for a spell without an id and a name.
rules::Spell read_spell(const JsonView& object);

}  // namespace tk::knowledge
