#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/reader.hpp"

namespace tk {

/// A buffered file descriptor whose every write is checked. A closed pipe throws ReaderGone, anything else Error.
class Writer {
public:
    /// Writes to an open descriptor (not closed at the end); `name` is for messages.
    Writer(int descriptor, std::string name);
    /// Writes beside `path` and renames in `close()`, with the permissions of a file that is there; links stay, pipes
    /// and devices are written to as they are. Without `close()` nothing remains. Throws to spare a database.
    explicit Writer(const std::string& path);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void write(std::string_view text);
    /// One record: `json` and a line end.
    void line(std::string_view json);
    void flush();
    /// Flushes, syncs and renames (file) or checks (descriptor). Called once by run_main for stdout.
    void close();

    int descriptor() const { return descriptor_; }

private:
    void write_out(std::string_view text);

    int descriptor_ = -1;
    std::string name_;
    bool owned_ = false;
    std::string final_path_;  // empty where nothing is to be renamed
    std::string buffer_;
};

/// A top-level key and its value as JSON text.
struct Field {
    std::string key;
    std::string json;
};

/// Writes the record with `fields` spliced in before its closing brace; a key that is already there is replaced in
/// place. All other bytes of the line stay as they are: what a tool does not know it must not spoil.
void write_spliced(Writer& out, const Record& record, std::span<const Field> fields);

}  // namespace tk
