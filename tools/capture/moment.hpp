#pragma once

#include <string>
#include <string_view>

namespace tk::capture {

/// Seconds of "90", "1:30.5" or "1:00:30". Throws UsageError naming `option`.
double parse_time(std::string_view option, const std::string& text);

}  // namespace tk::capture
