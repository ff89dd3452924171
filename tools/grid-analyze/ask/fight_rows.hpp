#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "grid-analyze/ask/combatant.hpp"

namespace tk::grid {

/// A board and those who fight on it. `file` must outlive it.
struct Position {
    const BoardFile& file;
    std::vector<Combatant> all;

    /// The one called `id`, or standing on that cell; null: nobody.
    const Combatant* find(const std::string& text) const;
    std::size_t index_of(const Combatant& one) const { return static_cast<std::size_t>(&one - all.data()); }
};

/// `book`: where their spells are looked up; null: only the file counts.
Position position_on(const BoardFile& file, knowledge::Spellbook* book);

/// Answers as `row` records. All throw Error for cells that are none and for what must be known and is not.
///
/// `cells` within reach with `mp_left` on arrival, and the `tacklers` beside the way, each with the share of the MP
/// that it leaves (`known` false: from characteristics that count as 0).
Value reach_row(const Position& position, const std::string& who, std::optional<std::int64_t> mp, bool tackled);

/// `cells` at which the spell can be cast, `hidden` those that only lack sight, and `entities` who stand on `cells`.
/// `text`: a spell, or the range MIN-MAX of one that needs sight.
Value range_row(const Position& position, const std::string& text, const std::string& from, knowledge::Spellbook* book);

/// By cell on which `who` can stand: the mean and greatest `damage` of all enemies together and `by` whom; `here` the
/// damage where it stands, `safest` the cells within its reach with the least. Enemies of whom something is not known
/// are told with what.
Value threat_row(const Position& position, const std::string& who);

}  // namespace tk::grid
