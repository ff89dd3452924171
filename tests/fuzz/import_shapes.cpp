// links: tk_tool_db_update
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <utility>

#include "core/error.hpp"
#include "db-update/recognise.hpp"
#include "db-update/record_source.hpp"

namespace {

/// A file of this process that is written anew for each input.
const std::string& input_file() {
    static const struct File {
        File() : path("/tmp/turnkit-fuzz-" + std::to_string(::getpid())) {}
        ~File() { std::remove(path.c_str()); }
        std::string path;
    } file;
    return file.path;
}

/// Nothing where what is packed is damaged already at its beginning.
std::optional<tk::update::RecordSource> opened() {
    try {
        return std::optional<tk::update::RecordSource>(std::in_place, input_file());
    } catch (const tk::Error&) {
        return std::nullopt;
    }
}

}  // namespace

/// Whatever a file holds, its records are mapped to rows of the table's width, or refused by their line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::ofstream(input_file(), std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    auto source = opened();
    if (!source) return 0;
    tk::update::Mapping mapping;
    mapping.kind = "any";
    tk::update::Notes notes;
    while (true) {
        try {
            const auto record = source->next();
            if (!record) break;
            const auto kind = tk::update::recognise(record->kind, record->view);
            const auto table = tk::update::table_called(kind.value_or("records")).value();
            for (const auto& row : table.map(record->view, mapping, notes)) {
                if (row.cells.size() != table.columns.size() || row.id.empty()) std::abort();
            }
        } catch (const tk::InputError&) {
        } catch (const tk::RecordError&) {
        }
    }
    static_cast<void>(source->content_hash());
    return 0;
}
