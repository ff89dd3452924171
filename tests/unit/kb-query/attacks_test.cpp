#include "kb-query/attacks.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"

using namespace tk;

TEST_CASE("the attacks of a 5e monster are read from its actions, the most damage first") {
    const auto attacks = query::attacks_of(Value::parse(R"({"actions":[
        {"name":"Flurry","desc":"The ogre makes two attacks."},
        {"name":"Club","desc":"Melee: +4 to hit, reach 5 ft., one target.","attack_bonus":4,
         "damage":[{"damage_type":{"name":"Bludgeoning"},"damage_dice":"1d6+2"}]},
        {"name":"Spear","desc":"reach 5 ft. or range 20/60 ft.","attack_bonus":4,"damage":[{"choose":1,"from":{"options":[
            {"damage_type":{"name":"Piercing"},"damage_dice":"1d6"},{"damage_type":{"name":"Fire"},"damage_dice":"1d8"}]}},
            {"damage_type":{"name":"Cold"},"damage_dice":"3"}]},
        {"name":"Breath","desc":"Fire in a 30-foot cone; those within 5 feet fall.","damage":[{"damage_dice":"2d10-1"}]},
        {"name":"Odd","damage":[{"damage_dice":"many"}, 3]}, 7]})"));
    REQUIRE(attacks.size() == 3);
    CHECK(attacks[0].name == "Breath");
    CHECK(attacks[0].damage == 10);
    CHECK(attacks[0].most_damage == 19);
    CHECK(attacks[0].reach == 30);
    CHECK_FALSE(attacks[0].to_hit);
    CHECK(attacks[1].name == "Spear");
    CHECK(attacks[1].damage == 7.5);
    CHECK(attacks[1].elements == std::vector<std::string>{"Fire", "Cold"});
    CHECK(attacks[1].reach == 60);
    CHECK(attacks[2].damage == 5.5);
    CHECK(attacks[2].to_hit == 4);
    CHECK(query::farthest_attack(attacks, 30) == 90);
}

TEST_CASE("no distance is safe from an attack that does not tell how far it comes") {
    const auto attacks =
        query::attacks_of(Value::parse(R"({"actions":[{"name":"Gaze","damage":[{"damage_dice":"1d4"}]}]})"));
    REQUIRE(attacks.size() == 1);
    CHECK_FALSE(query::farthest_attack(attacks, 30));
    CHECK_FALSE(query::farthest_attack({}, 30));
}

TEST_CASE("a monster comes as fast as its fastest way, and one without any stays") {
    CHECK(query::speed_of(Value::parse(R"({"speed":{"walk":"40 ft.","fly":"80 ft.","hover":true}})")) == 80);
    CHECK(query::speed_of(Value::parse(R"({"speed":"fast"})")) == 0);
    for (const char* other : {"[]", "{}", R"({"actions":7})", R"({"actions":{"a":1}})"})
        CHECK(query::attacks_of(Value::parse(other)).empty());
}
