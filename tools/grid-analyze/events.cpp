#include "grid-analyze/events.hpp"

#include <algorithm>
#include <iterator>

#include "core/text.hpp"

namespace tk::grid {
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
