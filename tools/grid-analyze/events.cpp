#include "grid-analyze/events.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "grid-analyze/infer.hpp"

namespace tk::grid {
namespace {

constexpr double least_share_change = 0.05;   // of a bar: its ends are read to a pixel or two
constexpr std::size_t lag = 2;                // moments by which a bar may trail the line that explains it
constexpr std::size_t longest_blind_way = 8;  // steps believed where the points are not known

bool casts(const Told& told) {
    return told.event == "spell_cast";
}

std::optional<int> drop(std::optional<int> before, std::optional<int> now) {
    if (!before || !now || *now > *before) return std::nullopt;
    return *before - *now;
}

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
        knows_log_ = now.shows_text;
        for (const Line& line : lines) log_.push_back(line.text);
        return {};
    }
    std::vector<Told> told;
    // A log without a known line is hidden or unreadable; the first one that is seen tells of the past.
    if (!lines.empty() || !now.chat.empty()) {
        const auto spent = last_->active == now.active ? drop(last_->hud.ap, now.hud.ap) : std::nullopt;
        if (!lines.empty()) told = new_lines(lines, spent);
        if (!knows_log_) told.clear();
        knows_log_ = true;
    }
    const bool someone_cast = std::any_of(told.begin(), told.end(), casts);
    const std::vector<Step> walked = steps(now, roster, board, someone_cast);
    Story story(*last_, now, roster, board.geometry(), prices_);

