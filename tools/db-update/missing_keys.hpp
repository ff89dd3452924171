#pragma once

#include <set>
#include <string>

#include "store/database.hpp"

namespace tk::update {

/// Keys inside the JSON text `before` that are nowhere at the same path of `after`: "damage.min", "effects[].duration";
/// a key of digits is written "*". None when either is no JSON list or object.
std::set<std::string> missing_keys(const store::Cell& before, const store::Cell& after);

}  // namespace tk::update
