// links: tk_tool_action_report
// The report: whatever the records say, it is made, it is JSON again, and no line of the page is wider than the page.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "action-report/collector.hpp"
#include "action-report/print.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace {

constexpr std::size_t width = 100;

std::string content_of(int descriptor) {
    std::string text(static_cast<std::size_t>(::lseek(descriptor, 0, SEEK_END)), '\0');
    if (::pread(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) std::abort();
    return text;
}

void check_page(int descriptor) {
    for (const std::string& line : tk::split(content_of(descriptor), '\n')) {
        if (line != tk::printable(line) || tk::display_width(line) > width) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    tk::report::Collector log{tk::report::Mapping{}, 20};
    tk::JsonParser parser;
    std::size_t number = 0;
    for (const std::string& line : tk::split({reinterpret_cast<const char*>(data), size}, '\n')) {
        try {
            const tk::JsonView view = parser.parse(line);
            if (view.is_object()) log.take({line, ++number, "input", view});
        } catch (const tk::Error& error) {
            log.unreadable(error.what());
        }
    }
    const auto report = tk::report::summarize(log, 1);
    const int record = ::memfd_create("record", 0);
    tk::Writer json{record, "record"};
    write_json(json, report, log, size % 2 == 1);
    json.flush();
    parser.parse(content_of(record));
    ::close(record);
    const int descriptor = ::memfd_create("page", 0);
    tk::Writer out{descriptor, "page"};
    tk::report::Page page{out, width, false};
    tk::report::print_report(page, {tk::Language::french}, report, log);
    out.flush();
    check_page(descriptor);
    ::close(descriptor);
    return 0;
}
