#include "db-update/elements.hpp"

namespace tk::update {

std::optional<std::string_view> element_name(long long number) {
    constexpr std::string_view names[] = {"Neutre", "Terre", "Feu", "Eau", "Air"};
    if (number < 0 || number > 4) return std::nullopt;
    return names[number];
}

std::optional<std::string_view> damage_element(long long id) {
    constexpr std::string_view names[] = {"Eau", "Terre", "Air", "Feu", "Neutre"};
    if (id < 96 || id > 100) return std::nullopt;
    return names[id - 96];
}

}  // namespace tk::update
