#include "grid-analyze/show/legend.hpp"

#include "catch.hpp"

using namespace tk::grid;

TEST_CASE("ids of two columns stand as they are, and of e12 the number stands") {
    CHECK(short_id("e7") == "e7");
    CHECK(short_id("e12") == "12");
    CHECK(short_id("Ana") == "Ana");
    CHECK(short_id("e123") == "e123");
}

TEST_CASE("each highlight has a sign of its own, that of its name where it is known") {
    const auto signs = signs_of({{"mine", {}}, {"reachable", {}}, {"target", {}}, {"yours", {}}});
    REQUIRE(signs.size() == 4);
    CHECK(signs[1].sign == "+");
    CHECK(signs[2].sign == "x");
    CHECK(signs[0].sign == "*");
    CHECK(signs[3].sign == "=");
}

TEST_CASE("what is known of somebody is told beside their id") {
    CHECK(about({"e1", "ally", 3, {}, R"({"name":"Mila","hp":9,"max_hp":20})"}) == "Mila ally 9/20 HP");
    CHECK(about({"e1", "ally", 3, {}, R"({"hp_share":0.333})"}) == "ally 33 %");
    CHECK(about({"e1", "", 3, {}, R"({"kind":"wolf\u001b[2J"})"}) == "wolf\xEF\xBF\xBD[2J");
    CHECK(about({"e1", "", 3, {}, "{}"}).empty());
}

TEST_CASE("entries stand side by side as long as the line holds them") {
    const std::vector<Entry> entries{{"e1", "Mila", tk::Color::blue}, {"e2", "Loup", std::nullopt}, {"e3", "Ours", {}}};
    CHECK(legend(entries, 17, false) == "e1 Mila   e2 Loup\ne3 Ours\n");
    CHECK(legend(entries, 17, true) == "\x1b[34me1\x1b[0m Mila   e2 Loup\ne3 Ours\n");
    CHECK(legend(entries, 6, false) == "e1 Mi…\ne2 Lo…\ne3 Ou…\n");
    CHECK(legend({}, 20, false).empty());
}
