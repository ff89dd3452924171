#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/reader.hpp"

namespace tk::update {

/// The rows of a CSV or TSV file as JSON objects.
class CsvRows {
public:
    /// `header`: the first line that is not blank, and its number. `name`: what messages call the file. `separator`: if
    /// it is told; else it shows. A column without a name goes by its number. Throws InputError when the line names no
    /// columns.
    CsvRows(std::string_view header, std::size_t line, std::string name, std::optional<char> separator = {});

    struct Row {
        std::string record;    ///< a JSON object (csv.hpp)
        std::size_t line = 0;  ///< where it starts
    };
    /// The next row of those that `lines` still has; nothing at the end. Throws InputError for one that does not fit
    /// the header; reading may go on after it.
    std::optional<Row> next(LineReader& lines) const;

private:
    const std::string name_;
    char separator_ = ',';
    std::vector<std::string> columns_;
};

}  // namespace tk::update
