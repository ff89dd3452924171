#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "grid-analyze/story/events.hpp"

/// What a chronicle makes of the points and the health that everyone has left.
namespace tk::grid {
namespace {

constexpr double least_share_change = 0.05;  // of a bar: its ends are read to a pixel or two
constexpr double same_share = 0.03;          // of a bar that two frames show alike
constexpr double out_of_sight = 0.6;         // confidence in a walk of which only its price is seen

}  // namespace

/// Points of the active one that come or go within a turn although no cast, step or line of the log says why. MP that
/// are gone while they are out of sight were walked, on a way that is returned.
std::optional<Step> Chronicle::tell_points(const Moment& now, const Roster& roster, const std::vector<Told>& told,
                                           const std::vector<Step>& walked, Story& story) {
    const auto who = last_->active;
    const bool same_turn = who && now.hud.turn && last_->hud.turn && is_same_turn(now, told, roster) &&
                           std::none_of(told.begin(), told.end(), is_end_of_turn);
    const auto is_theirs = [&](const std::optional<std::string>& whose) {
        return who && whose && roster.find(*whose) == who;
    };
    for (const Told& one : told) {
        if (is_cast(one) && is_theirs(one.actor)) cast_told_at_ = moments_;
        if (is_of_points(one.event) && is_theirs(one.target)) points_told_at_ = moments_;
    }
    const auto is_recent = [&](std::size_t moment) { return moment != 0 && moments_ - moment < lag; };
    const bool points_are_told = !same_turn || is_recent(points_told_at_);
    const bool is_told = points_are_told || is_recent(cast_told_at_);
    const auto walks = [&](const Step& step) { return step.who == who; };
    const bool has_walked = who && std::any_of(walked.begin(), walked.end(), walks);
    const bool is_seen = who && now.cells.count(*who) != 0;
    const bool was_seen = who && last_->cells.count(*who) != 0 && last_->unseen.count(*who) == 0;
    using Cause = Points::Cause;
    const int ap = ap_.advance(last_->hud.ap, now.hud.ap,
                               is_told          ? Cause::told
                               : reads_log(now) ? Cause::none
                                                : Cause::unseen);
    // Of somebody who was never seen the way will not be seen either. A cast may take MP, but a walk is likelier then.
    const bool is_hidden = who && !is_seen && last_->cells.count(*who) == 0;
    const bool comes_back = is_seen && !was_seen;
    const bool mp_are_told =
        has_walked || comes_back || (is_hidden ? points_are_told || !others_stay(now, *who, true) : is_told);
    const int mp = mp_.advance(last_->hud.mp, now.hud.mp,
                               mp_are_told                                ? Cause::told
                               : is_seen || (is_hidden && reads_log(now)) ? Cause::none
                                                                          : Cause::unseen);
    if (ap != 0) story.change_points(ap < 0 ? "lose_ap" : "gain_ap", *who, std::abs(ap), 0.6);
    if (mp < 0 && !is_seen) return Step{*who, {}, {}, {}, -mp, out_of_sight};
    if (mp != 0) story.change_points(mp < 0 ? "lose_mp" : "gain_mp", *who, std::abs(mp), 0.6);
    return std::nullopt;
}

std::optional<int> Chronicle::price_of(const std::vector<Told>& told, std::size_t line, const Moment& now,
                                       const Roster& roster) const {
    if (!told[line].actor || !told[line].spell) return std::nullopt;
    const auto actor = roster.find(*told[line].actor);
    if (!actor || last_->active != actor || !is_same_turn(now, told, roster) || ap_.is_contradicted())
        return std::nullopt;
    auto left = points_gone(last_->hud.ap, now.hud.ap);
    if (!left || *left == 0) return std::nullopt;
    for (const Told& other : told) {
        if (other.event == "lose_ap" && other.target && roster.find(*other.target) == actor)
            *left -= other.amount.value_or(0);
        if (other.event == "gain_ap" && other.target && roster.find(*other.target) == actor)
            *left += other.amount.value_or(0);
    }
    // Of several casts all but one price must be known.
    int same = 0;
    for (const Told& other : told) {
        if (!is_cast(other) || !other.spell || !other.actor || roster.find(*other.actor) != actor) continue;
        if (fold(*other.spell) == fold(*told[line].spell)) {
            ++same;
            continue;
        }
        const auto known = prices_.find(fold(*other.spell));
        if (known == prices_.end()) return std::nullopt;
        *left -= known->second;
    }
    if (*left <= 0 || *left % same != 0) return std::nullopt;
    return *left / same;
}

void Chronicle::tell_bars(const Moment& now, const Roster& roster, Story& story) {
    std::map<std::size_t, double> doubtful;
    for (const std::size_t who : story.explained()) {
        explained_[who] = moments_;
        if (now.hp_shares.count(who) == 0) last_->hp_shares.erase(who);  // hidden: what it was says nothing any more
    }
    // Somebody whom the log spoke of and whom nobody in sight is known to be may be any of those without a name.
    const auto is_explained_at_all = [&](const auto& one) {
        return moments_ - one.second < lag && now.cells.count(one.first) == 0 && last_->cells.count(one.first) == 0;
    };
    const bool speaks_of_unseen = std::any_of(explained_.begin(), explained_.end(), is_explained_at_all);
    const auto may_be_hit = [&](const auto& one) {
        return roster.members()[one.first].spellings.empty() && now.hp_shares.count(one.first) == 0;
    };
    if (speaks_of_unseen) std::erase_if(last_->hp_shares, may_be_hit);
    for (const auto& [who, share] : now.hp_shares) {
        if (speaks_of_unseen && roster.members()[who].spellings.empty()) continue;
        const auto before = last_->hp_shares.find(who);
        if (before == last_->hp_shares.end()) continue;
        const double change = share - before->second;
        const auto explained = explained_.find(who);
        const bool is_explained = explained != explained_.end() && moments_ - explained->second < lag;
        if (std::abs(change) < least_share_change || is_explained) continue;
        const auto doubt = doubtful_shares_.find(who);
        if (doubt == doubtful_shares_.end() || std::abs(doubt->second - share) > same_share || !reads_log(now)) {
            doubtful[who] = share;
        } else {
            story.change_hp(who, change, 0.6);
        }
    }
    doubtful_shares_ = std::move(doubtful);
}

}  // namespace tk::grid
