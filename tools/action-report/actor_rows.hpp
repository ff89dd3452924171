#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "action-report/collector.hpp"

namespace tk::report {

/// How often something succeeded. The rate and its Wilson interval are there only where `known` reaches the least
/// sample; shares of 1, rounded to four decimals.
struct Rate {
    std::uint64_t known = 0;
    std::uint64_t successes = 0;
    std::uint64_t failures = 0;
    std::uint64_t unknown = 0;
    std::optional<double> rate;
    std::optional<double> low;
    std::optional<double> high;
};
Rate rate_of(const Outcomes& outcomes, std::uint64_t min_sample);

/// Of values that are not negative; rounded to four significant digits.
struct Spread {
    std::uint64_t count = 0;
    double mean = 0;
    double median = 0;
    double p95 = 0;
    double least = 0;
    double most = 0;
    bool exact = true;  ///< false: median and p95 are within 1 %
};
/// Nothing where there are no values.
std::optional<Spread> spread_of(const stats::Distribution& values);

/// An action, over all actors or of one.
struct KindRow {
    std::string action;
    bool in_vocabulary = false;
    bool happening = false;  ///< not tried, hence no success rate
    std::uint64_t count = 0;
    Rate success;
    std::optional<Spread> duration;  ///< seconds
};
KindRow kind_row(const ActionKind& kind, std::uint64_t count, const Outcomes& outcomes,
                 const stats::Distribution& durations, std::uint64_t min_sample);
/// The order of kinds: most frequent first, then by name.
bool more_often(const KindRow& a, const KindRow& b);

/// Sums over cells, for one row.
struct CellSums {
    std::uint64_t count = 0;
    Outcomes outcomes;
    stats::Distribution durations;

    void add(const Cell& cell);
};

/// One who acts.
struct ActorRow {
    Actor actor;
    std::uint64_t count = 0;
    Rate success;
    std::optional<Spread> duration;
    std::vector<KindRow> kinds;
};

/// The actors of a log as the report tells them, most actions first, then by name. Each row is computed when it is
/// asked for: of a million actors most are never shown, and the rest are written one by one. Refers to the collector,
/// which must stay as it is.
class ActorRows {
public:
    ActorRows() = default;
    ActorRows(const Collector& collector, std::uint64_t min_sample);

    std::size_t size() const { return order_.size(); }
    ActorRow operator[](std::size_t place) const;
    /// Only who it is.
    Actor who(std::size_t place) const;
    /// Whether it did or suffered anything in a fight.
    bool fought(std::size_t place) const { return collector_->tally().actors().all()[order_[place]].fought(); }
    /// Where actor `index` of the tally stands.
    std::uint32_t place_of(std::uint32_t index) const { return place_[index]; }
    /// How many have at least one action.
    std::uint64_t acting() const { return acting_; }

    class Iterator {
    public:
        using value_type = ActorRow;
        using difference_type = std::ptrdiff_t;
        Iterator(const ActorRows& rows, std::size_t place) : rows_(&rows), place_(place) {}
        ActorRow operator*() const { return (*rows_)[place_]; }
        Iterator& operator++() {
            ++place_;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return place_ != other.place_; }

    private:
        const ActorRows* rows_;
        std::size_t place_;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }

private:
    const Collector* collector_ = nullptr;
    std::uint64_t min_sample_ = 0;
    std::vector<std::uint32_t> end_;    // in cells_: behind the last of actor i - 1
    std::vector<std::uint32_t> cells_;  // of the tally, those of one actor one after the other
    std::vector<std::uint32_t> order_;  // actor of the tally, by place
    std::vector<std::uint32_t> place_;
    std::uint64_t acting_ = 0;
};

}  // namespace tk::report
