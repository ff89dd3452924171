#pragma once

#include <optional>
#include <string>

#include "store/database.hpp"

namespace tk::update {

/// The imported ranks of a spell as a JSON list in order of their grade; empty when there are none.
std::string spell_ranks(store::Database& database, const std::string& game, const std::string& spell);

/// The record that the row of a spell came from, as far as the map of spells reads it, when the spell names its ranks
/// by number (`spellLevels`) and the row can so be made anew; nothing for any other spell.
std::optional<std::string> spell_record(store::Database& database, const std::string& game, const std::string& spell);

}  // namespace tk::update
