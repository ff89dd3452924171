// links: tk_core
// The record reader: any bytes are either records or errors, and what is spliced into a record is a record again.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/error.hpp"
#include "core/filter.hpp"
#include "core/reader.hpp"
#include "core/writer.hpp"

namespace {

std::string in_memory(const char* name, const std::uint8_t* data, std::size_t size) {
    const int descriptor = ::memfd_create(name, 0);
    if (descriptor < 0 || ::write(descriptor, data, size) < 0) std::abort();
    return "/proc/self/fd/" + std::to_string(descriptor);
}

void close_memory(const std::string& path) {
    ::close(std::atoi(path.substr(path.rfind('/') + 1).c_str()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string input = in_memory("input", data, size);
    const std::string output = in_memory("output", nullptr, 0);
    {
        tk::LineReader lines{input, 1024};
        tk::Writer out{std::atoi(output.substr(output.rfind('/') + 1).c_str()), "output"};
        tk::JsonParser parser;
        tk::JsonParser check;
        while (true) {
            try {
                const auto line = lines.next();
                if (!line) break;
                const tk::JsonView view = parser.parse_padded(line->text);
                if (!view.is_object()) continue;
                const tk::Record record{line->text, line->number, "input", view};
                const std::string errors = tk::errors_with(record, "fuzz", tk::RecordError("code", "what"));
                if (!check.parse(errors).is_array()) std::abort();
                if (::ftruncate(out.descriptor(), 0) != 0) std::abort();
                ::lseek(out.descriptor(), 0, SEEK_SET);
                tk::write_spliced(out, record, std::vector<tk::Field>{{"k", "{\"x\":1}"}, {"errors", errors}});
                out.flush();
                tk::LineReader back{output};
                const auto spliced = back.next();
                if (!spliced || check.parse(spliced->text).find("k")->integer("x") != 1 || back.next()) std::abort();
            } catch (const tk::Error&) {
                continue;
            }
        }
    }
    close_memory(input);
    close_memory(output);
    return 0;
}
