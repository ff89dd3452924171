#include "db-update/cells.hpp"

#include <nlohmann/json.hpp>

namespace tk::update {

Value value_of(const store::Cell& cell) {
    return std::visit(
        [](const auto& value) -> Value {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
                return nullptr;
            } else {
                return value;
            }
        },
        cell);
}

store::Cell cell_of(const Value& value) {
    if (value.is_null()) return {};
    if (value.is_number_integer()) return value.get<std::int64_t>();
    if (value.is_number()) return value.get<double>();
    if (value.is_string()) return value.get<std::string>();
    return value.dump();
}

}  // namespace tk::update
