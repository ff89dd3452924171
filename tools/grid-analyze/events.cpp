#include "grid-analyze/events.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "grid-analyze/infer.hpp"

namespace tk::grid {
namespace {

constexpr double least_share_change = 0.05;   // of a bar: its ends are read to a pixel or two
constexpr std::size_t lag = 2;                // moments by which bars and points may trail the line of the log
constexpr std::size_t longest_blind_way = 8;  // steps believed where the points are not known
constexpr double out_of_sight = 0.6;          // confidence in a walk of which only its price is seen

std::vector<board::Cell> others(const std::map<std::size_t, board::Cell>& cells, std::size_t who) {
    std::vector<board::Cell> result;
    for (const auto& [member, cell] : cells) {
        if (member != who) result.push_back(cell);
    }
    return result;
}

}  // namespace

std::vector<Action> Chronicle::advance(const Moment& now, Roster& roster, const board::Board& board) {
    ++moments_;
    const std::vector<Line> lines = lines_of(now);
    if (!last_) {
        last_ = now;
        empty_ = now.empty;
        for (const auto& [who, cell] : now.cells) placed_.insert(who);
        knows_log_ = now.shows_text;
        for (const Line& line : lines) log_.push_back(line.text);
        return {};
    }
    // Whom the interface named before anybody of that name was known.
    if (!last_->active && last_->hud.name) last_->active = roster.find(*last_->hud.name);
    std::vector<Told> told;
    // A log without a known line is hidden or unreadable; the first one that is seen tells of the past.
    if (!lines.empty() || !now.chat.empty()) {
        const auto spent = last_->active == now.active ? points_gone(last_->hud.ap, now.hud.ap) : std::nullopt;
        if (!lines.empty()) told = new_lines(lines, spent);
        if (!knows_log_) told.clear();
        knows_log_ = true;
    }
    name_struck(told, now, roster);
    std::vector<Step> walked = steps(now, told, roster, board);
    Story story(*last_, now, roster, board.geometry(), prices_);

    if (const auto unseen = tell_points(now, roster, told, walked, story)) walked.push_back(*unseen);
    const auto is = [](const std::optional<std::size_t>& a, std::size_t b) { return a && *a == b; };
    for (const Step& step : walked) {
        if (is(last_->active, step.who)) story.move(step);
    }
    for (std::size_t i = 0; i < told.size(); ++i) {
        if (is_end_of_turn(told[i]) && told[i].actor && assumed_end_ == roster.find(*told[i].actor)) {
            assumed_end_.reset();  // told late
            continue;
        }
        const auto price = is_cast(told[i]) ? price_of(told, i, now, roster) : std::nullopt;
        if (price && told[i].spell) prices_[fold(*told[i].spell)] = *price;
        story.tell(told[i], price);
    }
    if (last_->active && now.active && *last_->active != *now.active) {
        const std::size_t before = *last_->active;
        const bool known =
            story.ended().count(before) != 0 || is(told_end_, before) || roster.members()[before].is_dead;
        if (!known) {
            story.end_turn(before, 0.75);
            assumed_end_ = before;
        }
        told_end_.reset();
    } else if (last_->active && story.ended().count(*last_->active) != 0) {
        told_end_ = last_->active;
    }
    for (const Step& step : walked) {
        if (!is(last_->active, step.who)) story.move(step);
    }
    tell_bars(now, roster, story);
    tell_newcomers(now, roster, walked, story);

    std::vector<board::Cell> painted;
    std::set_difference(now.target_cells.begin(), now.target_cells.end(), last_->target_cells.begin(),
                        last_->target_cells.end(), std::back_inserter(painted));
    std::vector<Action> actions = story.finish(painted);
    number(actions);
    remember(now, walked, story, roster);
    return actions;
}

void Chronicle::join(const std::map<std::size_t, std::size_t>& same) {
    for (const auto& [heard_of, seen] : same) {
        const auto rename = [heard = heard_of, is = seen](std::optional<std::size_t>& who) {
            if (who == heard) who = is;
        };
        rename(assumed_end_);
        rename(told_end_);
        if (last_) rename(last_->active);
        if (const auto explained = explained_.find(heard_of); explained != explained_.end())
            explained_[seen] = explained->second;
    }
}

void Chronicle::forget_places() {
    doubtful_cells_.clear();
    newcomers_.clear();
    placed_.clear();
    empty_.clear();
    left_.reset();
    if (!last_) return;
    last_->cells.clear();
    last_->unseen.clear();
    last_->target_cells.clear();
}

std::vector<Step> Chronicle::steps(const Moment& now, const std::vector<Told>& told, const Roster& roster,
                                   const board::Board& board) {
    const bool someone_cast = std::any_of(told.begin(), told.end(), is_cast);
    std::vector<Step> result;
    std::map<std::size_t, board::Cell> doubtful;
    for (const auto& [who, to] : now.cells) {
        const auto before = last_->cells.find(who);
        if (before == last_->cells.end() || before->second == to) continue;
        Step step{who, before->second, to, {}, std::nullopt, 0};
        const bool was_active = last_->active == who, is_active = now.active == who;
        const bool unknown_turn = !last_->active && !now.active;
        const auto doubt = doubtful_cells_.find(who);
        const bool is_doubted = doubt != doubtful_cells_.end() && doubt->second == to;
        const bool was_too_far = is_doubted && was_active;  // for the points that were known then
        const auto way = way_between(board, before->second, to, others(last_->cells, who));
        const double seen = roster.members()[who].confidence;
        const auto spent = was_active && is_active ? points_gone(last_->hud.mp, now.hud.mp) : std::nullopt;
        if (spent && *spent > 0 && way && static_cast<int>(way->size()) <= *spent) {
            step.cost = spent;
            step.confidence = static_cast<int>(way->size()) == *spent ? 0.98 * seen : 0.8 * seen;
        } else if (spent && *spent > 0 && board.geometry().distance(before->second, to) <= *spent) {
            step.cost = spent;  // over cells that are hidden, and look like obstacles
            step.confidence = 0.7 * seen;
        } else if (!spent && (was_active || is_active || unknown_turn) && way && !was_too_far) {
            const auto most =
                was_active && last_->hud.mp ? static_cast<std::size_t>(*last_->hud.mp) : longest_blind_way;
            if (way->size() <= most) {
                step.cost = static_cast<int>(way->size());
                step.confidence = 0.85 * seen;
            }
        } else if (someone_cast) {
            step.confidence = 0.6 * seen;  // pushed or swapped by a spell
        }
        if (step.confidence == 0 && is_doubted) step.confidence = 0.5;
        if (step.confidence == 0) {
            doubtful[who] = to;
            continue;
        }
        if (step.cost && way && static_cast<int>(way->size()) <= *step.cost) step.path = *way;
        result.push_back(std::move(step));
    }
    doubtful_cells_ = std::move(doubtful);
    if (auto half_seen = half_seen_step(now, told, roster, board)) result.push_back(std::move(*half_seen));
    return result;
}

/// Points of the active one that come or go within a turn although no cast, step or line of the log says why. MP that
/// are gone while they are out of sight were walked, on a way that is returned.
std::optional<Step> Chronicle::tell_points(const Moment& now, const Roster& roster, const std::vector<Told>& told,
                                           const std::vector<Step>& walked, Story& story) {
    const auto who = last_->active;
    const bool same_turn = who && who == now.active && now.hud.turn && last_->hud.turn == now.hud.turn &&
                           std::none_of(told.begin(), told.end(), is_end_of_turn);
    const auto is_theirs = [&](const std::optional<std::string>& whose) { return whose && roster.find(*whose) == who; };
    for (const Told& one : told) {
        if (is_cast(one) && is_theirs(one.actor)) cast_told_at_ = moments_;
        if (is_of_points(one.event) && is_theirs(one.target)) points_told_at_ = moments_;
    }
    const auto is_recent = [&](std::size_t moment) { return moment != 0 && moments_ - moment < lag; };
    const bool points_are_told = !same_turn || is_recent(points_told_at_);
    const bool is_told = points_are_told || is_recent(cast_told_at_);
    const auto walks = [&](const Step& step) { return step.who == who; };
    const bool walked_or_may =
        who && (left_ || doubtful_cells_.count(*who) != 0 || std::any_of(walked.begin(), walked.end(), walks));
    const bool reads_log = !knows_log_ || !now.chat.empty();
    const bool is_seen = who && now.cells.count(*who) != 0;
    const bool was_seen = who && last_->cells.count(*who) != 0 && last_->unseen.count(*who) == 0;
    using Cause = Points::Cause;
    const int ap = ap_.advance(last_->hud.ap, now.hud.ap,
                               is_told     ? Cause::told
                               : reads_log ? Cause::none
                                           : Cause::unseen);
    // Of somebody who was never seen the way will not be seen either. A cast may take MP, but a walk is likelier then.
    const bool is_hidden = who && !is_seen && last_->cells.count(*who) == 0;
    const bool comes_back = is_seen && !was_seen;
    const bool mp_are_told =
        walked_or_may || comes_back || (is_hidden ? points_are_told || !others_stay(now, *who, true) : is_told);
    const int mp = mp_.advance(last_->hud.mp, now.hud.mp,
                               mp_are_told                           ? Cause::told
                               : is_seen || (is_hidden && reads_log) ? Cause::none
                                                                     : Cause::unseen);
    if (ap != 0) story.change_points(ap < 0 ? "lose_ap" : "gain_ap", *who, std::abs(ap), 0.6);
    if (mp < 0 && !is_seen) return Step{*who, {}, {}, {}, -mp, out_of_sight};
    if (mp != 0) story.change_points(mp < 0 ? "lose_mp" : "gain_mp", *who, std::abs(mp), 0.6);
    return std::nullopt;
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
        if (before == last_->hp_shares.end() || roster.members()[who].is_dead) continue;
        const double change = share - before->second;
        const auto explained = explained_.find(who);
        const bool is_explained = explained != explained_.end() && moments_ - explained->second < lag;
        if (std::abs(change) < least_share_change || is_explained) continue;
        const auto doubt = doubtful_shares_.find(who);
        if (doubt == doubtful_shares_.end() || std::abs(doubt->second - share) > 0.03) {
            doubtful[who] = share;
        } else {
            story.change_hp(who, change, 0.6);
        }
    }
    doubtful_shares_ = std::move(doubtful);
}

