#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace tk::llm {

/// True when `value` is one of the texts of `list`.
inline bool is_any_of(std::string_view value, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace tk::llm
