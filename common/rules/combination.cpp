#include "rules/combination.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tk::rules {
namespace {

constexpr double tiny = 1e-9;  // of hit points: differences of the order of summing are none

/// Running sums of what the casts chosen so far do.
struct Sums {
    explicit Sums(std::size_t count) : damage(count), heal(count), least(count) {}

    void add(const CastOption& option, int sign) {
        for (const Blow& blow : option.blows) {
            damage[blow.whom] += sign * blow.damage;
            heal[blow.whom] += sign * blow.heal;
            least[blow.whom] += sign * static_cast<long long>(blow.least_damage);
        }
    }

    std::vector<double> damage, heal;
    std::vector<long long> least;
};

Outcome weigh(std::span<const Whom> whom, const Sums& sums) {
    Outcome outcome;
    for (std::size_t i = 0; i < whom.size(); ++i) {
        if (whom[i].enemy) {
            outcome.damage += sums.damage[i];
            outcome.worth += whom[i].hp ? std::min<double>(sums.damage[i], *whom[i].hp) : sums.damage[i];
            outcome.worth -= sums.heal[i];
            if (whom[i].hp && sums.least[i] >= *whom[i].hp) ++outcome.kills;
        } else {
            const double heal = whom[i].missing ? std::min<double>(sums.heal[i], *whom[i].missing) : sums.heal[i];
            outcome.heal += heal;
            outcome.harm += sums.damage[i];
            outcome.worth += heal - sums.damage[i];
        }
    }
    return outcome;
}

bool better(const Outcome& a, const Outcome& b) {
    return a.kills != b.kills ? a.kills > b.kills : a.worth > b.worth + tiny;
}

/// Is `a` at least as good as `b` whatever else is cast, and castable whenever `b` is?
bool dominates(std::span<const Whom> whom, const SpellBudget& spell, const CastOption& a, const CastOption& b) {
    if (!spell.on_each.empty() && a.aimed_at && a.aimed_at != b.aimed_at) return false;
    Sums difference(whom.size());
    difference.add(a, 1);
    difference.add(b, -1);
    for (std::size_t i = 0; i < whom.size(); ++i) {
        const int side = whom[i].enemy ? 1 : -1;
        if (side * difference.damage[i] < 0 || side * difference.heal[i] > 0) return false;
        if (whom[i].enemy && difference.least[i] < 0) return false;
    }
    return true;
}

class Search {
public:
    Search(std::span<const Whom> whom, std::span<const SpellBudget> spells, std::span<const CastOption> options, int ap,
           long most_nodes)
        : whom_(whom), spells_(spells), options_(options), most_nodes_(most_nodes), ap_(ap), sums_(whom.size()) {
        for (std::size_t s = 0; s < spells.size(); ++s) {
            casts_left_.push_back(most_casts(s));
            on_each_.push_back(spells[s].on_each);
        }
        choose_order();
        make_bounds();
    }

    Combination run() {
        visit(0, ap_);
        std::vector<std::size_t> casts = best_;
        drop_needless(casts);
        std::sort(casts.begin(), casts.end());
        Combination combination{casts, outcome_of(whom_, options_, casts), 0, nodes_ <= most_nodes_};
        for (const std::size_t cast : casts) combination.ap += spells_[options_[cast].spell].ap_cost;
        return combination;
    }

private:
    int most_casts(std::size_t spell) const {
        const int cost = spells_[spell].ap_cost;
        const int affordable = cost > 0 ? ap_ / cost : 1;
        const int allowed = spells_[spell].casts.value_or(affordable);
        return std::max(0, cost > 0 ? std::min(allowed, affordable) : allowed);
    }

    /// What one cast adds to the worth at most, and the share of kills that it comes to at most.
    double gain_of(const CastOption& option) const {
        Sums sums(whom_.size());
        sums.add(option, 1);
        return weigh(whom_, sums).worth;
    }
    double progress_of(const CastOption& option) const {
        double progress = 0;
        for (const Blow& blow : option.blows) {
            const Whom& one = whom_[blow.whom];
            if (one.enemy && one.hp && *one.hp > 0) progress += std::min(1.0, double{1} * blow.least_damage / *one.hp);
        }
        return progress;
    }

