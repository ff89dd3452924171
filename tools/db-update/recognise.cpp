#include "db-update/recognise.hpp"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "db-update/member_name.hpp"

namespace tk::update {

namespace {

struct Kind {
    std::string_view name;
    Table (*table)();
};
constexpr Kind kinds[] = {{"spells", spells_table},       {"monsters", monsters_table},         {"maps", maps_table},
                          {"items", items_table},         {"recipes", recipes_table},           {"sets", sets_table},
                          {"world", world_table},         {"spell-levels", spell_levels_table}, {"taxes", taxes_table},
                          {"records", game_records_table}};

/// Classes of DOFUS's data centre, without the "Data" that Dofus 3 puts behind them.
struct ClassKind {
    std::string_view class_name, kind;
};
constexpr ClassKind classes[] = {{"Spell", "spells"},        {"SpellLevel", "spell-levels"},
                                 {"Monster", "monsters"},    {"Item", "items"},
                                 {"Weapon", "items"},        {"ItemSet", "sets"},
                                 {"Recipe", "recipes"},      {"MapPosition", "maps"},
                                 {"MapInformation", "maps"}, {"MapScrollAction", "world"},
                                 {"WorldEdge", "world"}};

/// The names of a record's members.
class MemberNames {
public:
    explicit MemberNames(const JsonView& record) {
        for (const auto& [name, value] : record.members()) names_.push_back(name);
    }
    bool has(std::string_view wanted) const {
        return std::any_of(names_.begin(), names_.end(),
                           [&](std::string_view name) { return is_same_name(name, wanted); });
    }
    bool has_any(std::initializer_list<std::string_view> wanted) const {
        return std::any_of(wanted.begin(), wanted.end(), [this](std::string_view name) { return has(name); });
    }

private:
    std::vector<std::string_view> names_;
};

std::string_view without_data(std::string_view class_name) {
    if (class_name.size() > 4 && class_name.ends_with("Data")) class_name.remove_suffix(4);
    return class_name;
}

}  // namespace

std::optional<Table> table_called(std::string_view name) {
    for (const Kind& kind : kinds) {
        if (kind.name == name) return kind.table();
    }
    return std::nullopt;
}

std::optional<std::string_view> recognise(std::string_view told, const JsonView& record) {
    for (const ClassKind& known : classes) {
        if (known.class_name == without_data(told)) return known.kind;
    }
    if (!told.empty()) return "records";
    const MemberNames names(record);
    if (names.has_any({"ingredientIds", "ingredients"})) return "recipes";
    if (names.has("spellId") && names.has("grade")) return "spell-levels";
    if (names.has_any({"grades", "hit_points", "lifePoints", "hp", "challenge_rating", "ai_patterns"}))
        return "monsters";
    if (names.has_any({"topMapId", "rightMapId", "from_map", "transitions"})) return "world";
    if (names.has("rate") && names.has("valid_from")) return "taxes";
    if (names.has("items") && names.has_any({"bonuses", "ankama_id", "effects"})) return "sets";
    if (names.has_any({"spellLevels", "casting_time", "ap_cost", "casts_per_turn"})) return "spells";
    if (names.has_any({"posX", "mapId", "neighbours", "subAreaId", "cells", "pvp_enabled", "danger_level"}))
        return "maps";
    if (names.has_any({"possibleEffects", "realWeight", "pods", "item_type", "equipment_category"})) return "items";
    if (names.has("class") && names.has("effects")) return "spells";
    return std::nullopt;
}

std::string kind_of_class(std::string_view class_name) {
    std::string kind;
    for (const char c : without_data(class_name)) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        if (is_upper && !kind.empty()) kind += '-';
        kind += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return kind;
}

}  // namespace tk::update
