#include "capture/choose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::capture {

namespace {

std::string place_text(const Place& place) {
    return fmt::format("{}x{}+{}+{}", place.width, place.height, place.x, place.y);
}

std::string described(const Window& window) {
    const std::string pid = window.pid > 0 ? std::to_string(window.pid) : "unknown";
    return fmt::format("{:#x} \"{}\", class {}, pid {}, {}", window.id, window.title,
                       window.class_name.empty() ? "unknown" : window.class_name, pid, place_text(window.place));
}

std::string lines_of(const std::vector<Window>& windows) {
    constexpr std::size_t most = 20;
    std::string lines;
    for (std::size_t i = 0; i < std::min(most, windows.size()); ++i) lines += "\n    " + described(windows[i]);
    if (windows.size() > most) lines += fmt::format("\n    and {} more", windows.size() - most);
    return lines;
}

std::regex title_pattern(const std::string& text) {
    try {
        return std::regex(text, std::regex::ECMAScript | std::regex::icase);
    } catch (const std::regex_error&) {
        throw UsageError(fmt::format("--window {}: not a regular expression", text),
                         R"(write a backslash before characters that stand for themselves, as in 'fight \(1\)')");
    }
}

std::uint32_t id_of(const std::string& text) {
    try {
        std::size_t read = 0;
        const unsigned long id = std::stoul(text, &read, 0);
        if (read == text.size() && id <= UINT32_MAX) return static_cast<std::uint32_t>(id);
    } catch (const std::logic_error&) {  // said below
    }
    throw UsageError(fmt::format("--window-id {}: not a number such as 0x1400003", text));
}

}  // namespace

std::string window_record(const Window& window) {
    std::string record =
        fmt::format(R"({{"type":"window","id":"{:#x}","title":{})", window.id, json_quote(window.title));
    if (!window.class_name.empty()) record += fmt::format(R"(,"class":{})", json_quote(window.class_name));
    if (window.pid > 0) record += fmt::format(R"(,"pid":{})", window.pid);
    const Place& place = window.place;
    return record + fmt::format(R"(,"box":[{},{},{},{}]}})", place.x, place.y, place.width, place.height);
}

Window choose_window(const std::vector<Window>& windows, const Options& options) {
    std::vector<Window> found = windows;
    const auto keep = [&](auto&& fits) { std::erase_if(found, [&](const Window& window) { return !fits(window); }); };
    if (!options.window_title.empty()) {
        const std::regex pattern = title_pattern(options.window_title);
        keep([&](const Window& window) { return std::regex_search(window.title, pattern); });
    }
    if (!options.window_class.empty()) {
        keep([&](const Window& window) { return fold(window.class_name) == fold(options.window_class); });
    }
    if (options.window_pid) keep([&](const Window& window) { return window.pid == *options.window_pid; });
    if (!options.window_id.empty()) {
        const std::uint32_t id = id_of(options.window_id);
        keep([&](const Window& window) { return window.id == id; });
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        throw Error(windows.empty() ? std::string("no window matches: there is none on this display")
                                    : "no window matches; there are:" + lines_of(windows),
                    "capture --list-windows prints them as records");
    }
    throw Error(fmt::format("{} windows match:{}", found.size(), lines_of(found)),
                "name one of them by --window-id, or narrow the choice with --class or --pid");
}

Place choose_place(const Place& screen, const std::vector<Monitor>& monitors, const Options& options) {
    Place base = screen;
    if (!options.monitor.empty()) {
        const auto found = std::find_if(monitors.begin(), monitors.end(), [&](const Monitor& monitor) {
            const auto number = &monitor - monitors.data() + 1;
            return fold(monitor.name) == fold(options.monitor) || std::to_string(number) == options.monitor;
        });
        if (found == monitors.end()) {
            std::string lines;
            for (std::size_t i = 0; i < monitors.size(); ++i) {
                lines += fmt::format("\n    {} {} {}", i + 1, monitors[i].name, place_text(monitors[i].place));
            }
            throw Error(fmt::format("--monitor {}: no such monitor; there are:{}", options.monitor, lines));
        }
        base = found->place;
    }
    if (!options.region) return base;
    const cv::Rect& wanted = *options.region;
    if (wanted.x + wanted.width > base.width || wanted.y + wanted.height > base.height) {
        throw Error(fmt::format("--region: {},{},{},{} is not within the {} x {} pixels there", wanted.x, wanted.y,
                                wanted.width, wanted.height, base.width, base.height));
    }
    return {base.x + wanted.x, base.y + wanted.y, wanted.width, wanted.height};
}

}  // namespace tk::capture
