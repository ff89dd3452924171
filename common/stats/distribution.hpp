#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "stats/quantile.hpp"
#include "stats/sketch.hpp"

namespace tk::stats {

/// Collects values that are not negative (durations, in seconds) for a summary, in bounded memory: all of them up to
/// `exact_limit`, for exact percentiles, and a sketch from then on. Merging parts gives what the whole would.
class Distribution {
public:
    static constexpr std::size_t exact_limit = 8192;
    static constexpr double sketch_error = 0.01;

    /// A finite value, not negative; throws DomainError otherwise.
    void add(double value);
    void merge(const Distribution& other);

    std::uint64_t count() const { return count_; }
    /// These throw DomainError when there are no values.
    double mean() const;
    double least() const;
    double most() const;
    /// Quantiles (each 0 <= p <= 1), in the order asked: of type 7 where exact, else within 1 %.
    std::vector<double> quantiles(std::initializer_list<double> ps) const;
    bool exact() const { return sketch_ == nullptr; }

private:
    void spill();
    void require_values() const;

    std::uint64_t count_ = 0;
    double least_ = 0;
    double most_ = 0;
    Sum sum_;
    std::vector<double> values_;
    std::unique_ptr<Sketch> sketch_;  // most distributions are small and have none
};

}  // namespace tk::stats
