#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "db-update/fields.hpp"
#include "store/database.hpp"

namespace tk::update {

/// A record as the database holds it.
struct Row {
    std::string id;
    std::vector<store::Cell> cells;  ///< in the order of Table::columns
    std::string title;               ///< name for people
    std::string search_name;         ///< names in all languages
    std::string search_body;         ///< everything else worth finding
};

/// How records are read.
struct Mapping {
    std::string language;  ///< preferred language of names
};

/// A kind of game data: its table and how a record becomes a row of it.
struct Table {
    std::string_view name;
    std::vector<std::string_view> columns;  ///< without game, id and provenance
    /// Throws RecordError with the reason when the record is not one of these.
    Row (*map)(const JsonView& record, const Mapping& mapping, Notes& notes);
};

Table spells_table();
Table monsters_table();
Table maps_table();

}  // namespace tk::update
