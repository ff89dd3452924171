#pragma once

#include <string_view>

namespace tk::store::schema {

/// SQLite scripts of the migrations. Table and column names are those of the design documents; where two documents
/// define a table differently, it has the columns of both. JSON is kept as text. Times are RFC 3339 UTC text. A
/// released script never changes: what comes later is a migration of its own.
extern const std::string_view game_data;  ///< 1: spells, monsters, maps, items, market..., provenance, full text
extern const std::string_view records;    ///< 2: sessions, actions, patterns, metrics
extern const std::string_view platform;   ///< 3: users, campaigns, conversations, model logs
extern const std::string_view updates;    ///< 4: changes of each run, sets, world graph, taxes, observations, consent
extern const std::string_view models;     ///< 5: what llm-ask keeps of models: outcomes, ratings, cache, breakers
extern const std::string_view search;     ///< 6: beginnings of words in the full-text index
extern const std::string_view once;       ///< 7: what finds metrics and interactions that are known already
extern const std::string_view identity;   ///< 8: what finds records again that name no time or id

}  // namespace tk::store::schema
