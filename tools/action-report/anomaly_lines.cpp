#include "action-report/anomaly_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/timestamp.hpp"
#include "stats/middle_value.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_lines = 20;
constexpr std::size_t most_slots = 8192;  // of the activity
constexpr double day = 86'400;

/// The number of points in a day, where the points are evenly apart and a day is a whole number of them.
std::size_t daily_period(const std::vector<MeasureSeries::Point>& points) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i].at && points[i - 1].at) steps.push_back(*points[i].at - *points[i - 1].at);
    }
    if (steps.empty()) return 0;
    const double step = stats::middle_value(std::move(steps));
    const double count = step > 0 ? day / step : 0;
    return count >= 4 && count < 1e5 && std::abs(count - std::round(count)) < 1e-6
               ? static_cast<std::size_t>(std::round(count))
               : 0;
}

}  // namespace

std::string moment_text(std::optional<double> at, bool date, std::uint64_t record) {
    if (!at) return fmt::format("record {}", record);
    return date ? format_timestamp(*at) : fmt::format("{} s", *at);
}

std::vector<Line> lines_of(const Collector& log) {
    std::vector<Line> lines;
    for (const MeasureSeries& series : log.measures().all()) {
        if (series.points().size() < least_line_points || lines.size() >= most_lines) continue;
        Line line;
        line.what = series.actor.empty() ? series.metric : series.metric + " (" + series.actor + ")";
        for (const MeasureSeries::Point& point : series.points()) {
            line.values.push_back(point.value);
            line.when.push_back(moment_text(point.at, point.at.value_or(0) > 1e8, point.record));
            line.records.push_back(point.record);
        }
        line.period = daily_period(series.points());
        lines.push_back(std::move(line));
    }
    return lines;
}

std::optional<Line> activity_of(const Activity& activity) {
    if (activity.bins().empty()) return std::nullopt;
    std::uint64_t total = 0;
    for (const auto& [place, bin] : activity.bins()) total += bin.count;
    const double first = static_cast<double>(activity.bins().begin()->first) * activity.width();
    const double span = static_cast<double>(activity.bins().rbegin()->first + 1) * activity.width() - first;
    for (const double width : {60.0, 300.0, 900.0, 3600.0, 6 * 3600.0, day, 7 * day}) {
        const double count = std::ceil(span / width);
        if (width < activity.width() || count > most_slots || static_cast<double>(total) / count < 4) continue;
        if (count < least_line_points) return std::nullopt;
        Line line;
        line.counts = true;
        const double start = std::floor(first / width) * width;
        const auto slots = static_cast<std::size_t>(count) + 1;
        line.values.resize(slots);
        line.records.resize(slots);
        for (const auto& [place, bin] : activity.bins()) {
            const auto slot = std::min(
                slots - 1, static_cast<std::size_t>((static_cast<double>(place) * activity.width() - start) / width));
            if (line.records[slot] == 0) line.records[slot] = bin.first_record;
            line.values[slot] += static_cast<double>(bin.count);
        }
        for (std::size_t i = 0; i < slots; ++i)
            line.when.push_back(moment_text(start + static_cast<double>(i) * width, activity.with_dates(), 0));
        line.period = width < day ? static_cast<std::size_t>(day / width) : width == day ? 7 : 0;
        // The first and the last slot are not whole.
        const auto drop_ends = [](auto& list) {
            list.erase(list.begin());
            list.pop_back();
        };
        drop_ends(line.values);
        drop_ends(line.when);
        drop_ends(line.records);
        return line;
    }
    return std::nullopt;
}

}  // namespace tk::report
