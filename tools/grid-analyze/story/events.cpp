#include "grid-analyze/story/events.hpp"

#include <algorithm>
#include <iterator>

#include "core/text.hpp"

namespace tk::grid {
namespace {

constexpr double unseen_end = 0.75;  // confidence in the end of a turn that no line tells

}  // namespace

std::vector<Action> Chronicle::advance(const Moment& now, Roster& roster, const board::Board& board,
                                       std::vector<Action> seen) {
    ++moments_;
    if (!last_) {
        begin(now);
        number(seen);
        return seen;
    }
    // Whom the interface named before anybody of that name was known.
    if (!last_->active && last_->hud.name) last_->active = roster.find(*last_->hud.name);
    const std::vector<Told> told = hear(now, roster);
    name_struck(told, now, roster);
    std::vector<Step> walked = steps(now, told, roster, board);
    Story story(*last_, now, roster, board.geometry(), prices_);

    if (const auto unseen = tell_points(now, roster, told, walked, story)) walked.push_back(*unseen);
    // Whoever acts walks before the lines of the log, and the next one after them: which came first is not seen.
    for (const Step& step : walked) {
        if (last_->active == step.who) story.move(step);
    }
    tell_lines(told, now, roster, story);
    tell_end_of_turn(now, roster, story);
    for (const Step& step : walked) {
        if (last_->active != step.who) story.move(step);
    }
    tell_bars(now, roster, story);
    tell_newcomers(now, roster, walked, story);

    std::vector<board::Cell> painted;
    std::set_difference(now.target_cells.begin(), now.target_cells.end(), last_->target_cells.begin(),
                        last_->target_cells.end(), std::back_inserter(painted));
    std::vector<Action> actions = story.finish(painted);
    actions.insert(actions.begin(), std::make_move_iterator(seen.begin()), std::make_move_iterator(seen.end()));
    number(actions);
    remember(now, walked, story, roster, actions.empty());
    return actions;
}

void Chronicle::begin(const Moment& now) {
    last_ = now;
    empty_ = now.empty;
    for (const auto& [who, cell] : now.cells) placed_.insert(who);
    for (const Line& line : lines_of(now)) log_.push_back(line.text);
    // A log without lines is that of a fight that has just begun, or hidden.
    const bool is_first_turn = now.hud.turn.value_or(1) <= 1;
    knows_log_ = now.shows_text && (is_first_turn || !now.chat.empty());
}

bool Chronicle::is_same_turn(const Moment& now, const std::vector<Told>& told, const Roster& roster) const {
    const auto ends_other = [&](const Told& one) {
        if (!is_end_of_turn(one) || !one.actor) return false;
        const auto who = roster.find(*one.actor);
        return who != last_->active && (!who || assumed_ends_.count(*who) == 0);
    };
    const bool is_other_round = last_->hud.turn && now.hud.turn && last_->hud.turn != now.hud.turn;
    return last_->active == now.active && !is_other_round && std::none_of(told.begin(), told.end(), ends_other);
}

void Chronicle::tell_lines(const std::vector<Told>& told, const Moment& now, const Roster& roster, Story& story) {
    std::set<std::size_t> late;
    for (std::size_t i = 0; i < told.size(); ++i) {
        if (is_end_of_turn(told[i]) && told[i].actor) {
            const auto who = roster.find(*told[i].actor);
            if (who && assumed_ends_.count(*who) != 0 && late.insert(*who).second) continue;
        }
        const auto price = is_cast(told[i]) ? price_of(told, i, now, roster) : std::nullopt;
        if (price && told[i].spell) prices_[fold(*told[i].spell)] = *price;
        story.tell(told[i], price);
    }
    for (const std::size_t who : late) assumed_ends_.erase(who);
}

void Chronicle::tell_end_of_turn(const Moment& now, const Roster& roster, Story& story) {
    if (!last_->active) return;
    const std::size_t before = *last_->active;
    const bool is_told = story.ended().count(before) != 0;
    if (now.active && *now.active != before) {
        if (!is_told && told_end_ != before && !roster.members()[before].is_dead) {
            story.end_turn(before, unseen_end);
            assumed_ends_.insert(before);
        }
        told_end_.reset();
    } else if (is_told) {
        told_end_ = before;
    }
}

void Chronicle::join(const std::map<std::size_t, std::size_t>& same) {
    for (const auto& [heard_of, seen] : same) {
        if (told_end_ == heard_of) told_end_ = seen;
        if (last_ && last_->active == heard_of) last_->active = seen;
        if (assumed_ends_.erase(heard_of) != 0) assumed_ends_.insert(seen);
        if (const auto explained = explained_.extract(heard_of))
            explained_[seen] = std::max(explained_[seen], explained.mapped());
    }
}

void Chronicle::forget_places() {
    doubtful_cells_.clear();
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

void Chronicle::remember(const Moment& now, const std::vector<Step>& walked, const Story& story, const Roster& roster,
                         bool is_quiet) {
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
    const auto acted = last_->active;
    if (now.active) {
        last_->active = now.active;
    } else if (!story.ended().empty()) {
        last_->active.reset();
        told_end_.reset();
    }
    const bool is_next = now.active && now.active != acted;
    if (is_next) assumed_ends_.erase(*now.active);
    if (now.shows_text) {
        last_->shows_text = true;
        if (now.active || !last_->active) {
            const auto mp = left_ ? last_->hud.mp : mp_.held(now.hud.mp);
            last_->hud = now.hud;
            last_->hud.ap = ap_.held(now.hud.ap);
            last_->hud.mp = mp;
        } else if (!is_quiet) {
            // The interface names nobody who is known: what it shows need not be what the active one has left.
            last_->hud.hp = last_->hud.ap = last_->hud.mp = std::nullopt;
        }
    } else if (is_next) {
        last_->hud = {};  // is of the one before
    }
}

}  // namespace tk::grid
