#pragma once

#include <string>
#include <string_view>

namespace tk::rules {

/// One spelling for an element however a source writes it: "Neutre", "neutral" -> "neutral", and likewise "earth",
/// "fire", "water", "air". Other words are folded (lower case, no accents) and stay, so that any game has its own.
std::string element_key(std::string_view name);

}  // namespace tk::rules
