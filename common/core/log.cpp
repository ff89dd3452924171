#include "core/log.hpp"

#include <unistd.h>

#include <ctime>

#include "core/terminal.hpp"
#include "core/text.hpp"
#include "core/timestamp.hpp"

namespace tk {

namespace {

const char* name_of(Log::Level level) {
    switch (level) {
        case Log::Level::error: return "error";
        case Log::Level::warning: return "warning";
        case Log::Level::none:
        case Log::Level::info: break;
    }
    return "info";
}

}  // namespace

void Log::print(Level level, std::string_view message, std::string_view advice, const Fields& fields) const {
    if (level > most_) return;
    std::string text;
    if (json_) {
        text = "{\"time\":" + json_quote(format_timestamp(static_cast<double>(std::time(nullptr)))) + ",\"level\":\"" +
               name_of(level) + "\",\"tool\":" + json_quote(tool_) + ",\"message\":" + json_quote(message);
        if (!advice.empty()) text += ",\"advice\":" + json_quote(advice);
        for (const auto& [key, value] : fields) text += "," + json_quote(key) + ":" + json_quote(value);
        text += "}\n";
    } else {
        text = tool_ + ": " + printable(message);
        for (const auto& [key, value] : fields) text += " " + key + "=" + printable(value);
        text += "\n";
        if (!advice.empty()) text += "  " + printable(advice) + "\n";
    }
    // One write, so that lines of the tools of a pipe do not mix. stderr may be gone; there is nobody to tell.
    [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, text.data(), text.size());
}

void Log::error(std::string_view message, std::string_view advice) const {
    print(Level::error, message, advice, {});
}

void Log::warning(std::string_view message, const Fields& fields) const {
    print(Level::warning, message, {}, fields);
}

void Log::info(std::string_view message, const Fields& fields) const {
    print(Level::info, message, {}, fields);
}

}  // namespace tk
