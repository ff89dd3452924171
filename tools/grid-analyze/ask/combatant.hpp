#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grid-analyze/ask/board_file.hpp"
#include "knowledge/spellbook.hpp"
#include "rules/fighter.hpp"
#include "rules/spell.hpp"

namespace tk::grid {

/// One who stands on the board, with all that is known of what they can do.
struct Combatant {
    rules::Fighter fighter;
    std::vector<rules::Spell> spells;  ///< those that may be cast next turn
    std::optional<int> evade, block;   ///< tackle; nothing: not known
    std::vector<std::string> unknown;  ///< of "ap", "mp", "spells", what would be needed to tell what they can do

    board::Cell cell() const { return *fighter.cell; }
};

/// What is known of those on the board: from the file itself, then from `book` (null: no database): AP, MP and spells
/// of a monster of their name, spells of their class up to their level. An entity's `spells` are names, ids, or whole
/// spells (knowledge::read_spell); where it has some it has no others. A spell with more than one turn of `cooldowns`
/// left is not cast next turn. The dead are left out. Throws Error for a spell that is none.
std::vector<Combatant> combatants_of(const BoardFile& file, knowledge::Spellbook* book);

/// The spell that `text` names, by name or id: one of `caster` (may be null), of the file, or of the database.
std::optional<rules::Spell> find_spell(const std::string& text, const Combatant* caster, const BoardFile& file,
                                       knowledge::Spellbook* book);

/// May hurt one another: both teams are known, and not the same.
bool are_enemies(const Combatant& a, const Combatant& b);

/// The share of its MP that `mover` keeps when it leaves a cell beside `tackler`; what is not known counts as 0.
double share_kept(const Combatant& mover, const Combatant& tackler);

}  // namespace tk::grid
