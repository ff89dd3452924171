#include "kb-query/world.hpp"

#include <algorithm>
#include <map>
#include <queue>
#include <utility>

namespace tk::query {

namespace {

using Cost = std::pair<std::int64_t, std::int64_t>;  // the first counts first

struct Reached {
    Cost cost;
    std::optional<Place> before;
    std::optional<Way> way;
    bool settled = false;
};

struct Candidate {
    Cost cost;
    Place place;

    friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

std::vector<RouteStep> trace(const std::map<Place, Reached>& reached, Place place) {
    std::vector<RouteStep> steps;
    while (true) {
        const Reached& here = reached.at(place);
        steps.push_back({place, here.way});
        if (!here.before) break;
        place = *here.before;
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
}

}  // namespace

std::vector<RouteStep> find_route(const World& world, const std::string& from, const std::string& to, RouteBest best) {
    std::map<Place, Reached> reached;
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> open;
    reached[{from, ""}] = {};
    open.push({{0, 0}, {from, ""}});
    while (!open.empty()) {
        const Candidate now = open.top();
        open.pop();
        Reached& here = reached[now.place];
        if (here.settled) continue;
        here.settled = true;
        if (now.place.map == to) return trace(reached, now.place);
        for (const Way& way : world.ways_from(now.place.map)) {
            if (!way.from_zone.empty() && !now.place.zone.empty() && way.from_zone != now.place.zone) continue;
            const auto danger = world.danger(way.to.map);
            if (!danger) continue;
            Cost cost = now.cost;
            cost.first += best == RouteBest::shortest ? 1 : *danger;
            cost.second += best == RouteBest::shortest ? *danger : 1;
            const auto [there, is_new] = reached.try_emplace(way.to, Reached{cost, now.place, way});
            if (!is_new) {
                if (there->second.settled || there->second.cost <= cost) continue;
                there->second = {cost, now.place, way};
            }
            open.push({cost, way.to});
        }
    }
    return {};
}

}  // namespace tk::query
