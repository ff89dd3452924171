#include "rules/damage.hpp"

#include <limits>

#include "catch.hpp"
#include "rules/element.hpp"

using namespace tk::rules;

namespace {

Spell hit(const std::string& element, int min, int max) {
    Spell spell;
    spell.effects.push_back({Effect::Kind::damage, element, min, max});
    return spell;
}

Fighter resisting(const std::string& element, int percent, int fixed) {
    Fighter fighter;
    fighter.resistances.push_back({element, percent, fixed});
    return fighter;
}

}  // namespace

TEST_CASE("the caster's bonus raises the critical chance of spells that have one", "[rules]") {
    tk::rules::Spell spell;
    spell.effects = {{tk::rules::Effect::Kind::damage, "fire", 10, 10}};
    spell.critical_effects = {{tk::rules::Effect::Kind::damage, "fire", 20, 20}};
    tk::rules::Fighter caster;
    caster.critical_bonus = 15;
    CHECK(tk::rules::expected_damage(spell, caster, {}).damage == Approx(10));
    spell.critical_probability = 10;
    CHECK(tk::rules::expected_damage(spell, caster, {}).damage == Approx(12.5));
    caster.critical_bonus = 500;
    CHECK(tk::rules::expected_damage(spell, caster, {}).damage == Approx(20));
}

TEST_CASE("expected damage is the mean over all rolls, each rounded down", "[damage]") {
    struct Case {
        int min, max, percent, fixed;
        double mean;
        int least, most;
    };
    const auto expected = GENERATE(values<Case>({
        {18, 24, 0, 0, 21, 18, 24},
        // 90 % of 18..24: 16 17 18 18 19 20 21
        {18, 24, 10, 0, 129.0 / 7, 16, 21},
        // 120 % of 26..32: 31 32 33 34 36 37 38
        {26, 32, -20, 0, 241.0 / 7, 31, 38},
        // half of 30..36: 15 15 16 16 17 17 18
        {30, 36, 50, 0, 114.0 / 7, 15, 18},
        // 15 16 17 after the fixed part, 80 % of them: 12 12 13
        {20, 22, 20, 5, 37.0 / 3, 12, 13},
        // a weakness in hit points: 13 14 15, 110 %: 14 15 16
        {10, 12, -10, -3, 15, 14, 16},
        {10, 12, 100, 0, 0, 0, 0},
        {10, 12, 130, 0, 0, 0, 0},
        {10, 12, 0, 50, 0, 0, 0},
        // 0 0 1 of 10..12 after 11
        {10, 12, 0, 11, 1.0 / 3, 0, 1},
        {15, 15, 0, 0, 15, 15, 15},
        {15, 0, 0, 0, 15, 15, 15},  // one number only
    }));
    CAPTURE(expected.min, expected.max, expected.percent, expected.fixed);
    const Expectation got = expected_damage(hit("fire", expected.min, expected.max), {},
                                            resisting("fire", expected.percent, expected.fixed));
    CHECK(got.damage == Approx(expected.mean));
    CHECK(got.least_damage == expected.least);
    CHECK(got.most_damage == expected.most);
    CHECK(got.heal == 0);
}

TEST_CASE("a resistance counts for its own element only", "[damage]") {
    CHECK(expected_damage(hit("air", 20, 20), {}, resisting("fire", 50, 3)).damage == 20);
    CHECK(expected_damage(hit("fire", 20, 20), {}, resisting("fire", 50, 4)).damage == 8);
}

TEST_CASE("the caster's bonus raises the roll before it is resisted", "[damage]") {
    Fighter caster;
    caster.bonuses.push_back({"air", 50, 7});
    // 150 % of 10, 11: 15 16; and 7: 22 23
    CHECK(expected_damage(hit("air", 10, 11), caster, {}).damage == Approx(22.5));
    // less 2, half: 10 10
    CHECK(expected_damage(hit("air", 10, 11), caster, resisting("air", 50, 2)).damage == Approx(10));
    CHECK(expected_damage(hit("fire", 10, 11), caster, {}).damage == Approx(10.5));
    CHECK(damage_of_roll(10, {"air", -100, 0}, {}) == 0);
    CHECK(damage_of_roll(10, {"air", -200, 4}, {}) == 4);
    CHECK(damage_of_roll(10, {"air", 0, -40}, {}) == 0);
}

