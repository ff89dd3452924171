#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "core/json.hpp"

namespace tk::update {

/// A member of a record of plain values. Views into the text or the parser it was read from.
struct PlainMember {
    std::string_view name;
    /// Null, a whole number, a text, or a view of anything else.
    std::variant<std::monostate, std::int64_t, std::string_view, JsonView> value;
};

/// The members of a JSON object on one line, read from its bytes without building a tree: false when it holds anything
/// but whole numbers, null and ASCII texts without escapes, or is no JSON at all; JsonParser says what it is then.
bool read_plain(std::string_view text, std::vector<PlainMember>& members);
/// The same members from what JsonParser read.
void read_plain(const JsonView& record, std::vector<PlainMember>& members);

}  // namespace tk::update
