#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/section.hpp"
#include "action-report/tally.hpp"

namespace tk::report {

/// Looks for one chain of actions in each session: in order with others between (a sequence), or one right after the
/// other (a streak). The earliest steps count, and an action belongs to one finding only.
class StepQuery {
public:
    static constexpr std::size_t most_kept = 20;  ///< findings told one by one

    /// `names`: "move,cast,end_turn", aliases too. Throws UsageError naming `option` where there is none.
    StepQuery(std::string_view option, std::string_view names, bool streak);

    void add(const Event& event, Counted counted, const Tally& tally);

    struct Finding {
        std::string session;
        std::vector<std::uint64_t> records;  ///< of its steps
        std::optional<std::int64_t> first_turn, last_turn;
        std::optional<double> seconds;  ///< from its first step to its last
    };
    const std::vector<std::string>& names() const { return names_; }
    bool streak() const { return streak_; }
    std::uint64_t count() const { return count_; }
    std::uint64_t sessions() const { return sessions_; }
    const std::vector<Finding>& findings() const { return findings_; }

private:
    struct Step {
        std::uint32_t kind = 0;
        std::uint64_t record = 0;
        std::optional<std::int64_t> turn;
        std::optional<double> clock;
    };
    /// What a session has of the chain so far; for a streak its last steps, as they come.
    struct Open {
        std::vector<Step> steps;
        bool found = false;
    };
    bool fits(std::uint32_t kind, std::size_t place, const Tally& tally) const;

    std::vector<std::string> names_;
    bool streak_;
    std::vector<Open> open_;  // by session
    std::vector<Finding> findings_;
    std::uint64_t count_ = 0, sessions_ = 0;
};

/// Where the chains that were asked for occur.
Table findings_table(const std::vector<StepQuery>& queries);
/// How often each chain occurs, and in how many sessions.
std::vector<Fact> findings_facts(const std::vector<StepQuery>& queries);

}  // namespace tk::report
