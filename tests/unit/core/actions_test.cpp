#include "core/actions.hpp"

#include <string>

#include "catch.hpp"

using tk::action_name;
using tk::find_action;

TEST_CASE("the vocabulary knows its words, their aliases, and any case, hyphen or blank") {
    const auto [spelling, name] = GENERATE(table<std::string, std::string>({
        {"move", "move"},
        {"spell_cast", "spell_cast"},
        {"cast_spell", "spell_cast"},
        {"cast", "spell_cast"},
        {"Cast-Spell", "spell_cast"},
        {"END TURN", "end_turn"},
        {"pass", "end_turn"},
        {"death", "die"},
        {"heal", "gain_hp"},
        {"use_item", "use_item"},
    }));
    const auto word = find_action(spelling);
    REQUIRE(word);
    CHECK(word->name == name);
}

TEST_CASE("what befalls an actor is told from what it tries") {
    for (const char* name : {"die", "appear", "lose_hp", "gain_hp", "lose_ap", "gain_ap", "lose_mp", "gain_mp"})
        CHECK(find_action(name)->happening);
    for (const char* name : {"move", "spell_cast", "end_turn", "trade"}) CHECK_FALSE(find_action(name)->happening);
}

TEST_CASE("other words are not guessed at") {
    for (const char* spelling : {"", "analyze_code", "mover", "casts", "décès"}) CHECK_FALSE(find_action(spelling));
    CHECK(action_name("Analyze Code") == "Analyze Code");
    CHECK(action_name("Walk") == "move");
}
