#pragma once

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/json.hpp"

namespace tk::report {

/// A number as JSON: a whole one that a real holds exactly without a fraction.
inline Value json_number(double value) {
    constexpr double largest_exact_integer = 9007199254740992.0;  // 2^53
    if (std::trunc(value) == value && std::abs(value) < largest_exact_integer) return static_cast<std::int64_t>(value);
    return value;
}

/// Members of a record that are left out where there is nothing to tell.
inline void set(Value& object, const char* key, std::string_view text) {
    if (!text.empty()) object[key] = std::string(text);
}
inline void set(Value& object, const char* key, const std::string& text) {
    set(object, key, std::string_view(text));
}
inline void set(Value& object, const char* key, Value part) {
    if (!part.empty()) object[key] = std::move(part);
}
inline void set(Value& object, const char* key, const std::optional<double>& value) {
    if (value) object[key] = json_number(*value);
}
template <typename Other>
void set(Value& object, const char* key, const std::optional<Other>& value) {
    if (value) object[key] = *value;
}

}  // namespace tk::report
