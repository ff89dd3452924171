#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "db-update/date_order.hpp"
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
    std::string language = "fr";  ///< preferred language of names
    std::string texts_in = {};    ///< language of names and descriptions that do not say theirs; empty: unknown
    Renames renames = {};         ///< --map
    /// Texts of a game that names things by number (nameId): number -> text.
    std::map<std::string, std::string, std::less<>> texts = {};
    DateOrder dates = DateOrder::untold;
    /// Kind of records that have no table of their own.
    std::string kind = {};
    /// The ranks of a spell that were imported apart from it, as a JSON list in their order; empty when there are none.
    std::function<std::string(const std::string& spell)> levels = {};
};

/// A kind of game data: its table and how a record becomes a row of it.
struct Table {
    std::string_view name;
    bool is_searched;                       ///< its names and texts are in the full-text index
    std::vector<std::string_view> columns;  ///< without game, id and provenance
    /// The rows of a record; more than one only where the table says so. Throws RecordError with the reason when the
    /// record is not one of these.
    std::vector<Row> (*map)(const JsonView& record, const Mapping& mapping, Notes& notes);
};

/// The tables that records can be imported into.
Table spells_table();
Table monsters_table();
Table maps_table();
Table items_table();
Table recipes_table();
Table sets_table();
Table world_table();  ///< several ways of a map in one record
Table spell_levels_table();
Table game_records_table();  ///< whatever has no table of its own
Table taxes_table();

}  // namespace tk::update
