#include "stats/sketch.hpp"

#include <cmath>
#include <limits>

#include "stats/domain.hpp"

namespace tk::stats {

Sketch::Sketch(double error) : error_(error), growth_((1 + error) / (1 - error)), log_growth_(std::log(growth_)) {
    if (!(error > 0 && error < 1)) throw DomainError("sketch: the error must lie inside (0, 1)");
}

int Sketch::bucket_of(double value) const {
    return static_cast<int>(std::ceil(std::log(value) / log_growth_));
}

std::uint64_t& Sketch::at(int bucket) {
    if (counts_.empty()) {
        first_ = bucket;
        counts_.assign(1, 0);
    } else if (bucket < first_) {
        counts_.insert(counts_.begin(), static_cast<std::size_t>(first_ - bucket), 0);
        first_ = bucket;
    } else if (static_cast<std::size_t>(bucket - first_) >= counts_.size()) {
        counts_.resize(static_cast<std::size_t>(bucket - first_) + 1, 0);
    }
    return counts_[static_cast<std::size_t>(bucket - first_)];
}

void Sketch::add(double value) {
    if (!(value >= 0 && value <= std::numeric_limits<double>::max())) {
        throw DomainError("sketch: values are finite and not negative");
    }
    ++count_;
    if (value < std::numeric_limits<double>::min()) {
        ++zeros_;
    } else {
        ++at(bucket_of(value));
    }
}

void Sketch::merge(const Sketch& other) {
    if (other.error_ != error_) throw DomainError("sketch: only sketches of the same error merge");
    count_ += other.count_;
    zeros_ += other.zeros_;
    for (std::size_t i = 0; i < other.counts_.size(); ++i) {
        if (other.counts_[i] != 0) at(other.first_ + static_cast<int>(i)) += other.counts_[i];
    }
}

double Sketch::quantile(double p) const {
    if (count_ == 0) throw DomainError("sketch: no values");
    if (!(p >= 0 && p <= 1)) throw DomainError("sketch: p must lie inside [0, 1]");
    const auto rank = static_cast<std::uint64_t>(p * static_cast<double>(count_ - 1));
    std::uint64_t passed = zeros_;
    if (rank < passed) return 0;
    std::size_t index = 0;
    while (index + 1 < counts_.size() && passed + counts_[index] <= rank) passed += counts_[index++];
    // The point of the bucket whose relative distance to both limits is the same.
    const double limit = std::pow(growth_, first_ + static_cast<int>(index));
    return 2 * limit / (growth_ + 1);
}

}  // namespace tk::stats
