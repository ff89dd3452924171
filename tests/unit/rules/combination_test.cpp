#include "rules/combination.hpp"

#include <algorithm>
#include <map>
#include <random>

#include "catch.hpp"

using namespace tk::rules;

namespace {

struct Turn {
    std::vector<Whom> whom;
    std::vector<SpellBudget> spells;
    std::vector<CastOption> options;
    int ap = 0;
};

/// Every multiset of casts that the budgets allow, without any bound.
class BruteForce {
public:
    explicit BruteForce(const Turn& turn) : turn_(turn) { visit(0, turn.ap); }
    const Outcome& best() const { return best_; }

private:
    bool allowed(std::size_t option) const {
        const std::size_t spell = turn_.options[option].spell;
        const SpellBudget& budget = turn_.spells[spell];
        int casts = 0;
        int on_target = 0;
        for (const std::size_t other : chosen_) {
            if (turn_.options[other].spell != spell) continue;
            ++casts;
            if (turn_.options[other].aimed_at == turn_.options[option].aimed_at) ++on_target;
        }
        if (budget.casts && casts >= *budget.casts) return false;
        if (!budget.casts && budget.ap_cost == 0 && casts >= 1) return false;
        const auto aimed = turn_.options[option].aimed_at;
        return budget.on_each.empty() || !aimed || on_target < budget.on_each[*aimed];
    }

    void visit(std::size_t first, int ap) {
        const Outcome now = outcome_of(turn_.whom, turn_.options, chosen_);
        if (now.kills > best_.kills || (now.kills == best_.kills && now.worth > best_.worth)) best_ = now;
        for (std::size_t option = first; option < turn_.options.size(); ++option) {
            const int cost = turn_.spells[turn_.options[option].spell].ap_cost;
            if (cost > ap || !allowed(option)) continue;
            chosen_.push_back(option);
            visit(option, ap - cost);
            chosen_.pop_back();
        }
    }

    const Turn& turn_;
    std::vector<std::size_t> chosen_;
    Outcome best_;
};

Turn random_turn(std::mt19937& random) {
    const auto between = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    Turn turn;
    turn.ap = between(0, 9);
    for (int i = between(1, 4); i > 0; --i) {
        Whom one;
        one.enemy = between(0, 3) > 0;
        if (between(0, 3) > 0) one.hp = between(1, 60);
        if (between(0, 2) > 0) one.missing = between(0, 30);
        turn.whom.push_back(one);
    }
    for (int i = between(1, 4); i > 0; --i) {
        SpellBudget spell;
        spell.ap_cost = between(0, 9) == 0 ? 0 : between(2, 5);
        if (between(0, 1) == 0 || spell.ap_cost == 0) spell.casts = between(0, 3);
        if (between(0, 5) == 0) spell.casts.reset();
        if (between(0, 2) == 0) {
            for (std::size_t w = 0; w < turn.whom.size(); ++w) spell.on_each.push_back(between(0, 2));
        }
        for (int o = between(1, 4); o > 0; --o) {
            CastOption option;
            option.spell = turn.spells.size();
            if (between(0, 4) > 0)
                option.aimed_at = static_cast<std::size_t>(between(0, static_cast<int>(turn.whom.size()) - 1));
            for (std::size_t w = 0; w < turn.whom.size(); ++w) {
                if (between(0, 1) == 0) continue;
                Blow blow;
                blow.whom = w;
                blow.least_damage = between(0, 25);
                blow.damage = blow.least_damage + between(0, 20) / 2.0;
                if (between(0, 3) == 0) blow.heal = between(0, 20);
                option.blows.push_back(blow);
            }
            turn.options.push_back(option);
        }
        turn.spells.push_back(spell);
    }
    return turn;
}

}  // namespace

TEST_CASE("the combination is as good as the best of all multisets of casts", "[rules]") {
    std::mt19937 random(20261125);
    for (int round = 0; round < 4000; ++round) {
        const Turn turn = random_turn(random);
        const Combination found = best_combination(turn.whom, turn.spells, turn.options, turn.ap);
        const Outcome best = BruteForce(turn).best();
        CAPTURE(round);
        REQUIRE(found.exact);
        REQUIRE(found.outcome.kills == best.kills);
        REQUIRE(found.outcome.worth == Approx(best.worth).margin(1e-6));
        REQUIRE(found.ap <= turn.ap);
        std::map<std::size_t, int> casts;
        std::map<std::pair<std::size_t, std::size_t>, int> at;
        for (const std::size_t cast : found.casts) {
            const CastOption& option = turn.options[cast];
            const SpellBudget& spell = turn.spells[option.spell];
            ++casts[option.spell];
            if (spell.casts) REQUIRE(casts[option.spell] <= *spell.casts);
            if (!option.aimed_at || spell.on_each.empty()) continue;
            REQUIRE(++at[{option.spell, *option.aimed_at}] <= spell.on_each[*option.aimed_at]);
        }
    }
}

TEST_CASE("two cheap casts beat the strongest one, where a greedy choice would take that", "[rules]") {
    const std::vector<Whom> whom{{true, 1000, {}}};
    const std::vector<SpellBudget> spells{{5, {}, {}}, {3, {}, {}}};
    const std::vector<CastOption> options{{0, 0, {{0, 50, 40, 0}}}, {1, 0, {{0, 35, 30, 0}}}};
    const Combination found = best_combination(whom, spells, options, 6);
    CHECK(found.casts == std::vector<std::size_t>{1, 1});
    CHECK(found.ap == 6);
    CHECK(found.outcome.damage == 70);
}

TEST_CASE("what is not needed is not cast", "[rules]") {
    const std::vector<Whom> whom{{true, 30, {}}};
    const std::vector<SpellBudget> spells{{3, {}, {}}, {2, {}, {}}};
    const std::vector<CastOption> options{{0, 0, {{0, 35, 31, 0}}}, {1, 0, {{0, 10, 10, 0}}}};
    CHECK(best_combination(whom, spells, options, 12).casts == std::vector<std::size_t>{0});
    CHECK(best_combination(whom, spells, options, 1).casts.empty());
    CHECK(best_combination({}, {}, {}, 6).casts.empty());
}
