#include "kb-query/threat.hpp"

#include <algorithm>

#include "kb-query/duel.hpp"

namespace tk::query {

std::vector<Threat> threats(const std::string& game, const std::vector<KnownSpell>& spells, int ap, int mp) {
    rules::Fighter monster;
    monster.id = "monster";
    monster.team = "monsters";
    monster.ap = ap;
    rules::Fighter target;
    target.id = "target";
    target.team = "own";
    std::vector<const KnownSpell*> all;
    int reach = 0;
    for (const KnownSpell& spell : spells) {
        all.push_back(&spell);
        reach = std::max(reach, rules::range_of(spell.rules, monster));
    }
    // What it does from where it stands, by distance.
    std::vector<double> standing;
    for (int distance = 1; distance <= std::min(reach, farthest); ++distance) {
        standing.push_back(duel_at(game, monster, target, all, distance).advice.plan->combination.outcome.damage);
    }
    std::vector<Threat> result;
    for (int distance = 1; distance <= std::min(static_cast<int>(standing.size()) + mp + 1, farthest); ++distance) {
        Threat threat{distance, 0};
        for (int from = std::max(1, distance - mp); from <= distance + mp; ++from) {
            const auto index = static_cast<std::size_t>(from) - 1;
            if (index < standing.size()) threat.damage = std::max(threat.damage, standing[index]);
        }
        result.push_back(threat);
    }
    return result;
}

std::optional<Threat> safest(const std::vector<Threat>& threats, std::optional<int> reach) {
    std::optional<Threat> best;
    for (const Threat& threat : threats) {
        if (reach && threat.distance > *reach) break;
        if (!best || threat.damage < best->damage - 1e-9) best = threat;
    }
    return best;
}

}  // namespace tk::query
