#include "knowledge/fighter_record.hpp"

#include <algorithm>
#include <cmath>

#include "knowledge/characteristics.hpp"
#include "rules/element.hpp"

namespace tk::knowledge {

namespace {

std::optional<int> whole(const JsonView& object, std::string_view key) {
    const auto number = object.number(key);
    return number ? std::optional(static_cast<int>(std::lround(*number))) : std::nullopt;
}

}  // namespace

rules::Fighter read_fighter(const JsonView& entity, const std::string& game, Spellbook* book) {
    rules::Fighter fighter;
    fighter.id = entity.string("id").value_or("");
    fighter.name = entity.string("name").value_or("");
    fighter.team = entity.string("team").value_or("");
    fighter.cell = whole(entity, "cell");
    fighter.ap = whole(entity, "ap");
    fighter.mp = whole(entity, "mp");
    fighter.hp = whole(entity, "hp");
    fighter.max_hp = whole(entity, "max_hp");
    const double share = entity.number("hp_share").value_or(0);
    const auto resistances = entity.find("resistances");
    const bool has_resistances = resistances && resistances->is_object();
    if (has_resistances) {
        for (const auto& [element, percent] : resistances->members()) {
            if (const auto number = percent.as_number())
                fighter.resistances.push_back({rules::element_key(element), static_cast<int>(std::lround(*number)), 0});
        }
    }
    if (book != nullptr && !fighter.name.empty()) {
        if (const auto& monster = book->monster(game, fighter.name)) {
            if (!has_resistances) fighter.resistances = monster->resistances;
            // An almost empty bar is not a dead fighter, and one that could not be read has no share.
            if (!fighter.hp && share > 0 && monster->hit_points) {
                fighter.max_hp = monster->hit_points;
                fighter.hp = std::max(1, static_cast<int>(std::lround(share * *monster->hit_points)));
            }
        }
    }
    const auto stats = entity.find("stats");
    return stats && stats->is_object() ? with_characteristics(std::move(fighter), *stats) : fighter;
}

}  // namespace tk::knowledge
