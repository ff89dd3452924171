#include "action-report/partners.hpp"

#include <algorithm>
#include <unordered_map>

#include "core/actions.hpp"
#include "stats/graph.hpp"
#include "stats/interval.hpp"

namespace tk::report {

namespace {

/// The actors of the pairs, numbered anew, as a graph.
struct Network {
    std::vector<std::uint32_t> node_of;  ///< of the ties, by number here
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;

    explicit Network(const Ties& ties) {
        std::unordered_map<std::uint32_t, std::uint32_t> place;
        const auto number = [&](std::uint32_t node) {
            const auto [at, is_new] = place.try_emplace(node, static_cast<std::uint32_t>(node_of.size()));
            if (is_new) node_of.push_back(node);
            return at->second;
        };
        for (const Ties::Tie& tie : ties.ties()) {
            const std::uint32_t a = number(tie.a);
            edges.emplace_back(a, number(tie.b));
        }
    }
};

/// How everybody did in an action, by id.
std::unordered_map<std::string, Outcomes> outcomes_in(const Tally& tally, const std::string& task) {
    std::unordered_map<std::string, Outcomes> result;
    const std::string_view name = action_name(task);
    for (const Cell& cell : tally.cells()) {
        if (tally.kinds()[cell.kind].name != name) continue;
        const Actor& actor = tally.actors().all()[cell.actor];
        result[actor.id.empty() ? actor.name : actor.id].add(cell.outcomes);
    }
    return result;
}

/// Those at two steps from `a` that are not its partners.
std::vector<std::uint32_t> strangers(const stats::Graph& graph, std::uint32_t a) {
    std::vector<std::uint32_t> near;
    for (const std::uint32_t middle : graph.neighbours(a)) {
        for (const std::uint32_t b : graph.neighbours(middle)) {
            if (b != a && !graph.joined(a, b)) near.push_back(b);
        }
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    return near;
}

}  // namespace

std::vector<Partner> partners(const Ties& ties, const Tally& tally, const PartnerQuestion& question) {
    const Network network{ties};
    std::vector<Partner> found;
    if (network.node_of.empty() || network.node_of.size() > most_partner_nodes) return found;
    const stats::Graph graph{network.node_of.size(), network.edges};
    const auto skills =
        question.task.empty() ? std::unordered_map<std::string, Outcomes>{} : outcomes_in(tally, question.task);
    const auto id = [&](std::uint32_t number) { return ties.nodes().text(network.node_of[number]); };
    for (std::uint32_t a = 0; a < graph.size(); ++a) {
        if (!question.actor.empty() && id(a) != question.actor && ties.label(network.node_of[a]) != question.actor)
            continue;
        for (const std::uint32_t b : strangers(graph, a)) {
            // Without an actor or a task a pair is the same from either end.
            if (question.actor.empty() && question.task.empty() && b < a) continue;
            Partner one;
            one.a = id(a);
            one.b = id(b);
            one.score = graph.adamic_adar(a, b);
            if (!question.task.empty()) {
                const auto skill = skills.find(one.b);
                if (skill != skills.end()) one.task = skill->second;
                const std::uint64_t known = one.task.successes + one.task.failures;
                if (known == 0 || known < question.min_sample) continue;
                one.score *= stats::wilson(one.task.successes, known).low;
            }
            for (const std::uint32_t node : graph.shared(a, b)) one.shared.push_back(ties.label(network.node_of[node]));
            found.push_back(std::move(one));
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Partner& x, const Partner& y) { return x.score > y.score; });
    return found;
}

}  // namespace tk::report
