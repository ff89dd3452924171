#pragma once

#include <string_view>

namespace tk::update {

/// Whether both are one name, however tables and programs spell it: case, blanks, underscores and hyphens do not count.
/// "Hit Points", "hitPoints" and "hit_points" are one.
bool is_same_name(std::string_view a, std::string_view b);

}  // namespace tk::update
