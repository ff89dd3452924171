// links: tk_tool_action_report
// The scanner of usual lines: what it takes is JSON, and it says of it what the parser says.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "action-report/event.hpp"
#include "core/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    tk::report::EventReader quick{tk::report::Mapping{}};
    tk::report::EventReader thorough{tk::report::Mapping{}};
    tk::JsonParser parser;
    for (const std::string& line : tk::split({reinterpret_cast<const char*>(data), size}, '\n')) {
        const std::string memory = line + std::string(tk::JsonParser::padding, '0');
        const tk::report::Event* const scanned = quick.read_line({memory.data(), line.size()});
        if (scanned == nullptr) continue;
        const tk::JsonView view = parser.parse(line);  // what it throws ends the program
        tk::report::Event& parsed = thorough.read(view);
        parsed.params_hash = scanned->params_hash;  // of the spelling
        if (!thorough.is_action(view, quick.type()) || !(parsed == *scanned)) std::abort();
    }
    return 0;
}
