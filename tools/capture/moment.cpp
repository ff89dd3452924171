#include "capture/moment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::capture {

double parse_time(std::string_view option, const std::string& text) {
    const std::vector<std::string> parts = split(text, ':');
    double seconds = 0;
    bool is_right = !text.empty() && parts.size() <= 3;
    for (std::size_t i = 0; is_right && i < parts.size(); ++i) {
        double number = 0;
        const char* const end = parts[i].data() + parts[i].size();
        const auto read = std::from_chars(parts[i].data(), end, number, std::chars_format::fixed);
        is_right = read.ec == std::errc() && read.ptr == end && number >= 0 && (i == 0 || number < 60);
        seconds = seconds * 60 + number;
    }
    if (!is_right || seconds > 1e7) {
        throw UsageError(fmt::format("{} {}: not a time", option, text), "write seconds (90.5), M:SS or H:MM:SS");
    }
    return seconds;
}

}  // namespace tk::capture