void Chronicle::number(std::vector<Action>& actions) {
    std::optional<std::string> before = last_cast_, cast;
    for (Action& action : actions) {
        action.id = "a" + std::to_string(++actions_);
        if (action.kind == "spell_cast") cast = action.id;
        if (action.kind == "lose_hp" || action.kind == "gain_hp") action.cause = before;
        if (is_of_points(action.kind)) action.cause = cast ? cast : before;
        if (action.kind == "end_turn") before = cast = std::nullopt;  // what comes after belongs to another turn
    }
    last_cast_ = cast;
}

void Chronicle::remember(const Moment& now, const std::vector<Step>& walked, const Story& story, const Roster& roster) {
    if (now.shows_board) {
        for (const auto& [who, cell] : now.cells) {
            if (doubtful_cells_.count(who) == 0 && newcomers_.count(who) == 0) last_->cells[who] = cell;
        }
        for (const auto& [who, share] : now.hp_shares) {
            if (doubtful_shares_.count(who) == 0) last_->hp_shares[who] = share;
        }
        empty_.insert(now.empty.begin(), now.empty.end());
        for (const auto& [who, cell] : now.cells) empty_.erase(cell);
        last_->target_cells = now.target_cells;
        last_->unseen.clear();
        for (const auto& [who, cell] : last_->cells) {
            if (now.cells.count(who) == 0) last_->unseen.insert(who);
        }
    }
    for (const Step& step : walked) {
        if (step.to) {
            last_->cells[step.who] = *step.to;
        } else {
            last_->cells.erase(step.who);
            last_->unseen.erase(step.who);
        }
    }
    for (const auto& [who, cell] : last_->cells) placed_.insert(who);
    for (std::size_t who = 0; who < roster.members().size(); ++who) {
        if (!roster.members()[who].is_dead) continue;
        last_->cells.erase(who);
        last_->hp_shares.erase(who);
    }
    if (now.shows_text) {
        last_->shows_text = true;
        const auto mp = left_ ? last_->hud.mp : mp_.held(now.hud.mp);
        last_->hud = now.hud;
        last_->hud.ap = ap_.held(now.hud.ap);
        last_->hud.mp = mp;
    }
    if (now.active) {
        if (last_->active != now.active) assumed_end_ = assumed_end_ == now.active ? std::nullopt : assumed_end_;
        last_->active = now.active;
    } else if (!story.ended().empty()) {
        last_->active.reset();
    }
}

}  // namespace tk::grid
