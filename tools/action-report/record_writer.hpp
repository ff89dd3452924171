#pragma once

#include "core/json.hpp"
#include "core/writer.hpp"

namespace tk::report {

/// Writes one record key by key and row by row, so that a log of a million actors needs no copy of its report as JSON.
class RecordWriter {
public:
    /// `spread`: one row a line, for people; else the record is one line.
    RecordWriter(Writer& out, bool spread) : out_(out), spread_(spread) { out_.write("{"); }

    void field(const char* key, const Value& value);

    /// Rows that `convert` gives as values.
    template <typename Rows, typename Convert>
    void rows(const char* key, const Rows& rows, Convert convert) {
        texts(key, rows, [&](const auto& row) { return convert(row).dump(); });
    }

    /// Rows that `convert` gives as JSON text.
    template <typename Rows, typename Convert>
    void texts(const char* key, const Rows& rows, Convert convert) {
        begin(key);
        out_.write("[");
        bool first = true;
        for (const auto& row : rows) {
            out_.write(first ? "" : ",");
            if (spread_) out_.write("\n    ");
            out_.write(convert(row));
            first = false;
        }
        out_.write(spread_ && !first ? "\n  ]" : "]");
    }

    /// Ends the record; must be called.
    void end() { out_.write(spread_ ? "\n}\n" : "}\n"); }

private:
    void begin(const char* key);

    Writer& out_;
    bool spread_;
    bool any_ = false;
};

}  // namespace tk::report
