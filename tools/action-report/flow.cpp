#include "action-report/flow.hpp"

namespace tk::report {

namespace {

constexpr std::uint32_t dense_kinds = 64;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    hash ^= (value + 1) * 0x9E3779B97F4A7C15ULL;
    hash *= 0xBF58476D1CE4E5B9ULL;
    return hash ^ (hash >> 29);
}

}  // namespace

Flow::Edge& Flow::edge_of(std::uint32_t from, std::uint32_t to) {
    std::uint32_t index = 0;
    const auto fresh = static_cast<std::uint32_t>(edges_.size());
    if (from < dense_kinds && to < dense_kinds) {
        if (dense_.empty()) dense_.resize(dense_kinds * dense_kinds);
        std::uint32_t& slot = dense_[from * dense_kinds + to];
        if (slot == 0) slot = fresh + 1;
        index = slot - 1;
    } else {
        index = sparse_.try_emplace((std::uint64_t{from} << 32) | to, fresh).first->second;
    }
    if (index == fresh) {
        Edge edge;
        edge.from = from;
        edge.to = to;
        edges_.push_back(std::move(edge));
    }
    return edges_[index];
}

void Flow::note_return(Trace& trace, const Event& event, std::uint32_t kind) {
    if (kind >= 64) return;
    const std::uint64_t bit = std::uint64_t{1} << kind;
    if ((trace.seen & bit) != 0 && trace.last != kind) {
        if (returns_.size() <= kind) returns_.resize(kind + 1UL);
        ++returns_[kind].count;
        returns_[kind].trail.add(event.record);
    }
    trace.seen |= bit;
}

void Flow::add(const Event& event, Counted counted) {
    ++steps_;
    if (traces_.size() <= counted.session) traces_.resize(counted.session + 1UL);
    Trace& trace = traces_[counted.session];
    const std::optional<double> clock = event.clock();
    if (trace.steps == 0) {
        trace.first = counted.kind;
        trace.first_record = event.record;
        trace.first_clock = clock;
        if (mined_steps_ < most_mined) {
            trace.mined = static_cast<std::uint32_t>(mined_.size());
            mined_.emplace_back();
        }
    } else {
        Edge& edge = edge_of(trace.last, counted.kind);
        ++edge.count;
        edge.trail.add(event.record);
        edge.outcomes.add(event.success);
        if (trace.last_success == false) edge.after_failure.add(event.success);
        if (trace.last == counted.kind && trace.last_actor == counted.actor && trace.last_success == true &&
            event.params_hash != 0 && event.params_hash == trace.last_params) {
            ++edge.same;
            edge.same_trail.add(event.record);
        }
        if (clock && trace.last_clock) {
            if (*clock >= *trace.last_clock) {
                edge.gaps.add(*clock - *trace.last_clock);
            } else {
                ++backwards_;
                backwards_places_.add(event.record);
            }
        }
    }
    if (trace.mined != none && mined_steps_ < 2 * most_mined) {
        mined_[trace.mined].push_back(counted.kind);
        ++mined_steps_;
    }
    note_return(trace, event, counted.kind);
    trace.hash = mixed(trace.hash, counted.kind);
    if (trace.steps < most_shown_steps) {
        const std::uint64_t key = (std::uint64_t{trace.node} << 32) | counted.kind;
        const auto child = children_.find(key);
        if (child != children_.end()) {
            trace.node = child->second;
        } else if (nodes_.size() < most_nodes) {
            const auto index = static_cast<std::uint32_t>(nodes_.size());
            nodes_.push_back({trace.node, counted.kind});
            children_.emplace(key, index);
            trace.node = index;
        }
    }
    ++trace.steps;
    trace.last = counted.kind;
    trace.last_clock = clock;
    trace.last_success = event.success;
    trace.last_params = event.params_hash;
    trace.last_actor = counted.actor;
}

}  // namespace tk::report
