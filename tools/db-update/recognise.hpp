#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json.hpp"
#include "db-update/row.hpp"

namespace tk::update {

/// The table of the kind called `name` ("spells", "sets"...); nothing for an unknown name.
std::optional<Table> table_called(std::string_view name);

/// What a record is of: the name of its kind for `table_called`. `told`: the class that the source names
/// ("SpellLevelData"), or empty. Nothing when neither it nor the members show it.
std::optional<std::string_view> recognise(std::string_view told, const JsonView& record);

/// A class of the game's data as a kind of game_records: "ItemTypeData" is "item-type".
std::string kind_of_class(std::string_view class_name);

}  // namespace tk::update
