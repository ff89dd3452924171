#pragma once

#include <cstdint>
#include <vector>

namespace tk::stats {

/// Quantiles of any number of values in bounded memory: counts in buckets whose limits grow by a constant factor, so
/// that a quantile is off by at most `error` of its own size. Two sketches of the same error merge without loss, and
/// the order of the values does not matter.
/// Source: C. Masson, J. E. Rim, H. K. Lee, DDSketch, PVLDB 12 (2019) 2195-2205.
class Sketch {
public:
    /// `error`: relative, inside (0, 1).
    explicit Sketch(double error = 0.01);

    /// A finite value, not negative; throws DomainError otherwise.
    void add(double value);
    /// Throws DomainError when the errors differ.
    void merge(const Sketch& other);

    std::uint64_t count() const { return count_; }
    double error() const { return error_; }
    /// Within `error` of the value of rank floor(p (n - 1)), 0 <= p <= 1. Throws DomainError when empty.
    double quantile(double p) const;

private:
    int bucket_of(double value) const;
    std::uint64_t& at(int bucket);

    double error_;
    double growth_;  // each bucket covers (growth^(i-1), growth^i]
    double log_growth_;
    std::uint64_t count_ = 0;
    std::uint64_t zeros_ = 0;  // values too small for a bucket count as 0
    int first_ = 0;            // bucket of counts_[0]
    std::vector<std::uint64_t> counts_;
};

}  // namespace tk::stats