TEST_CASE("criticals count with their probability and widen the range", "[damage]") {
    Spell spell = hit("air", 10, 10);
    spell.critical_effects.push_back({Effect::Kind::damage, "air", 20, 22});
    const auto [percent, mean, least, most] = GENERATE(table<double, double, int, int>(
        {{0, 10, 10, 10}, {25, 12.75, 10, 22}, {100, 21, 20, 22}, {250, 21, 20, 22}, {-5, 10, 10, 10}}));
    spell.critical_probability = percent;
    const Expectation got = expected_damage(spell, {}, {});
    CHECK(got.damage == Approx(mean));
    CHECK(got.least_damage == least);
    CHECK(got.most_damage == most);
}

TEST_CASE("a critical without effects of its own does what a normal hit does", "[damage]") {
    Spell spell = hit("air", 10, 12);
    spell.critical_probability = 30;
    CHECK(expected_damage(spell, {}, {}).damage == Approx(11));
}

TEST_CASE("effects add up, and what is neither damage nor healing counts for nothing", "[damage]") {
    Spell spell = hit("air", 10, 12);
    spell.effects.push_back({Effect::Kind::damage, "fire", 5, 5});
    spell.effects.push_back({Effect::Kind::heal, "", 4, 6});
    spell.effects.push_back({Effect::Kind::other, "", 99, 99});
    const Expectation got = expected_damage(spell, {}, resisting("fire", 40, 0));
    CHECK(got.damage == Approx(11 + 3));
    CHECK(got.least_damage == 13);
    CHECK(got.most_damage == 15);
    CHECK(got.heal == Approx(5));
}

TEST_CASE("healing is not resisted and gives back no more than is missing", "[damage]") {
    Spell spell;
    spell.effects.push_back({Effect::Kind::heal, "fire", 20, 28});
    Fighter target = resisting("fire", 50, 10);
    CHECK(expected_damage(spell, {}, target).heal == Approx(24));
    target.hp = 90;
    CHECK(expected_damage(spell, {}, target).heal == Approx(24));
    target.max_hp = 100;
    CHECK(expected_damage(spell, {}, target).heal == Approx(10));
    target.hp = 100;
    CHECK(expected_damage(spell, {}, target).heal == 0);
    Fighter healer;
    healer.bonuses.push_back({"heal", 50, 5});
    // 150 % of 20..28: 30 31 33 34 36 37 39 40 42, and 5
    CHECK(expected_damage(spell, healer, {}).heal == Approx(322.0 / 9 + 5));
}

TEST_CASE("what a zone spares comes off last", "[damage]") {
    // 90 % of 18..24 is 16 17 18 18 19 20 21; three quarters of it: 12 12 13 13 14 15 15
    const Expectation got = expected_damage(hit("air", 18, 24), {}, resisting("air", 10, 0), 25);
    CHECK(got.damage == Approx(94.0 / 7));
    CHECK(expected_damage(hit("air", 18, 24), {}, {}, 100).damage == 0);
}

TEST_CASE("a kill is certain when the least hit is enough", "[damage]") {
    Fighter target;
    const Expectation expected = expected_damage(hit("air", 18, 24), {}, target);
    CHECK_FALSE(expected.kills_surely(target));
    CHECK_FALSE(expected.may_kill(target));
    target.hp = 18;
    CHECK(expected.kills_surely(target));
    target.hp = 24;
    CHECK_FALSE(expected.kills_surely(target));
    CHECK(expected.may_kill(target));
    target.hp = 25;
    CHECK_FALSE(expected.may_kill(target));
}

TEST_CASE("absurd numbers neither overflow nor take forever", "[damage]") {
    constexpr int huge = std::numeric_limits<int>::max();
    constexpr int lowest = std::numeric_limits<int>::min();
    Fighter caster;
    caster.bonuses.push_back({"air", huge, huge});
    CHECK(expected_damage(hit("air", huge, huge), caster, resisting("air", lowest, lowest)).most_damage == huge);
    CHECK(expected_damage(hit("air", lowest, huge), {}, resisting("air", huge, huge)).damage == 0);
    CHECK(expected_damage(hit("air", 0, 1'000'000), {}, {}).damage == Approx(500'000));
    Spell twice = hit("air", huge, huge);
    twice.effects.push_back(twice.effects.front());
    CHECK(expected_damage(twice, {}, {}).most_damage == huge);
}

TEST_CASE("elements have one spelling", "[damage]") {
    const auto [name, key] = GENERATE(table<std::string, std::string>({{"Neutre", "neutral"},
                                                                       {"neutral", "neutral"},
                                                                       {"Terre", "earth"},
                                                                       {"FEU", "fire"},
                                                                       {" Eau ", "water"},
                                                                       {"Air", "air"},
                                                                       {"fire", "fire"},
                                                                       {"Ténèbres", "tenebres"},
                                                                       {"", ""}}));
    CHECK(element_key(name) == key);
}
