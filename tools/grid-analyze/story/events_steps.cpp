#include <algorithm>
#include <utility>

#include "grid-analyze/story/events.hpp"
#include "grid-analyze/story/infer.hpp"

/// What a chronicle makes of where everyone stands, of those too who come into sight and go out of it.
namespace tk::grid {
namespace {

constexpr std::size_t longest_blind_way = 8;  // steps believed where the points are not known

std::vector<board::Cell> others(const std::map<std::size_t, board::Cell>& cells, std::size_t who) {
    std::vector<board::Cell> result;
    for (const auto& [member, cell] : cells) {
        if (member != who) result.push_back(cell);
    }
    return result;
}

}  // namespace

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
        const auto spent =
            was_active && is_same_turn(now, told, roster) ? points_gone(last_->hud.mp, now.hud.mp) : std::nullopt;
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

/// Whether nobody but `who` came, walked or, where `all` are asked for, went. If somebody did they may be `who`, under
/// another name or none.
bool Chronicle::others_stay(const Moment& now, std::size_t who, bool all) const {
    const auto stayed = [&](const auto& one) {
        const auto before = last_->cells.find(one.first);
        return one.first == who || (before != last_->cells.end() && before->second == one.second);
    };
    const auto is_there = [&](const auto& one) {
        return one.first == who || now.cells.count(one.first) != 0 || last_->unseen.count(one.first) != 0;
    };
    return std::all_of(now.cells.begin(), now.cells.end(), stayed) &&
           (!all || std::all_of(last_->cells.begin(), last_->cells.end(), is_there));
}

/// A step of the active one that begins or ends out of sight: its price is paid, and one of its ends is a cell that is
/// empty at the other end of it. Whoever left may only have been overlooked, so that is told a moment later.
std::optional<Step> Chronicle::half_seen_step(const Moment& now, const std::vector<Told>& told, const Roster& roster,
                                              const board::Board& board) {
    if (auto late = step_of_left(now, roster, board)) return late;
    if (!now.active || !now.shows_board || !is_same_turn(now, told, roster)) return std::nullopt;
    const std::size_t who = *now.active;
    const auto takes_points = [&](const Told& one) {
        return is_of_points(one.event) && one.target && roster.find(*one.target) == who;
    };
    const auto spent = points_gone(last_->hud.mp, now.hud.mp);
    if (spent.value_or(0) == 0 || std::any_of(told.begin(), told.end(), takes_points)) return std::nullopt;
    const double seen = roster.members()[who].confidence;
    const auto before = last_->cells.find(who);
    const auto after = now.cells.find(who);
    const bool is_seen = after != now.cells.end(), was_placed = before != last_->cells.end();
    if (is_seen && !was_placed && empty_.count(after->second) != 0)
        return Step{who, std::nullopt, after->second, {}, spent, 0.8 * seen};
    const bool left = !is_seen && was_placed && last_->unseen.count(who) == 0;
    if (left && now.empty.count(before->second) != 0 && others_stay(now, who, false)) {
        left_ = Step{who, before->second, std::nullopt, {}, spent, 0.7 * seen};
        last_->cells.erase(before);
    }
    return std::nullopt;
}

/// What became of the one who left their cell in the last moment.
std::optional<Step> Chronicle::step_of_left(const Moment& now, const Roster& roster, const board::Board& board) {
    if (!left_ || !now.shows_board) return std::nullopt;
    auto step = std::exchange(left_, std::nullopt);
    // The first number may have been misread.
    if (last_->active == now.active && now.hud.mp) step->cost = points_gone(last_->hud.mp, now.hud.mp).value_or(0);
    const bool is_paid = *step->cost > 0;
    const auto after = now.cells.find(step->who);
    const bool is_seen = after != now.cells.end();
    if (!is_seen && is_paid) return step;
    last_->cells[step->who] = *step->from;
    if (!is_seen || after->second == step->from) return std::nullopt;
    step->to = after->second;
    const auto way = way_between(board, *step->from, *step->to, {});
    if (way && static_cast<int>(way->size()) <= *step->cost) step->path = *way;
    step->confidence = (is_paid ? 0.8 : 0.5) * roster.members()[step->who].confidence;
    if (!is_paid) step->cost.reset();
    return step;
}

/// Whoever is seen for the first time where the cell was seen empty has appeared, or come there if they were known of
/// before; anywhere else they may have stood all the time.
void Chronicle::tell_newcomers(const Moment& now, const Roster& roster, std::vector<Step>& walked, Story& story) {
    std::map<std::size_t, Newcomer> unsure;
    for (const auto& [newcomer, cell] : now.cells) {
        const std::size_t who = newcomer;
        const auto is_walker = [&](const Step& step) { return step.who == who; };
        if (last_->cells.count(who) != 0 || last_->cells.empty() || roster.members()[who].is_dead ||
            std::any_of(walked.begin(), walked.end(), is_walker))
            continue;
        const auto before = newcomers_.find(who);
        if (before == newcomers_.end()) {
            unsure[who] = {empty_.count(cell) != 0};
            continue;
        }
        const auto may_be = [&](const Member& member) {
            const auto index = static_cast<std::size_t>(&member - roster.members().data());
            return !member.is_dead && now.cells.count(index) == 0 &&
                   (member.team.empty() || member.team == roster.members()[who].team);
        };
        const bool is_nameless = roster.members()[who].spellings.empty();
        const bool may_be_known = is_nameless && std::any_of(roster.members().begin(), roster.members().end(), may_be);
        if (!before->second.has_come || may_be_known) continue;
        if (placed_.count(who) != 0 || roster.members()[who].is_heard_of) {
            walked.push_back({who, std::nullopt, cell, {}, std::nullopt, 0.5});
            story.move(walked.back());
        } else {
            story.appear(who, cell, 0.85);
        }
    }
    newcomers_ = std::move(unsure);
}

}  // namespace tk::grid
