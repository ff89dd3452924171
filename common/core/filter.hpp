#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/program.hpp"
#include "core/reader.hpp"
#include "core/writer.hpp"

namespace tk {

/// What a filter adds to the stream for one record.
struct Enrichment {
    std::vector<Field> fields;        ///< spliced into the record
    std::vector<std::string> before;  ///< whole records (JSON text) written before it
    std::vector<std::string> after;   ///< whole records (JSON text) written after it
};

/// The work of a filter. `enrich` returns nothing for a record that is not for this tool (it passes unchanged) and
/// throws RecordError for one it cannot process (it passes with an entry in `errors`).
struct Filter {
    std::function<std::optional<Enrichment>(const Record&)> enrich;
    /// Optional: whether a record belongs to what came before it, so that `enrich` of a record is called only after
    /// those that follow it have been (what happened up to a position stands after it in the stream). The order of the
    /// output stays, and nothing is held back once the input pauses.
    std::function<bool(const Record&)> follows;
    std::function<std::vector<std::string>()> finish;  ///< optional: whole records for the end of the stream
    bool flush_each = false;                           ///< slow tools: flush after each record
};

/// Runs `filter` over the records of `inputs` (stdin if empty) to the context's output. Returns the status.
Status run_filter(Context& context, const std::vector<std::string>& inputs, const Filter& filter);

/// `errors` of `record` with one more entry, as JSON text.
std::string errors_with(const Record& record, const std::string& tool, const RecordError& error);

}  // namespace tk
