#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "action-report/collector.hpp"

namespace tk::report {

/// A line of values is judged from so many points on.
constexpr std::size_t least_line_points = 50;

/// Values over time, each with its moment and its record.
struct Line {
    std::string what;
    std::vector<double> values;
    std::vector<std::string> when;
    std::vector<std::uint64_t> records;
    std::size_t period = 0;
    bool counts = false;  ///< of actions: their square roots are compared, whose spread does not grow with them
};

/// A moment as the report tells it: a date, seconds from the start, or where there is no clock the record.
std::string moment_text(std::optional<double> at, bool date, std::uint64_t record);

/// The measurements of a log that are long enough to be judged.
std::vector<Line> lines_of(const Collector& log);

/// Actions counted in slots of the least usual length that holds a few of them on average; nothing where there are too
/// few.
std::optional<Line> activity_of(const Activity& activity);

}  // namespace tk::report
