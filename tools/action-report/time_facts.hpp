#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/section.hpp"
#include "action-report/zone.hpp"

namespace tk::report {

/// When things happened, and what is odd about the clocks of the log. Constant memory.
class TimeFacts {
public:
    explicit TimeFacts(Zone zone) : zone_(std::move(zone)) {}
    void add(const Event& event);

    struct Hour {
        std::uint64_t count = 0;
        std::uint64_t timed = 0;  ///< with a duration
        double seconds = 0;       ///< sum of the durations
    };
    const std::array<Hour, 168>& hours() const { return hours_; }
    Zone& zone() { return zone_; }
    const Zone& zone() const { return zone_; }
    std::uint64_t with_time() const { return with_time_; }
    std::uint64_t without_time() const { return without_time_; }
    double first() const { return first_; }
    double last() const { return last_; }
    /// By offset in minutes; those without one are not here.
    const std::map<int, std::uint64_t>& offsets() const { return offsets_; }
    std::uint64_t without_offset() const { return without_offset_; }
    std::uint64_t bad_times() const { return bad_times_; }
    std::uint64_t day_only() const { return day_only_; }
    std::uint64_t of_1970() const { return of_1970_; }
    const Places& day_only_places() const { return day_only_places_; }
    const Places& of_1970_places() const { return of_1970_places_; }

private:
    Zone zone_;
    std::array<Hour, 168> hours_{};
    std::uint64_t with_time_ = 0, without_time_ = 0, without_offset_ = 0, bad_times_ = 0, day_only_ = 0, of_1970_ = 0;
    double first_ = 0, last_ = 0;
    std::map<int, std::uint64_t> offsets_;
    Places day_only_places_, of_1970_places_;
};

/// Hour by weekday, peaks, mean durations; counts a slot's hours in the span, so that slots compare.
Section time_section(const TimeFacts& facts);

}  // namespace tk::report
