#pragma once

#include <optional>
#include <string>

#include "db-update/row.hpp"

namespace tk::update {

/// Collects the cells of a row in the order of the table's columns.
class RowBuilder {
public:
    void add(std::optional<std::int64_t> value) { row.cells.push_back(value ? store::Cell(*value) : store::Cell()); }
    void add(store::Cell value) { row.cells.push_back(std::move(value)); }
    void add(std::optional<double> value) { row.cells.push_back(value ? store::Cell(*value) : store::Cell()); }
    void add(std::optional<std::string> value) {
        row.cells.push_back(value ? store::Cell(std::move(*value)) : store::Cell());
    }
    /// Words that a search finds the record by.
    void found_by(const std::optional<std::string>& text) {
        if (!text || text->empty()) return;
        if (!row.search_body.empty()) row.search_body += '\n';
        row.search_body += *text;
    }

    /// A name that a record gives by number only (`nameId`), from Mapping::texts; without one the id stands in.
    void add_name_or_number(Fields& fields, const Mapping& mapping);
    /// The columns name, folded_name, names, description, descriptions, which all tables have. A record without a name
    /// is refused, or goes by `stand_in` if that is not empty.
    void add_name(Fields& fields, const Mapping& mapping, const std::string& stand_in = {});

    /// The row as the only one of its record.
    std::vector<Row> rows() { return {std::move(row)}; }

    Row row;
};

/// The texts of a JSON list, a line each: what a search finds.
std::optional<std::string> words_of(const std::optional<std::string>& json_list);

/// The member that identifies a record, under any of its usual names. Throws RecordError when there is none.
std::string record_id(Fields& fields, Names names);

}  // namespace tk::update
