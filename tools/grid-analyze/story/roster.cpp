#include "grid-analyze/story/roster.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

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

/// Whether a name that suits a member was read of it now and then only: of somebody else, it may be, while it was
/// hidden.
bool is_rarely(const Member& member, const std::string& folded) {
    const std::string usual = fold(member.name().value_or(""));
    const std::size_t limit = std::min(slips_allowed(usual), slips_allowed(folded));
    return edit_distance(usual, folded, limit + 1) > limit;
}

/// Whether what was read of a name may be `name`, if nothing else speaks against it.
bool may_be_misread(const Member& member, const std::string& name) {
    const std::string folded = fold(name);
    const std::size_t limit = folded.size() / 3;
    return std::any_of(member.spellings.begin(), member.spellings.end(), [&](const auto& spelling) {
        return edit_distance(fold(spelling.first), folded, limit + 1) <= limit;
    });
}

constexpr int farthest_step = 12;  // cells between two frames

struct Match {
    std::size_t slips;
    bool is_dead;    ///< of those of one name the living come first, wherever a body lies
    bool is_rarely;  ///< after those who usually bear the name
    int steps;
    std::size_t sighting, member;
    auto key() const { return std::tie(slips, is_dead, is_rarely, steps, sighting, member); }
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
            const Member& member = members_[m];
            const std::string folded = fold(*sightings[s].name);
            const auto slips = likeness(member, folded);
            if (slips && (member.team.empty() || member.team == sightings[s].team))
                by_name.push_back(
                    {*slips, member.is_dead, is_rarely(member, folded), steps(member, sightings[s]), s, m});
        }
    }
    settle(std::move(by_name));
    same_.clear();
    for (std::size_t s = 0; s < sightings.size(); ++s) {
        if (!sightings[s].name || (member_of[s] && members_[*member_of[s]].cell)) continue;
        const auto before = nameless_before(sightings[s], sightings, geometry);
        if (!before || used[*before]) continue;
        if (member_of[s]) join(*member_of[s], *before);
        member_of[s] = before;
        used[*before] = true;
    }
    // Who cannot be named, or by nothing like a known name, is the one who was here, or the nearest of the team who is
    // missing: that a name was misread is likelier than that one went and another came.
    std::vector<Match> by_place;
    for (std::size_t s = 0; s < sightings.size(); ++s) {
        for (std::size_t m = 0; m < members_.size(); ++m) {
            const Member& member = members_[m];
            const int distance = steps(member, sightings[s]);
            if (member.team != sightings[s].team || member.is_dead || distance > farthest_step) continue;
            // Whose name was never read need not be the one who bears this name now.
            if (sightings[s].name && member.spellings.empty() && distance > 0) continue;
            by_place.push_back({0, false, false, distance, s, m});
        }
    }
    settle(std::move(by_place));
    return seat(sightings, member_of);
}

std::vector<std::size_t> Roster::seat(const std::vector<Sighting>& sightings,
                                      const std::vector<std::optional<std::size_t>>& member_of) {
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

std::optional<std::size_t> Roster::nameless_before(const Sighting& sighting, const std::vector<Sighting>& all,
                                                   const board::Geometry& geometry) const {
    const auto stands_on = [&](board::Cell cell) {
        return std::any_of(all.begin(), all.end(), [&](const Sighting& other) {
            return other.cell == cell && other.team == sighting.team && !other.name;
        });
    };
    const auto stood_on = [&](board::Cell cell) {
        return std::any_of(members_.begin(), members_.end(),
                           [&](const Member& member) { return member.is_seen && member.cell == cell; });
    };
    std::optional<std::size_t> found;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const Member& member = members_[m];
        if (!member.spellings.empty() || !member.is_seen || member.is_dead || member.team != sighting.team) continue;
        if (stands_on(*member.cell) || geometry.distance(*member.cell, sighting.cell) > farthest_step) continue;
        if (found) return std::nullopt;
        found = m;
    }
    // Somebody else without a name who went elsewhere may be the one as well.
    for (const Sighting& other : all) {
        if (!other.name && other.team == sighting.team && !stood_on(other.cell)) return std::nullopt;
    }
    return found;
}

std::vector<std::size_t> Roster::nameless() const {
    std::vector<std::size_t> found;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        if (members_[m].spellings.empty() && members_[m].is_seen && !members_[m].is_dead) found.push_back(m);
    }
    return found;
}

void Roster::forget_places() {
    for (Member& member : members_) {
        member.cell.reset();
        member.is_seen = false;
    }
}

std::optional<std::size_t> Roster::find(const std::string& name) const {
    const std::string folded = fold(name);
    std::optional<std::size_t> best;
    std::tuple<bool, std::size_t, bool, bool> best_key;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const auto slips = likeness(members_[m], folded);
        if (!slips) continue;
        const std::tuple key{members_[m].is_dead, *slips, is_rarely(members_[m], folded), !members_[m].is_seen};
        if (best && key >= best_key) continue;
        best = m;
        best_key = key;
    }
    return best;
}

std::size_t Roster::find_or_add(const std::string& name) {
    if (const auto known = find(name)) return *known;
    const std::size_t index = add();
    members_[index].spellings[name] = 0.5;
    members_[index].is_heard_of = true;
    return index;
}

void Roster::call(std::size_t index, const std::string& name) {
    Member& member = members_[index];
    const auto known = find(name);
    if (known == index || (known && members_[*known].cell)) return;
    if (!member.spellings.empty() && !may_be_misread(member, name)) return;
    if (known) join(*known, index);
    member.spellings[name] += 0.5;
}

void Roster::join(std::size_t heard_of, std::size_t seen) {
    same_[heard_of] = seen;
    for (const auto& [spelling, weight] : std::exchange(members_[heard_of].spellings, {}))
        members_[seen].spellings[spelling] += weight;
    members_[seen].is_heard_of = true;
    members_[heard_of].is_dead = true;
}

}  // namespace tk::grid
