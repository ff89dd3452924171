#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "action-report/names.hpp"
#include "stats/distribution.hpp"
#include "stats/quantile.hpp"

namespace tk::report {

/// Values that were measured one after the other. Up to `most_points` each point is kept; then neighbours are averaged
/// two by two, so that a series of any length stays a series of bounded size.
class MeasureSeries {
public:
    static constexpr std::size_t most_points = 16'384;
    struct Point {
        std::optional<double> at;  ///< seconds since 1970, or from the start of the source
        double value = 0;
        std::uint64_t record = 0;  ///< the first one in it
    };

    void add(std::optional<double> at, double value, std::uint64_t record);

    std::string actor, metric;
    std::uint64_t count = 0;
    double least = 0, most = 0, last = 0;
    stats::Sum sum;
    const std::vector<Point>& points() const { return points_; }
    /// Values in one point.
    std::uint64_t per_point() const { return per_point_; }

private:
    std::vector<Point> points_;
    std::uint64_t per_point_ = 1;
    Point open_;
    std::uint64_t in_open_ = 0;
};

/// The metrics of a log, by actor and name.
class Measures {
public:
    void add(std::string_view actor, std::string_view metric, double value, std::optional<double> at,
             std::uint64_t record);
    const std::vector<MeasureSeries>& all() const { return series_; }

private:
    TextMap<std::uint32_t> index_;
    std::vector<MeasureSeries> series_;
};

}  // namespace tk::report
