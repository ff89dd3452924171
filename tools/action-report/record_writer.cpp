#include "action-report/record_writer.hpp"

#include <nlohmann/json.hpp>

namespace tk::report {

void RecordWriter::field(const char* key, const Value& value) {
    begin(key);
    out_.write(value.dump());
}

void RecordWriter::begin(const char* key) {
    out_.write(any_ ? "," : "");
    any_ = true;
    out_.write(spread_ ? "\n  \"" : "\"");
    out_.write(key);
    out_.write(spread_ ? "\": " : "\":");
}

}  // namespace tk::report
