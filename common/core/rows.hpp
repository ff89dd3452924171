#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/program.hpp"
#include "core/spool.hpp"

namespace tk {

/// Prints rows of a query in the format the user chose: JSON Lines, one JSON array, CSV (RFC 4180) or a table that
/// fits the terminal. JSON Lines and JSON stream; CSV and a table wait for all rows to know their columns and widths,
/// and keep many rows in a temporary file.
class RowPrinter {
public:
    /// Where a table shows lists and objects: as JSON in the cells, or in words below their row.
    enum class Nested { in_cells, below };

    explicit RowPrinter(Context& context, Nested nested = Nested::in_cells);
    ~RowPrinter();
    /// One row: a JSON object. In tables and CSV the columns are those of all rows, in order of first appearance,
    /// nested values as compact JSON.
    void row(const Value& object);
    /// What follows has other columns: in a table or CSV it begins a new one, after an empty line.
    void next_table();
    /// Writes what is held back; must be called.
    void finish();

private:
    /// What all rows so far say about a column.
    struct Column {
        std::string name;
        std::size_t width = 0;
        bool is_numeric = true;      // numbers and nulls only
        bool has_structure = false;  // a list or an object somewhere
    };

    std::vector<const Value*> cells_of(const Value& object);
    void hold_csv(const Value& object);
    void hold_table(const Value& object);
    void print_held();
    void print_csv();
    void print_table();
    void print_note(const std::vector<std::string>& left_out, std::size_t width);

    Context& context_;
    Format format_;
    Nested nested_;
    std::vector<Column> columns_;  // in order of first appearance
    Spool held_;
    bool any_ = false;
};

/// Prints one row as RowPrinter does, lists and objects in words below it.
void print_row(Context& context, const Value& object);

}  // namespace tk
