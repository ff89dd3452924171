#include "action-report/measures.hpp"

#include <algorithm>
#include <cmath>

namespace tk::report {

void MeasureSeries::add(std::optional<double> at, double value, std::uint64_t record) {
    least = count == 0 ? value : std::min(least, value);
    most = count == 0 ? value : std::max(most, value);
    last = value;
    sum.add(value);
    ++count;
    if (in_open_ == 0) open_ = {at, 0, record};
    open_.value += value;
    if (++in_open_ < per_point_) return;
    open_.value /= static_cast<double>(per_point_);
    in_open_ = 0;
    points_.push_back(open_);
    if (points_.size() < most_points) return;
    for (std::size_t i = 0; i < points_.size() / 2; ++i) {
        const Point second = points_[2 * i + 1];
        points_[i] = points_[2 * i];
        points_[i].value = (points_[i].value + second.value) / 2;
    }
    points_.resize(points_.size() / 2);
    per_point_ *= 2;
}

void Measures::add(std::string_view actor, std::string_view metric, double value, std::optional<double> at,
                   std::uint64_t record) {
    if (!std::isfinite(value)) return;
    std::string key(actor);
    key += '\n';
    key += metric;
    const auto [place, is_new] = index_.try_emplace(key, static_cast<std::uint32_t>(series_.size()));
    if (is_new) {
        MeasureSeries& series = series_.emplace_back();
        series.actor = actor;
        series.metric = metric;
    }
    series_[place->second].add(at, value, record);
}

}  // namespace tk::report
