#pragma once

#include <string>
#include <string_view>

#include "store/database.hpp"

namespace tk::update {

/// Makes the full-text entry of a row anew from what the row says now (names, descriptions, and the words that the map
/// of its kind adds). Does nothing for tables that are not searched.
void index_again(store::Database& database, std::string_view table, const std::string& game, const std::string& id);

}  // namespace tk::update
