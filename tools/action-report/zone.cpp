#include "action-report/zone.hpp"

#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <ctime>

#include "core/error.hpp"

namespace tk::report {

namespace {

constexpr std::int64_t quarter = 900;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

Zone::Zone(const std::string& name) : name_(name), kind_(Kind::system) {
    if (name == "written") {
        kind_ = Kind::written;
    } else if (name == "UTC" || name == "utc") {
        name_ = "UTC";
        kind_ = Kind::utc;
    } else if (name != "local") {
        const std::string file = "/usr/share/zoneinfo/" + name;
        if (name.empty() || name.find("..") != std::string::npos || ::access(file.c_str(), R_OK) != 0) {
            throw UsageError("--zone: there is no time zone '" + name + "'",
                             "use written, UTC, local, or a name such as Europe/Paris (package tzdata)");
        }
        ::setenv("TZ", name.c_str(), 1);
    }
    if (kind_ == Kind::system) ::tzset();
}

std::int64_t Zone::offset_seconds(std::int64_t seconds) {
    const std::int64_t at = floor_divide(seconds, quarter);
    if (at != cached_quarter_) {
        const auto time = static_cast<std::time_t>(seconds);
        std::tm local{};
        cached_offset_ = ::localtime_r(&time, &local) != nullptr ? local.tm_gmtoff : 0;
        cached_quarter_ = at;
    }
    return cached_offset_;
}

int Zone::hour_of_week(double seconds, std::optional<int> offset_minutes) {
    auto at = static_cast<std::int64_t>(std::floor(seconds));
    if (kind_ == Kind::written) at += offset_minutes.value_or(0) * 60;
    if (kind_ == Kind::system) at += offset_seconds(at);
    const std::int64_t hours = floor_divide(at, 3600) + 3 * 24;  // 1970-01-01 was a Thursday
    const std::int64_t week = hours % 168;
    return static_cast<int>(week < 0 ? week + 168 : week);
}

}  // namespace tk::report
