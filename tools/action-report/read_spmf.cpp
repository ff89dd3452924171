#include <fmt/format.h>

#include "action-report/readers.hpp"
#include "core/text.hpp"

namespace tk::report {

void read_spmf(ByteStream& in, Collector& log, Context& context) {
    const std::string text = in.read_all(std::size_t{1} << 30);
    std::uint64_t number = 0;
    for (const std::string& line : split(text, '\n')) {
        if (trim(line).empty() || line.front() == '#' || line.front() == '@') continue;
        const std::string session = fmt::format("sequence {}", ++number);
        std::string step;
        for (const std::string& word : split(line, ' ')) {
            const std::string item(trim(word));
            if (item.empty() || item == "-2") continue;
            if (item != "-1") {
                step += (step.empty() ? "" : "+") + item;
                continue;
            }
            Event event;
            event.session = session;
            event.action = step;
            log.count_record("spmf step");
            log.take_event(std::move(event));
            step.clear();
        }
        ++context.counters().records_in;
    }
}

}  // namespace tk::report
