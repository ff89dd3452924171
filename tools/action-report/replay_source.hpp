#pragma once

#include <optional>
#include <string>

#include "action-report/event.hpp"
#include "core/program.hpp"

namespace tk::report {

/// An action as a record of its own, one line without its end: what EventReader reads from it is the event (but for its
/// number, the hash of its parameters and its offset from UTC).
std::string record_of(const Event& event);

/// A copy of a replay as JSON Lines, in a file without a name that goes with the process.
struct Records {
    std::string source;   ///< what messages call it
    int descriptor = -1;  ///< belongs to the caller
    bool mapped = false;  ///< the records have the usual keys, whatever those of the log were
};
/// A replay that is no plain file of JSON Lines as one. Packed records are unpacked as they are; the actions of logs of
/// other kinds (PGN, Showdown, XES, CSV, a database...) become records, their keys read by `map`. Nothing for JSON
/// Lines.
std::optional<Records> as_records(Context& context, const std::string& path, const std::string& map);

}  // namespace tk::report
