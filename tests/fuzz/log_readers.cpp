// links: tk_tool_action_report
// The readers of logs: whatever the bytes say they are, reading ends with a log or with an Error, and a report is made.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "action-report/inputs.hpp"
#include "action-report/report.hpp"
#include "action-report/sections.hpp"
#include "core/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const int file = ::memfd_create("log", 0);
    if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
    tk::Writer out{file, "log"};
    tk::Log quiet{"fuzz", static_cast<tk::Log::Level>(-1), false};
    tk::Context context{"action-report", tk::Settings{}, out, quiet};
    tk::report::Collector log{tk::report::CollectorOptions{}};
    tk::report::Inputs inputs;
    inputs.paths = {"/proc/self/fd/" + std::to_string(file)};
    try {
        tk::report::read_inputs(context, inputs, log);
    } catch (const tk::Error&) {
    }
    const tk::report::Selection all{"", ""};
    tk::report::summarize(log, 5);
    tk::report::build_sections(log, all, {});
    ::close(file);
    return 0;
}
