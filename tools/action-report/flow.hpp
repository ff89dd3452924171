#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/queries.hpp"
#include "action-report/section.hpp"
#include "action-report/tally.hpp"
#include "action-report/trail.hpp"
#include "stats/distribution.hpp"

namespace tk::report {

/// What follows what. In each session actions follow each other in the order of the input. Memory grows with the
/// distinct pairs of actions, the sessions, and up to fixed limits with the steps kept to be shown or mined.
class Flow {
public:
    static constexpr std::size_t most_shown_steps = 40;  ///< of a variant; a longer one is counted, its text is cut
    static constexpr std::size_t most_nodes = 1U << 20;  ///< beginnings of variants kept
    static constexpr std::size_t most_mined = 20'000;    ///< steps kept to look for common sequences
    static constexpr std::uint32_t none = UINT32_MAX;

    void add(const Event& event, Counted counted);

    struct Edge {
        std::uint32_t from = 0, to = 0;  ///< kinds
        std::uint64_t count = 0;
        stats::Distribution gaps;  ///< seconds from one to the next, where both tell their time
        Outcomes outcomes;         ///< of `to`
        Outcomes after_failure;    ///< of `to` where `from` had failed
        Trail trail;
        std::uint64_t same = 0;  ///< `to` had the very parameters of `from`, of the same actor, after a success
        Trail same_trail;
    };
    struct Trace {
        std::uint32_t first = none, last = none;  ///< kinds
        std::uint32_t node = 0;                   ///< of the tree of beginnings
        std::uint32_t mined = none;               ///< index in mined()
        std::uint64_t steps = 0;
        std::uint64_t hash = 0;  ///< of all steps in order
        std::uint64_t first_record = 0;
        std::optional<double> first_clock, last_clock;
        std::optional<bool> last_success;
        std::uint64_t last_params = 0;  ///< hash of the last parameters; 0 where there were none
        std::uint32_t last_actor = none;
        std::uint64_t seen = 0;  ///< the first 64 kinds, a bit each
    };
    /// How often a kind came again in a session after something else had come between.
    struct Return {
        std::uint64_t count = 0;
        Trail trail;
    };
    struct Node {
        std::uint32_t parent = 0, kind = 0;
    };

    const std::vector<Edge>& edges() const { return edges_; }
    const std::vector<Trace>& traces() const { return traces_; }  ///< by session; steps 0 where it has none
    const std::vector<Node>& nodes() const { return nodes_; }
    const std::vector<std::vector<std::uint32_t>>& mined() const { return mined_; }  ///< kinds, by session
    const std::vector<Return>& returns() const { return returns_; }                  ///< by kind, of the first 64
    std::uint64_t backwards() const { return backwards_; }
    const Places& backwards_places() const { return backwards_places_; }
    std::uint64_t steps() const { return steps_; }

private:
    Edge& edge_of(std::uint32_t from, std::uint32_t to);
    void note_return(Trace& trace, const Event& event, std::uint32_t kind);

    std::vector<Trace> traces_;
    std::vector<Return> returns_;
    std::vector<std::uint32_t> dense_;  // edge + 1 of the first kinds, in a square
    std::unordered_map<std::uint64_t, std::uint32_t> sparse_;
    std::vector<Edge> edges_;
    std::vector<Node> nodes_{{}};
    std::unordered_map<std::uint64_t, std::uint32_t> children_;
    std::vector<std::vector<std::uint32_t>> mined_;
    std::uint64_t mined_steps_ = 0, backwards_ = 0, steps_ = 0;
    Places backwards_places_;
};

/// Directly-follows graph, variants, closed common sequences, and where the chains that were asked for occur.
Section sequences_section(const Flow& flow, const Tally& tally, const std::vector<StepQuery>& queries = {});

}  // namespace tk::report
