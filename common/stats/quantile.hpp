#pragma once

#include <span>
#include <vector>

namespace tk::stats {

/// The p-quantile (0 <= p <= 1) of values in ascending order, interpolated between the order statistics at (n - 1) p:
/// type 7 of R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) 361-365, the default of R and NumPy.
/// Throws DomainError for no values or a p outside.
double quantile(std::span<const double> ascending, double p);

/// The middle value, or the mean of the two middle ones. Throws DomainError for no values.
double median(std::span<const double> ascending);

/// The arithmetic mean, summed with compensation (A. Neumaier, ZAMM 54 (1974) 39-51). Throws DomainError for no values.
double mean(std::span<const double> values);

/// A copy in ascending order.
std::vector<double> ascending(std::span<const double> values);

/// A sum whose rounding error does not grow with the number of terms (Neumaier).
class Sum {
public:
    void add(double term);
    void add(const Sum& other);
    double value() const { return sum_ + lost_; }

private:
    double sum_ = 0;
    double lost_ = 0;
};

}  // namespace tk::stats
