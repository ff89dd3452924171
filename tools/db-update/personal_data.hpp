#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "store/database.hpp"

namespace tk::update {

/// One table that holds something about a person: the truth behind data-map, export-user and forget.
struct PersonalTable {
    std::string_view table;
    std::string_view what;   ///< what it holds about a person
    std::string_view whose;  ///< SQL condition over the tables of `person_sql`; empty: rows that are nobody's alone
};

/// Goes before a statement with such a condition: `names`, what the person goes by as text, and `ids`, users.id. Its
/// parameters are $1 the name, $2 users.id or null, $3 users.id as text or null.
constexpr std::string_view person_sql = "WITH names (name) AS (VALUES ($1), ($3)), ids (id) AS (VALUES ($2)) ";

/// All of them, in an order in which rows can be deleted.
std::span<const PersonalTable> personal_tables();

/// Who a name stands for: an e-mail address or number in `users`, a user id of sessions and conversations, an actor, a
/// seller.
struct Person {
    std::string name;
    std::optional<std::int64_t> id;
};
/// Looks the name up; without an id when `users` does not know it.
Person person_called(store::Database& database, const std::string& name);

}  // namespace tk::update