    const auto is = [](const std::optional<std::size_t>& a, std::size_t b) { return a && *a == b; };
    for (const Step& step : walked) {
        if (is(last_->active, step.who)) story.move(step);
    }
    for (std::size_t i = 0; i < told.size(); ++i) {
        if (told[i].event == "end_turn" && told[i].actor && assumed_end_ == roster.find(*told[i].actor)) {
            assumed_end_.reset();  // told late
            continue;
        }
        const auto price = casts(told[i]) ? price_of(told, i, now, roster) : std::nullopt;
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
    tell_newcomers(now, story);

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
    if (!last_) return;
    last_->cells.clear();
    last_->unseen.clear();
    last_->target_cells.clear();
}

std::vector<Chronicle::Line> Chronicle::lines_of(const Moment& now) const {
    std::vector<Line> lines;
    for (const ChatLine& line : now.chat) {
        if (auto told = chat_.read(line)) lines.push_back({line, std::move(*told)});
    }
    return lines;
}

std::vector<Told> Chronicle::new_lines(const std::vector<Line>& now, std::optional<int> spent) {
    std::vector<ChatLine> texts;
    for (const Line& line : now) texts.push_back(line.text);
    const auto from = [&](std::size_t first) {
        std::vector<Told> told;
        for (std::size_t i = first; i < now.size(); ++i) told.push_back(now[i].told);
        return told;
    };
    const NewLines lines = compare_logs(log_, texts);
    std::vector<Told> result = from(lines.first);
    // The same lines again: points that were spent tell that they are new.
    for (std::size_t i = 0; i < lines.others.size() && spent.value_or(0) > 0; ++i) {
        if (std::any_of(result.begin(), result.end(), casts)) break;
        auto other = from(lines.others[i]);
        if (std::any_of(other.begin(), other.end(), casts)) result = std::move(other);
    }
    for (Told& told : result) {
        if (!lines.is_continuous) told.confidence *= 0.6;
        if (!told.spell) continue;
        told.spell = known_spelling(spells_, *told.spell);
        spells_.insert(*told.spell);
    }
    log_ = std::move(texts);
    return result;
}

std::vector<Step> Chronicle::steps(const Moment& now, const Roster& roster, const board::Board& board,
                                   bool someone_cast) {
    std::vector<Step> result;
    std::map<std::size_t, board::Cell> doubtful;
    for (const auto& [who, to] : now.cells) {
        const auto before = last_->cells.find(who);
        if (before == last_->cells.end() || before->second == to) continue;
        Step step{who, before->second, to, {}, std::nullopt, 0};
        const bool was_active = last_->active == who, is_active = now.active == who;
        const bool unknown_turn = !last_->active && !now.active;
        const auto way = way_between(board, step.from, to, others(last_->cells, who));
        const double seen = roster.members()[who].confidence;
        const auto spent = was_active && is_active ? drop(last_->hud.mp, now.hud.mp) : std::nullopt;
        if (spent && *spent > 0 && way && static_cast<int>(way->size()) <= *spent) {
            step.cost = spent;
            step.confidence = static_cast<int>(way->size()) == *spent ? 0.98 * seen : 0.8 * seen;
        } else if (!spent && (was_active || is_active || unknown_turn) && way) {
            const auto most =
                was_active && last_->hud.mp ? static_cast<std::size_t>(*last_->hud.mp) : longest_blind_way;
            if (way->size() <= most) {
                step.cost = static_cast<int>(way->size());
                step.confidence = 0.85 * seen;
            }
        } else if (someone_cast) {
            step.confidence = 0.6 * seen;  // pushed or swapped by a spell
        }
        const auto doubt = doubtful_cells_.find(who);
        if (step.confidence == 0 && doubt != doubtful_cells_.end() && doubt->second == to) step.confidence = 0.5;
        if (step.confidence == 0) {
            doubtful[who] = to;
            continue;
        }
        if (step.cost && way) step.path = *way;
        result.push_back(std::move(step));
    }
    doubtful_cells_ = std::move(doubtful);
    return result;
}

std::optional<int> Chronicle::price_of(const std::vector<Told>& told, std::size_t line, const Moment& now,
                                       const Roster& roster) const {
    if (!told[line].actor || !told[line].spell) return std::nullopt;
    const auto actor = roster.find(*told[line].actor);
    if (!actor || last_->active != actor || now.active != actor) return std::nullopt;
    auto left = drop(last_->hud.ap, now.hud.ap);
    if (!left || *left == 0) return std::nullopt;
    // Of several casts all but one price must be known.
    int same = 0;
    for (const Told& other : told) {
        if (!casts(other) || !other.spell) continue;
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

void Chronicle::tell_newcomers(const Moment& now, Story& story) {
    std::map<std::size_t, board::Cell> unsure;
    for (const auto& [who, cell] : now.cells) {
        if (last_->cells.count(who) != 0 || last_->cells.empty()) continue;
        const auto before = newcomers_.find(who);
        if (before != newcomers_.end()) {
            story.appear(who, cell, 0.85);
        } else {
            unsure[who] = cell;
        }
    }
    newcomers_ = std::move(unsure);
}

void Chronicle::number(std::vector<Action>& actions) {
    std::optional<std::string> cast;
    for (Action& action : actions) {
        action.id = "a" + std::to_string(++actions_);
        if (action.kind == "spell_cast") cast = action.id;
        if (action.kind == "lose_hp" || action.kind == "gain_hp") action.cause = last_cast_;
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
        last_->target_cells = now.target_cells;
        last_->unseen.clear();
        for (const auto& [who, cell] : last_->cells) {
            if (now.cells.count(who) == 0) last_->unseen.insert(who);
        }
    }
    for (const Step& step : walked) last_->cells[step.who] = step.to;
    for (std::size_t who = 0; who < roster.members().size(); ++who) {
        if (!roster.members()[who].is_dead) continue;
        last_->cells.erase(who);
        last_->hp_shares.erase(who);
    }
    if (now.shows_text) {
        last_->shows_text = true;
        last_->hud = now.hud;
    }
    if (now.active) {
        if (last_->active != now.active) assumed_end_ = assumed_end_ == now.active ? std::nullopt : assumed_end_;
        last_->active = now.active;
    } else if (!story.ended().empty()) {
        last_->active.reset();
    }
}

}  // namespace tk::grid
