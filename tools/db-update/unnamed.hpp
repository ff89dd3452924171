#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json.hpp"

namespace tk::update {

/// What to do with a record that lacks `wanted` ("id", "name"): it may be no record but hold them, in a list or by
/// their names, or it calls the member otherwise.
std::string advice_without(std::string_view wanted, const std::vector<std::pair<std::string_view, JsonView>>& members);
/// The same for a record of plain values, by the names of its members.
std::string advice_without(std::string_view wanted, const std::vector<std::string_view>& names);

}  // namespace tk::update
