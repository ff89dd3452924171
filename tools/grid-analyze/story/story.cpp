#include "grid-analyze/story/story.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "grid-analyze/story/infer.hpp"

namespace tk::grid {
namespace {

constexpr double surest = 0.99;

std::optional<int> less(std::optional<int> value, std::optional<int> cost) {
    if (!value || !cost) return std::nullopt;
    return *value - *cost;
}

}  // namespace

Story::Story(const Moment& before, const Moment& now, Roster& roster, const board::Geometry& geometry,
             const Prices& prices)
    : now_(now),
      roster_(roster),
      geometry_(geometry),
      prices_(prices),
      cells_(before.cells),
      unseen_(before.unseen),
      active_(before.active),
      turn_(before.hud.turn),
      hp_(before.hud.hp),
      ap_(before.hud.ap),
      mp_(before.hud.mp) {}

Action& Story::add(std::string kind, std::size_t actor, double confidence) {
    Action action;
    action.kind = std::move(kind);
    action.actor = actor;
    action.turn = turn_;
    if (active_ == actor) {
        action.hp = hp_;
        action.ap = ap_;
        action.mp = mp_;
    }
    action.confidence = std::min(confidence, surest);
    stood_.push_back(where(actor));
    return actions_.emplace_back(std::move(action));
}

std::optional<board::Cell> Story::where(std::size_t who) const {
    if (unseen_.count(who) != 0) return std::nullopt;
    const auto cell = cells_.find(who);
    return cell == cells_.end() ? std::nullopt : std::optional(cell->second);
}

Action* Story::last_cast() {
    return cast_ ? &actions_[*cast_] : nullptr;
}

void Story::move(const Step& step) {
    Action& action = add("move", step.who, step.confidence);
    action.from = step.from;
    action.to = step.to;
    action.path = step.path;
    action.cost = step.cost;
    if (step.to) {
        cells_[step.who] = *step.to;
        unseen_.erase(step.who);
    } else {
        cells_.erase(step.who);
    }
    if (active_ == step.who) mp_ = less(mp_, step.cost);
}

void Story::end_turn(std::size_t who, double confidence) {
    add("end_turn", who, confidence);
    ended_.insert(who);
    cast_.reset();
    active_.reset();  // what the next one had at the start is not known
    turn_ = now_.hud.turn;
}

void Story::tell(const Told& told, std::optional<int> price) {
    if (told.event == "spell_cast" && told.actor && told.spell) {
        cast(told, price);
    } else if (is_of_health(told) && told.target && told.amount) {
        hit(told);
    } else if (is_of_points(told.event) && told.target && told.amount) {
        change_points(told.event, roster_.find_or_add(*told.target), *told.amount, told.confidence * 0.95);
    } else if (told.event == "die" && (told.actor || told.target)) {
        die(roster_.find_or_add(told.actor ? *told.actor : *told.target), told.confidence);
    } else if (told.event == "end_turn" && told.actor) {
        end_turn(roster_.find_or_add(*told.actor), told.confidence);
    }
}

void Story::cast(const Told& told, std::optional<int> price) {
    const std::size_t actor = roster_.find_or_add(*told.actor);
    const std::optional<std::size_t> target =
        told.target ? std::optional(roster_.find_or_add(*told.target)) : std::nullopt;
    const auto known = prices_.find(fold(*told.spell));
    const bool is_seen = price.has_value();
    if (!price && known != prices_.end()) price = known->second;
    Action& action = add("spell_cast", actor, told.confidence * (is_seen ? 1 : 0.9));
    action.spell = told.spell;
    action.target = target;
    action.cost = price;
    if (target) action.cell = where(*target);
    if (active_ == actor) ap_ = less(ap_, price);
    cast_ = actions_.size() - 1;
}

void Story::hit(const Told& told) {
    const std::size_t target = roster_.find_or_add(*told.target);
    explained_.insert(target);
    const bool heals = told.event == "heal";
    Action* cast = last_cast();
    if (cast == nullptr) {
        Action& action = add(heals ? "gain_hp" : "lose_hp", target, told.confidence * 0.95);
        action.amount = told.amount;
        action.element = told.element;
    } else {
        auto same =
            std::find_if(cast->hits.begin(), cast->hits.end(), [&](const Hit& h) { return h.target == target; });
        if (same == cast->hits.end()) same = cast->hits.insert(same, Hit{target, 0, 0, false, where(target)});
        (heals ? same->heal : same->damage) += *told.amount;
        if (!cast->element) cast->element = told.element;
    }
    if (active_ == target && hp_) hp_ = *hp_ + (heals ? *told.amount : -*told.amount);
}

void Story::die(std::size_t who, double confidence) {
    if (roster_.member(who).is_dead) return;
    roster_.member(who).is_dead = true;
    explained_.insert(who);
    if (Action* cast = last_cast()) {
        for (Hit& hit : cast->hits) hit.killed |= hit.target == who;
    }
    Action& action = add("die", who, confidence);
    action.cell = where(who);
    action.hp = action.ap = action.mp = std::nullopt;
    cells_.erase(who);
}

void Story::change_hp(std::size_t who, double share_change, double confidence) {
    Action& action = add(share_change < 0 ? "lose_hp" : "gain_hp", who, confidence);
    action.share = share_change < 0 ? -share_change : share_change;
}

void Story::change_points(const std::string& kind, std::size_t who, int amount, double confidence) {
    add(kind, who, confidence).amount = amount;
    std::optional<int>& points = kind.ends_with("_ap") ? ap_ : mp_;
    if (active_ == who && points) points = *points + (kind.starts_with("gain_") ? amount : -amount);
}

void Story::appear(std::size_t who, board::Cell cell, double confidence) {
    add("appear", who, confidence).cell = cell;
    cells_[who] = cell;
}

std::vector<Action> Story::finish(const std::vector<board::Cell>& painted) {
    for (std::size_t i = 0; i < actions_.size(); ++i) {
        Action& action = actions_[i];
        if (action.kind != "spell_cast") continue;
        if (!action.cell && !action.target) {
            std::set<board::Cell> struck(painted.begin(), painted.end());
            bool is_whole = true;
            for (const Hit& hit : action.hits) {
                is_whole &= hit.cell.has_value();
                if (hit.cell) struck.insert(*hit.cell);
            }
            // A single one that was hit may stand anywhere in the zone, and one out of sight is on a cell of it that is
            // not known.
            if (is_whole && (!painted.empty() || struck.size() > 1)) {
                action.cell = middle_of(geometry_, std::vector<board::Cell>(struck.begin(), struck.end()));
                action.confidence *= 0.9;
            }
        }
        if (action.cell && stood_[i]) action.distance = geometry_.distance(*stood_[i], *action.cell);
    }
    return std::move(actions_);
}

bool is_of_points(const std::string& kind) {
    return kind == "lose_ap" || kind == "gain_ap" || kind == "lose_mp" || kind == "gain_mp";
}

std::string known_spelling(const std::set<std::string>& known, const std::string& spell) {
    const std::string folded = fold(spell);
    std::string best = spell;
    std::size_t least = slips_allowed(folded) + 1;
    for (const std::string& candidate : known) {
        const std::size_t distance = edit_distance(fold(candidate), folded, least);
        if (distance >= least) continue;
        least = distance;
        best = candidate;
    }
    return best;
}

}  // namespace tk::grid
