#pragma once

#include <optional>
#include <string>
#include <vector>

#include "action-report/comparison.hpp"
#include "action-report/event.hpp"
#include "action-report/section.hpp"
#include "action-report/tally.hpp"

namespace tk::report {

/// What suggestions changed that were applied. A record of the action apply_optimization whose target is the id of a
/// suggestion ("check_before_retry:repair") marks the moment: what comes before it in the log is held against what
/// comes after it.
class Applied {
public:
    static constexpr std::size_t most_marks = 100;  ///< later ones are left out

    void add(const Event& event, Counted counted, const Tally& tally);

    struct Mark {
        std::string id;
        std::string action;  ///< that the suggestion is about
        std::optional<double> at;
        bool dated = false;  ///< `at` is a time since 1970
        std::uint64_t record = 0;
        Comparison::Side before, after;               ///< of the action
        std::uint64_t all_before = 0, all_after = 0;  ///< actions
    };
    const std::vector<Mark>& marks() const { return marks_; }

private:
    std::vector<Comparison::Side> sides_;  // by kind, from the beginning
    std::uint64_t all_ = 0;
    std::vector<Mark> marks_;
};

/// Before against after, mark by mark: mean duration, success, share of all actions; with 95 % intervals.
Table applied_table(const Applied& applied, std::uint64_t min_sample, Language language);

}  // namespace tk::report
