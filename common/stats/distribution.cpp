#include "stats/distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "stats/domain.hpp"

namespace tk::stats {

namespace {

/// The quantile of type 7 (quantile.hpp) by selection, for a few of which the values need not be sorted. Changes their
/// order.
double selected_quantile(std::vector<double>& values, double p) {
    if (!(p >= 0 && p <= 1)) throw DomainError("quantile: p must lie inside [0, 1]");
    const double place = p * static_cast<double>(values.size() - 1);
    const auto below = values.begin() + static_cast<std::ptrdiff_t>(place);
    std::nth_element(values.begin(), below, values.end());
    const std::array<double, 2> around{*below,
                                       below + 1 == values.end() ? *below : *std::min_element(below + 1, values.end())};
    return around[0] + (place - std::floor(place)) * (around[1] - around[0]);
}

}  // namespace

void Distribution::add(double value) {
    if (!(value >= 0 && value <= std::numeric_limits<double>::max())) {
        throw DomainError("distribution: values are finite and not negative");
    }
    least_ = count_ == 0 ? value : std::min(least_, value);
    most_ = count_ == 0 ? value : std::max(most_, value);
    sum_.add(value);
    ++count_;
    if (!sketch_ && values_.size() == exact_limit) spill();
    if (sketch_) {
        sketch_->add(value);
    } else {
        values_.push_back(value);
    }
}

void Distribution::merge(const Distribution& other) {
    if (other.count_ == 0) return;
    least_ = count_ == 0 ? other.least_ : std::min(least_, other.least_);
    most_ = count_ == 0 ? other.most_ : std::max(most_, other.most_);
    sum_.add(other.sum_);
    count_ += other.count_;
    if (!sketch_ && count_ > exact_limit) spill();
    if (!sketch_) {
        values_.insert(values_.end(), other.values_.begin(), other.values_.end());
    } else if (other.sketch_) {
        sketch_->merge(*other.sketch_);
    } else {
        for (const double value : other.values_) sketch_->add(value);
    }
}

void Distribution::spill() {
    sketch_ = std::make_unique<Sketch>(sketch_error);
    for (const double value : values_) sketch_->add(value);
    values_ = {};
}

void Distribution::require_values() const {
    if (count_ == 0) throw DomainError("distribution: no values");
}

double Distribution::mean() const {
    require_values();
    return sum_.value() / static_cast<double>(count_);
}

double Distribution::least() const {
    require_values();
    return least_;
}

double Distribution::most() const {
    require_values();
    return most_;
}

std::vector<double> Distribution::quantiles(std::initializer_list<double> ps) const {
    require_values();
    std::vector<double> result;
    std::vector<double> values = values_;
    // A bucket may reach past the extremes, which are known.
    for (const double p : ps)
        result.push_back(sketch_ ? std::clamp(sketch_->quantile(p), least_, most_) : selected_quantile(values, p));
    return result;
}

}  // namespace tk::stats
