#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/json.hpp"

namespace tk {

/// What a table cannot show of `row` in a line: the columns `left_out`, and every list and object, as indented lines of
/// words for people, none wider than `width`. Empty lists and nulls are left out.
std::vector<std::string> detail_lines(const Value& row, std::span<const std::string> left_out, std::size_t width);

}  // namespace tk
