// links: tk_tool_action_report
// The replay viewer: whatever a file holds, it is indexed the same in pieces as at once, every step can be drawn in any
// size, and nothing of the file steers the terminal.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "action-report/replay.hpp"
#include "action-report/replay_screen.hpp"
#include "core/error.hpp"

namespace {

void check_lines(const std::vector<std::string>& lines, const tk::report::ScreenStyle& style) {
    if (style.rows > 0 && lines.size() > style.rows) std::abort();
    for (const std::string& line : lines) {
        if (line != tk::printable(line) || tk::display_width(line) > style.columns) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const int memory = ::memfd_create("replay", 0);
    if (::write(memory, data, size) != static_cast<ssize_t>(size)) std::abort();
    const std::string path = "/proc/self/fd/" + std::to_string(memory);
    tk::report::ReplayLog log{path, {}};
    log.index(SIZE_MAX);
    tk::report::ReplayLog pieces{path, {}};
    while (!pieces.complete()) pieces.index(SIZE_MAX, 1 + size / 7);
    if (pieces.steps().size() != log.steps().size() || pieces.unreadable() != log.unreadable()) std::abort();

    const auto events = tk::report::find_key_events(log.steps());
    constexpr std::size_t most_drawn = 40;
    for (std::size_t i = 0; i < std::min(log.steps().size(), most_drawn); ++i) {
        tk::report::ScreenStyle style{.columns = 20 + size % 90, .rows = 1 + i % 30, .tongue = {tk::Language::french}};
        const auto scene = make_scene(log, i, style.rows, events, style.tongue);
        check_lines(draw_scene(scene, {i + 1, log.steps().size(), true}, style), style);
        style.rows = 0;
        check_lines(draw_scene(scene, {i + 1, log.steps().size(), true}, style), style);
    }
    ::close(memory);
    return 0;
}
