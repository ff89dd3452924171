#include "stats/distribution.hpp"

#include <algorithm>
#include <limits>

#include "stats/domain.hpp"

namespace tk::stats {

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
    const std::vector<double> sorted = ascending(values_);
    for (const double p : ps) {
        // A bucket may reach past the extremes, which are known.
        result.push_back(sketch_ ? std::clamp(sketch_->quantile(p), least_, most_) : quantile(sorted, p));
    }
    return result;
}

}  // namespace tk::stats
