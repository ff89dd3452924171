#include "core/told.hpp"

#include "catch.hpp"
#include "core/error.hpp"

TEST_CASE("a reason is told a few times, and how often it holds besides") {
    tk::Told told;
    for (int i = 0; i < 10; ++i) CHECK(told.add("no id") == (i < 3));
    CHECK(told.add("no name"));
    CHECK(told.take_rest() == std::vector<std::string>{"7 more: no id"});
    CHECK(told.take_rest().empty());
    CHECK(told.add("no id"));
}

TEST_CASE("of a million reasons the first are told, and how many there are besides") {
    tk::Told told;
    std::uint64_t count = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        if (told.add(std::to_string(i / 2))) ++count;
    }
    CHECK(count == tk::Told::most);
    CHECK(told.take_rest() == std::vector<std::string>{"999980 more of other kinds"});
}

TEST_CASE("the reason of an error of a line is what it says without the place") {
    CHECK(tk::InputError("a:1", 7, "no id").reason() == "no id");
    CHECK(std::string(tk::InputError("a:1", 7, "no id").what()) == "a:1:7: no id");
    CHECK(tk::InputError("turn 3: ", "no answer").reason() == "no answer");
    CHECK(tk::Error("no answer").reason() == "no answer");
}
