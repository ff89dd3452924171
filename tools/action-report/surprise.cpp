#include "action-report/surprise.hpp"

#include <cmath>
#include <unordered_map>

namespace tk::report {

namespace {

constexpr double added = 0.5;  // to each count: what never happened is not impossible
constexpr std::uint32_t least_steps = 2;

/// Bits of each pair of actions.
class Chain {
public:
    explicit Chain(const Flow& flow) {
        for (const Flow::Edge& edge : flow.edges()) {
            counts_[key_of(edge.from, edge.to)] = static_cast<double>(edge.count);
            leaving_[edge.from] += static_cast<double>(edge.count);
            targets_.try_emplace(edge.to, 0);
        }
    }
    double bits(std::uint32_t from, std::uint32_t to) const {
        const auto pair = counts_.find(key_of(from, to));
        const auto leaving = leaving_.find(from);
        const double count = pair != counts_.end() ? pair->second : 0;
        const double all = leaving != leaving_.end() ? leaving->second : 0;
        return -std::log2((count + added) / (all + added * static_cast<double>(targets_.size())));
    }

private:
    static std::uint64_t key_of(std::uint32_t from, std::uint32_t to) { return (std::uint64_t{from} << 32) | to; }

    std::unordered_map<std::uint64_t, double> counts_;
    std::unordered_map<std::uint32_t, double> leaving_, targets_;
};

}  // namespace

Surprises surprises_of(const Flow& flow) {
    Surprises result;
    const Chain chain{flow};
    double count = 0;
    double sum = 0;
    double squares = 0;
    for (const Flow::Edge& edge : flow.edges()) {
        const double bits = chain.bits(edge.from, edge.to);
        count += static_cast<double>(edge.count);
        sum += static_cast<double>(edge.count) * bits;
        squares += static_cast<double>(edge.count) * bits * bits;
    }
    if (count == 0) return result;
    result.usual = sum / count;
    const double deviation = std::sqrt(std::max(0.0, squares / count - result.usual * result.usual));
    if (!(deviation > 1e-9)) return result;
    // A beginning is one step longer than the beginning it comes from, which stands before it.
    struct Path {
        double bits = 0;
        std::uint32_t steps = 0;
    };
    std::vector<Path> paths(flow.nodes().size());
    for (std::size_t i = 1; i < paths.size(); ++i) {
        const Flow::Node& node = flow.nodes()[i];
        if (node.parent == 0) continue;
        paths[i] = paths[node.parent];
        paths[i].bits += chain.bits(flow.nodes()[node.parent].kind, node.kind);
        ++paths[i].steps;
    }
    for (std::size_t session = 0; session < flow.traces().size(); ++session) {
        const Flow::Trace& trace = flow.traces()[session];
        if (trace.steps == 0) continue;
        const Path& path = paths[trace.node];
        if (path.steps < least_steps) continue;
        const double surplus = path.bits - path.steps * result.usual;
        result.sessions.push_back({static_cast<std::uint32_t>(session), path.bits / path.steps, surplus,
                                   surplus / (deviation * std::sqrt(path.steps))});
    }
    return result;
}

}  // namespace tk::report
