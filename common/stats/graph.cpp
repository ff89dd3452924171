#include "stats/graph.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "stats/domain.hpp"

namespace tk::stats {

Graph::Graph(std::size_t nodes, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges) : neighbours_(nodes) {
    for (const auto& [a, b] : edges) {
        if (a >= nodes || b >= nodes) throw DomainError("graph: an edge names a node that is none");
        if (a == b) continue;
        neighbours_[a].push_back(b);
        neighbours_[b].push_back(a);
    }
    std::size_t ends = 0;
    for (auto& list : neighbours_) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
        ends += list.size();
    }
    edges_ = ends / 2;
}

bool Graph::joined(std::uint32_t a, std::uint32_t b) const {
    return std::binary_search(neighbours_[a].begin(), neighbours_[a].end(), b);
}

std::vector<std::uint32_t> Graph::shared(std::uint32_t a, std::uint32_t b) const {
    std::vector<std::uint32_t> both;
    std::set_intersection(neighbours_[a].begin(), neighbours_[a].end(), neighbours_[b].begin(), neighbours_[b].end(),
                          std::back_inserter(both));
    return both;
}

double Graph::density() const {
    const auto n = static_cast<double>(size());
    return size() < 2 ? 0 : 2 * static_cast<double>(edges_) / (n * (n - 1));
}

std::size_t Graph::components() const {
    std::vector<bool> seen(size());
    std::vector<std::uint32_t> open;
    std::size_t count = 0;
    for (std::uint32_t start = 0; start < size(); ++start) {
        if (seen[start]) continue;
        ++count;
        seen[start] = true;
        open.push_back(start);
        while (!open.empty()) {
            const std::uint32_t node = open.back();
            open.pop_back();
            for (const std::uint32_t next : neighbours_[node]) {
                if (!seen[next]) open.push_back(next);
                seen[next] = true;
            }
        }
    }
    return count;
}

double Graph::clustering() const {
    double sum = 0;
    for (const auto& list : neighbours_) {
        std::size_t closed = 0;
        for (std::size_t i = 0; i < list.size(); ++i) {
            for (std::size_t j = i + 1; j < list.size(); ++j) closed += joined(list[i], list[j]) ? 1 : 0;
        }
        const auto degree = static_cast<double>(list.size());
        if (list.size() > 1) sum += 2 * static_cast<double>(closed) / (degree * (degree - 1));
    }
    return size() == 0 ? 0 : sum / static_cast<double>(size());
}

std::vector<double> Graph::betweenness() const {
    std::vector<double> score(size());
    for (std::uint32_t source = 0; source < size(); ++source) {
        std::vector<std::uint32_t> order{source};
        std::vector<double> paths(size());
        std::vector<double> share(size());
        std::vector<std::int64_t> distance(size(), -1);
        paths[source] = 1;
        distance[source] = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (const std::uint32_t next : neighbours_[order[i]]) {
                if (distance[next] < 0) {
                    distance[next] = distance[order[i]] + 1;
                    order.push_back(next);
                }
                if (distance[next] == distance[order[i]] + 1) paths[next] += paths[order[i]];
            }
        }
        for (std::size_t i = order.size(); i-- > 1;) {
            const std::uint32_t node = order[i];
            for (const std::uint32_t before : neighbours_[node]) {
                if (distance[before] == distance[node] - 1)
                    share[before] += paths[before] / paths[node] * (1 + share[node]);
            }
            score[node] += share[node];
        }
    }
    const auto n = static_cast<double>(size());
    // Each pair was counted from both of its ends, so that ordered pairs are the measure.
    for (double& one : score) one = size() > 2 ? one / ((n - 1) * (n - 2)) : 0;
    return score;
}

double Graph::adamic_adar(std::uint32_t a, std::uint32_t b) const {
    double sum = 0;
    for (const std::uint32_t node : shared(a, b)) sum += 1 / std::log(static_cast<double>(neighbours_[node].size()));
    return sum;
}

}  // namespace tk::stats
