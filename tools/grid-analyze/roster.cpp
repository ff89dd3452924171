#include "grid-analyze/roster.hpp"

#include <algorithm>
#include <tuple>

#include "core/text.hpp"

namespace tk::grid {
namespace {

/// How well a name that was read suits a member; nothing when it does not. 0 is exact.
std::optional<std::size_t> likeness(const Member& member, const std::string& folded) {
    std::optional<std::size_t> best;
    for (const auto& [spelling, weight] : member.spellings) {
        const std::string known = fold(spelling);
        const std::size_t limit = std::min(slips_allowed(known), slips_allowed(folded));
        const std::size_t distance = edit_distance(known, folded, limit + 1);
        if (distance <= limit && (!best || distance < *best)) best = distance;
    }
    return best;
}

constexpr int farthest_step = 12;  // cells between two frames

struct Match {
    std::size_t slips;
    int steps;
    std::size_t sighting, member;
    auto key() const { return std::tie(slips, steps, sighting, member); }
};

}  // namespace

std::size_t slips_allowed(const std::string& folded_name) {
    return folded_name.size() < 4 ? 0 : std::max<std::size_t>(1, folded_name.size() / 5);
}

std::optional<std::string> Member::name() const {
    const auto best = std::max_element(spellings.begin(), spellings.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (best == spellings.end()) return std::nullopt;
    return best->first;
}

std::size_t Roster::add() {
    const std::size_t index = members_.size();
    members_.emplace_back().id = "e" + std::to_string(index + 1);
    return index;
}

std::vector<std::size_t> Roster::take(const std::vector<Sighting>& sightings, const board::Geometry& geometry) {
    std::vector<std::optional<std::size_t>> member_of(sightings.size());
    std::vector<bool> used(members_.size());
    const auto steps = [&](const Member& member, const Sighting& sighting) {
        if (!member.cell) return 1000;
        return geometry.distance(*member.cell, sighting.cell);
    };
    const auto settle = [&](std::vector<Match> matches) {
        std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.key() < b.key(); });
        for (const Match& match : matches) {
            if (member_of[match.sighting] || used[match.member]) continue;
            member_of[match.sighting] = match.member;
            used[match.member] = true;
        }
    };
    std::vector<Match> by_name;
    for (std::size_t s = 0; s < sightings.size(); ++s) {
        if (!sightings[s].name) continue;
        for (std::size_t m = 0; m < members_.size(); ++m) {
            const auto slips = likeness(members_[m], fold(*sightings[s].name));
            if (slips && (members_[m].team.empty() || members_[m].team == sightings[s].team))
                by_name.push_back({*slips, steps(members_[m], sightings[s]), s, m});
        }
    }
    settle(std::move(by_name));
    // Who cannot be named, or by nothing like a known name, is the one who was here, or the nearest of the team who is
    // missing: that a name was misread is likelier than that one went and another came.
    std::vector<Match> by_place;
    for (std::size_t s = 0; s < sightings.size(); ++s) {
        for (std::size_t m = 0; m < members_.size(); ++m) {
            const Member& member = members_[m];
            const int distance = steps(member, sightings[s]);
            if (member.team != sightings[s].team || member.is_dead || distance > farthest_step) continue;
            by_place.push_back({0, distance, s, m});
        }
    }
    settle(std::move(by_place));

    for (Member& member : members_) member.is_seen = false;
    std::vector<std::size_t> result;
    for (std::size_t s = 0; s < sightings.size(); ++s) {
        const Sighting& sighting = sightings[s];
        const std::size_t index = member_of[s] ? *member_of[s] : add();
        Member& member = members_[index];
        member.team = sighting.team;
        member.cell = sighting.cell;
        member.confidence = sighting.confidence;
        member.is_seen = true;
        if (sighting.hp_share) member.hp_share = sighting.hp_share;
        if (sighting.name) member.spellings[*sighting.name] += sighting.name_confidence + 0.01;
        result.push_back(index);
    }
    return result;
}

void Roster::forget_places() {
    for (Member& member : members_) member.cell.reset();
}

std::optional<std::size_t> Roster::find(const std::string& name) const {
    const std::string folded = fold(name);
    std::optional<std::size_t> best;
    std::tuple<bool, std::size_t, bool> best_key;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const auto slips = likeness(members_[m], folded);
        if (!slips) continue;
        const std::tuple key{members_[m].is_dead, *slips, !members_[m].is_seen};
        if (best && key >= best_key) continue;
        best = m;
        best_key = key;
    }
    return best;
}

std::size_t Roster::find_or_add(const std::string& name) {
    if (const auto known = find(name)) return *known;
    // If all others are named, it is the one whose name was never read.
    std::vector<std::size_t> nameless;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        if (members_[m].spellings.empty() && members_[m].is_seen && !members_[m].is_dead) nameless.push_back(m);
    }
    const std::size_t index = nameless.size() == 1 ? nameless.front() : add();
    members_[index].spellings[name] = 0.5;
    return index;
}

void Roster::call(std::size_t index, const std::string& name) {
    if (members_[index].spellings.empty() && !find(name)) members_[index].spellings[name] = 0.5;
}

}  // namespace tk::grid
