#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/names.hpp"
#include "action-report/section.hpp"
#include "action-report/tally.hpp"
#include "action-report/trail.hpp"

namespace tk::report {

/// Who works with whom, in memory that grows with the actors and, up to a limit, with the pairs. Actors are nodes by
/// their id (or name, where they have no id).
class Ties {
public:
    static constexpr std::size_t most_together = 64;  ///< actors of a session whose joint work is counted
    static constexpr std::size_t most_pairs =
        1U << 20;  ///< pairs kept, and pairs of who follows whom; later ones are counted

    /// What two actors have to do with each other.
    struct Tie {
        std::uint32_t a = 0, b = 0;  ///< a <= b
        double weight = 0;           ///< joint sessions and tracked interactions
        std::uint64_t sessions = 0;  ///< with both
        std::uint64_t interactions = 0;
        Outcomes outcomes;  ///< of interactions, and of what one did right after the other
        Trail trail;
    };
    /// What `from` did was followed by something `to` did, in one session.
    struct Handover {
        std::uint32_t from = 0, to = 0;
        std::uint64_t count = 0;
        Outcomes outcomes;  ///< of what `to` did
        Trail trail;
    };

    void add(const Event& event, std::uint32_t session);
    void add_interaction(const std::vector<std::string>& actors, std::string_view type, std::optional<bool> success,
                         double weight, std::uint64_t record);

    const Names& nodes() const { return nodes_; }
    /// What to call node `i`: the last name, else the id.
    const std::string& label(std::uint32_t node) const;
    const std::vector<Tie>& ties() const { return ties_; }
    const std::vector<Handover>& handovers() const { return handovers_; }
    std::uint64_t crowded_sessions() const { return crowded_; }
    std::uint64_t interactions() const { return interactions_; }
    std::uint64_t left_out() const { return left_out_; }  ///< meetings and handovers of pairs that came too late

private:
    struct Company {
        std::vector<std::uint32_t> actors;
        std::uint32_t last = UINT32_MAX;
        bool crowded = false;
    };
    std::uint32_t node_of(std::string_view id, std::string_view name);
    Tie* tie_of(std::uint32_t a, std::uint32_t b);
    Handover* handover_of(std::uint32_t from, std::uint32_t to);

    Names nodes_;
    std::vector<std::string> labels_;
    std::vector<Company> companies_;
    std::unordered_map<std::uint64_t, std::uint32_t> tie_index_, handover_index_;
    std::vector<Tie> ties_;
    std::vector<Handover> handovers_;
    std::uint64_t crowded_ = 0, interactions_ = 0, left_out_ = 0;
};

}  // namespace tk::report
