#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tk::report {

/// The clock by which hours and weekdays are told.
class Zone {
public:
    /// "written": each record's own offset (UTC where it has none); "UTC"; "local"; or a name of the system's time zone
    /// database ("Europe/Paris"). Throws UsageError for another name.
    explicit Zone(const std::string& name);

    const std::string& name() const { return name_; }
    bool as_written() const { return kind_ == Kind::written; }
    /// Hour of the week, 0 = Monday 00:00 to 167 = Sunday 23:00.
    int hour_of_week(double seconds, std::optional<int> offset_minutes);

private:
    enum class Kind { written, utc, system };
    std::int64_t offset_seconds(std::int64_t seconds);

    std::string name_;
    Kind kind_;
    std::int64_t cached_quarter_ = INT64_MIN;  // offsets change at most every quarter of an hour
    std::int64_t cached_offset_ = 0;
};

}  // namespace tk::report