    /// Leaves out what cannot be cast or is dominated; spells with most gain for an AP come first, and of each spell
    /// the best cast, so that a good combination is found early.
    void choose_order() {
        std::vector<std::vector<std::size_t>> by_spell(spells_.size());
        for (std::size_t i = 0; i < options_.size(); ++i) {
            if (casts_left_[options_[i].spell] > 0) by_spell[options_[i].spell].push_back(i);
        }
        std::vector<std::pair<double, std::size_t>> spell_order;
        std::vector<double> gains(options_.size());
        for (std::size_t s = 0; s < spells_.size(); ++s) {
            std::vector<std::size_t>& mine = by_spell[s];
            if (mine.empty()) continue;
            for (const std::size_t i : mine) gains[i] = gain_of(options_[i]);
            std::stable_sort(mine.begin(), mine.end(), [&](auto a, auto b) { return gains[a] > gains[b]; });
            std::vector<std::size_t> kept;
            for (const std::size_t i : mine) {
                const bool needless = std::any_of(kept.begin(), kept.end(), [&](std::size_t k) {
                    return dominates(whom_, spells_[s], options_[k], options_[i]);
                });
                if (!needless) kept.push_back(i);
            }
            mine = std::move(kept);
            spell_order.emplace_back(-gains[mine.front()] / std::max(1, spells_[s].ap_cost), s);
        }
        std::stable_sort(spell_order.begin(), spell_order.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        for (const auto& [rate, s] : spell_order) order_.insert(order_.end(), by_spell[s].begin(), by_spell[s].end());
    }

    /// Upper bounds of what the options from a place in the order on can add with so many AP: knapsacks that forget
    /// that hit points run out and that casts at one target are limited.
    void make_bounds() {
        const std::size_t width = static_cast<std::size_t>(ap_) + 1;
        worth_bound_.assign(order_.size() + 1, std::vector<double>(width, 0));
        kill_bound_ = worth_bound_;
        double most_gain = 0;
        double most_progress = 0;
        std::size_t next_spell = order_.size();  // place where the spell after this one begins
        for (std::size_t place = order_.size(); place-- > 0;) {
            const CastOption& option = options_[order_[place]];
            const bool is_last_of_spell =
                place + 1 == order_.size() || options_[order_[place + 1]].spell != option.spell;
            if (is_last_of_spell) {
                next_spell = place + 1;
                most_gain = most_progress = 0;
            }
            most_gain = std::max(most_gain, gain_of(option));
            most_progress = std::max(most_progress, progress_of(option));
            const int cost = spells_[option.spell].ap_cost;
            for (int ap = 0; ap <= ap_; ++ap) {
                for (int casts = 0; casts <= casts_left_[option.spell] && casts * cost <= ap; ++casts) {
                    const auto rest = static_cast<std::size_t>(ap - casts * cost);
                    const auto all = static_cast<std::size_t>(ap);
                    worth_bound_[place][all] =
                        std::max(worth_bound_[place][all], worth_bound_[next_spell][rest] + casts * most_gain);
                    kill_bound_[place][all] =
                        std::max(kill_bound_[place][all], kill_bound_[next_spell][rest] + casts * most_progress);
                }
            }
        }
    }

    /// Hit points that there still are to take and to give back; infinite when those of somebody are not known.
    double worth_left() const {
        double left = 0;
        for (std::size_t i = 0; i < whom_.size(); ++i) {
            const auto& limit = whom_[i].enemy ? whom_[i].hp : whom_[i].missing;
            if (!limit) return std::numeric_limits<double>::infinity();
            left += std::max(0.0, *limit - (whom_[i].enemy ? sums_.damage[i] : sums_.heal[i]));
        }
        return left;
    }

    int kills_possible(const Outcome& now, std::size_t place, int ap) const {
        double progress = kill_bound_[place][static_cast<std::size_t>(ap)];
        int alive = 0;
        for (std::size_t i = 0; i < whom_.size(); ++i) {
            if (!whom_[i].enemy || !whom_[i].hp || sums_.least[i] >= *whom_[i].hp) continue;
            ++alive;
            progress += static_cast<double>(sums_.least[i]) / *whom_[i].hp;
        }
        return now.kills + std::min(alive, static_cast<int>(std::floor(progress + tiny)));
    }

    void visit(std::size_t place, int ap) {
        if (++nodes_ > most_nodes_) return;
        const Outcome now = weigh(whom_, sums_);
        if (better(now, best_outcome_)) {
            best_outcome_ = now;
            best_ = chosen_;
        }
        if (place == order_.size()) return;
        for (std::size_t next = place; next < order_.size(); ++next) {
            // What is promised from `next` on only shrinks with it.
            Outcome promised = now;
            promised.kills = kills_possible(now, next, ap);
            promised.worth += std::min(worth_bound_[next][static_cast<std::size_t>(ap)], worth_left());
            if (!better(promised, best_outcome_)) return;
            try_cast(next, ap);
            if (nodes_ > most_nodes_) return;
        }
    }

    void try_cast(std::size_t place, int ap) {
        const CastOption& option = options_[order_[place]];
        const int cost = spells_[option.spell].ap_cost;
        if (cost > ap || casts_left_[option.spell] == 0) return;
        int* const on_target =
            option.aimed_at && !on_each_[option.spell].empty() ? &on_each_[option.spell][*option.aimed_at] : nullptr;
        if (on_target != nullptr && *on_target <= 0) return;
        --casts_left_[option.spell];
        if (on_target != nullptr) --*on_target;
        chosen_.push_back(order_[place]);
        sums_.add(option, 1);
        visit(place, ap - cost);
        sums_.add(option, -1);
        chosen_.pop_back();
        ++casts_left_[option.spell];
        if (on_target != nullptr) ++*on_target;
    }

    void drop_needless(std::vector<std::size_t>& casts) const {
        for (std::size_t i = casts.size(); i-- > 0;) {
            std::vector<std::size_t> fewer;
            for (std::size_t j = 0; j < casts.size(); ++j) {
                if (j != i) fewer.push_back(casts[j]);
            }
            if (!better(outcome_of(whom_, options_, casts), outcome_of(whom_, options_, fewer))) casts = fewer;
        }
    }

    std::span<const Whom> whom_;
    std::span<const SpellBudget> spells_;
    std::span<const CastOption> options_;
    long most_nodes_;
    int ap_;
    long nodes_ = 0;
    std::vector<int> casts_left_;
    std::vector<std::vector<int>> on_each_;
    std::vector<std::size_t> order_;  // indices of options, spell by spell
    std::vector<std::vector<double>> worth_bound_, kill_bound_;
    Sums sums_;
    std::vector<std::size_t> chosen_, best_;
    Outcome best_outcome_;
};

}  // namespace

Outcome outcome_of(std::span<const Whom> whom, std::span<const CastOption> options,
                   std::span<const std::size_t> casts) {
    Sums sums(whom.size());
    for (const std::size_t cast : casts) sums.add(options[cast], 1);
    return weigh(whom, sums);
}

Combination best_combination(std::span<const Whom> whom, std::span<const SpellBudget> spells,
                             std::span<const CastOption> options, int ap, long most_nodes) {
    return Search(whom, spells, options, std::max(0, ap), most_nodes).run();
}

}  // namespace tk::rules
