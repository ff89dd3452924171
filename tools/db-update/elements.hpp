#pragma once

#include <optional>
#include <string_view>

namespace tk::update {

/// Name, as the game's data write it, of element `number` (0 neutral, 1 earth, 2 fire, 3 water, 4 air).
std::optional<std::string_view> element_name(long long number);

/// Element that damage effect `id` deals (96 water, 97 earth, 98 air, 99 fire, 100 neutral).
std::optional<std::string_view> damage_element(long long id);

}  // namespace tk::update
