#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace tk::update {

/// Effects of a spell in the one shape that the database holds.
struct Effects {
    std::string json;                    ///< [{"kind":"damage","element":"Air","min":18,"max":24, ...}, ...]
    std::optional<std::string> element;  ///< of the first that deals damage
    std::optional<std::string> zone;     ///< of the first that names one, as zone_json gives it
};

/// Reads our own shape (`kind`, `element`, `min`, `max`) and DOFUS's (`effectId`, `diceNum`, `diceSide`,
/// `effectElement`, `zoneDescr`); members without a meaning here are kept. Throws RecordError; `member` names the list.
Effects read_effects(const JsonView& list, std::string_view member);

/// The damage of a 5e spell at its lowest slot or character level ("8d6" is 8 to 48); nothing when it deals none.
std::optional<Effects> srd_damage(const JsonView& spell);

/// A zone as JSON {"shape":"C","size":1,...} from a text such as "C1" or "L3,1", from {"shape","size"}, or from DOFUS's
/// zoneDescr (a character code and two numbers). Nothing for an empty one. Throws RecordError.
std::optional<std::string> zone_json(const JsonView& zone, std::string_view member);

}  // namespace tk::update
