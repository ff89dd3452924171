#include "knowledge/characteristics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/text.hpp"
#include "rules/element.hpp"

namespace tk::knowledge {

namespace {

constexpr std::array<std::string_view, 5> elements{"neutral", "earth", "fire", "water", "air"};
constexpr std::string_view healing = "heal";

/// A characteristic that raises hits of some elements by its percent.
struct Raise {
    std::string_view english, french;
    std::array<std::string_view, 2> elements;
};
constexpr std::array<Raise, 4> raises{{{"strength", "force", {"earth", "neutral"}},
                                       {"intelligence", "intelligence", {"fire", healing}},
                                       {"chance", "chance", {"water", ""}},
                                       {"agility", "agilite", {"air", ""}}}};

rules::ElementShare& bonus_of(rules::Fighter& fighter, std::string_view element) {
    const auto known = std::find_if(fighter.bonuses.begin(), fighter.bonuses.end(),
                                    [&](const rules::ElementShare& one) { return one.element == element; });
    return known != fighter.bonuses.end()
               ? *known
               : fighter.bonuses.emplace_back(rules::ElementShare{std::string(element), 0, 0});
}

/// The element of "fire_damage" or "dommages_feu"; empty: no such name.
std::string element_of_damage(const std::string& name) {
    std::string rest;
    for (const std::string& word : fold_words(name)) {
        if (word == "damage" || word == "dommages") continue;
        if (!rest.empty()) return {};
        rest = word;
    }
    const std::string element = rules::element_key(rest);
    return std::find(elements.begin(), elements.end(), element) == elements.end() ? "" : element;
}

void add(rules::Fighter& fighter, const std::string& name, int value) {
    for (const Raise& raise : raises) {
        if (name != raise.english && name != raise.french) continue;
        for (const std::string_view element : raise.elements) {
            if (!element.empty()) bonus_of(fighter, element).percent += value;
        }
        return;
    }
    if (name == "power" || name == "puissance") {
        for (const std::string_view element : elements) bonus_of(fighter, element).percent += value;
    } else if (name == "damage" || name == "dommages") {
        for (const std::string_view element : elements) bonus_of(fighter, element).fixed += value;
    } else if (name == "heals" || name == "soins") {
        bonus_of(fighter, healing).fixed += value;
    } else if (name == "range" || name == "portee" || name == "po") {
        fighter.range_bonus += value;
    } else if (name == "critical" || name == "critique") {
        fighter.critical_bonus += value;
    } else if (const std::string element = element_of_damage(name); !element.empty() && element != name) {
        bonus_of(fighter, element).fixed += value;
    }
}

}  // namespace

rules::Fighter with_characteristics(rules::Fighter fighter, const JsonView& stats) {
    for (const auto& [name, value] : stats.members()) {
        const auto number = value.as_number();
        if (number && std::abs(*number) < 1e6) add(fighter, fold(name), static_cast<int>(std::lround(*number)));
    }
    return fighter;
}

}  // namespace tk::knowledge
