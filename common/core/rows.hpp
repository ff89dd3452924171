#pragma once

#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/program.hpp"

namespace tk {

/// Prints rows of a query in the format the user chose: JSON Lines, one JSON array, CSV (RFC 4180) or a table that
/// fits the terminal. JSON Lines stream; a table waits for all rows to know its widths.
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
    void print_held();
    void print_table();
    std::vector<std::string> table_columns() const;
    void print_csv();

    Context& context_;
    Format format_;
    Nested nested_;
    std::vector<Value> held_;
    bool any_ = false;
};

/// Prints one row as RowPrinter does, lists and objects in words below it.
void print_row(Context& context, const Value& object);

}  // namespace tk
