#include "grid-analyze/story/roster.hpp"
#include "catch.hpp"

namespace {

using namespace tk::grid;

const tk::board::Geometry board;

Sighting at(int cell, std::string team, std::optional<std::string> name = {}) {
    Sighting sighting;
    sighting.cell = cell;
    sighting.team = std::move(team);
    sighting.confidence = 0.9;
    sighting.name = std::move(name);
    sighting.name_confidence = 0.9;
    return sighting;
}

TEST_CASE("ids count from e1 in the order of appearance and follow the name wherever it goes") {
    Roster roster;
    CHECK(roster.take({at(100, "ally", "Élowen"), at(200, "enemy", "Loup cendré")}, board) ==
          std::vector<std::size_t>{0, 1});
    CHECK(roster.members()[0].id == "e1");
    CHECK(roster.take({at(120, "enemy", "Loup cendré"), at(300, "ally", "Élowen")}, board) ==
          std::vector<std::size_t>{1, 0});
}

TEST_CASE("a misread name is still the same one, and the spelling read most often holds") {
    Roster roster;
    roster.take({at(100, "ally", "Élowen")}, board);
    roster.take({at(101, "ally", "Elowcn")}, board);
    roster.take({at(102, "ally", "Élowen")}, board);
    REQUIRE(roster.members().size() == 1);
    CHECK(roster.members()[0].name() == "Élowen");
    CHECK(roster.find("ÉIowen") == 0);
}

TEST_CASE("names that resemble each other stay apart") {
    Roster roster;
    roster.take({at(100, "enemy", "Loup cendré"), at(200, "enemy", "Louve cendrée")}, board);
    CHECK(roster.members().size() == 2);
    CHECK(roster.find("Louve cendree") == 1);
    CHECK(roster.find("Loup cendre") == 0);
    CHECK_FALSE(roster.find("Bérénice"));
}

TEST_CASE("short names are read as they are or not at all") {
    Roster roster;
    roster.take({at(100, "enemy", "Ana")}, board);
    CHECK(roster.find("Ana") == 0U);
    CHECK_FALSE(roster.find("Ann"));
    CHECK_FALSE(roster.find("Anna"));
}

TEST_CASE("two whose names are read at last are not both the one who stood there without a name") {
    Roster roster;
    roster.take({at(32, "enemy")}, board);
    const auto who = roster.take({at(46, "enemy", "Grelotin"), at(60, "enemy", "Garçon d'étable")}, board);
    CHECK(who[0] != who[1]);
}

TEST_CASE("who bears no name is who was there, or the nearest of the team") {
    Roster roster;
    roster.take({at(100, "enemy"), at(200, "enemy")}, board);
    CHECK(roster.take({at(101, "enemy"), at(200, "enemy")}, board) == std::vector<std::size_t>{0, 1});
    CHECK(roster.take({at(101, "ally")}, board) == std::vector<std::size_t>{2});
}

TEST_CASE("whoever comes where a dead one lay, from far away or for the other team is somebody new") {
    Roster roster;
    roster.take({at(100, "enemy"), at(200, "enemy"), at(300, "enemy", "Grelotin")}, board);
    SECTION("where a dead one lay") {
        roster.member(0).is_dead = true;
        CHECK(roster.take({at(100, "enemy"), at(200, "enemy")}, board) == std::vector<std::size_t>{3, 1});
    }
    SECTION("from far away") {
        roster.take({at(100, "enemy")}, board);
        CHECK(roster.take({at(559, "enemy")}, board) == std::vector<std::size_t>{3});
    }
    SECTION("for the other team, under the same name") {
        CHECK(roster.take({at(300, "ally", "Grelotin")}, board) == std::vector<std::size_t>{3});
    }
}

TEST_CASE("of several with one name each keeps the id of the nearest place") {
    Roster roster;
    roster.take({at(100, "enemy", "Grelotin"), at(300, "enemy", "Grelotin")}, board);
    CHECK(roster.take({at(114, "enemy", "Grelotin"), at(300, "enemy", "Grelotin")}, board) ==
          std::vector<std::size_t>{0, 1});
}

TEST_CASE("the living one of a name is not taken for the dead one it stands near, nor a body for the living") {
    Roster roster;
    roster.take({at(100, "enemy", "Grelotin"), at(300, "enemy", "Grelotin")}, board);
    roster.member(0).is_dead = true;
    SECTION("the body is gone") {
        CHECK(roster.take({at(101, "enemy", "Grelotin")}, board) == std::vector<std::size_t>{1});
    }
    SECTION("the body lies there, and the other bears nearly the same name") {
        Roster others;
        others.take({at(100, "enemy", "Grelotin"), at(300, "enemy", "Grelotir")}, board);
        others.member(0).is_dead = true;
        CHECK(others.take({at(100, "enemy", "Grelotin")}, board) == std::vector<std::size_t>{0});
    }
    SECTION("the body lies there") {
        CHECK(roster.take({at(100, "enemy", "Grelotin"), at(300, "enemy", "Grelotin")}, board) ==
              std::vector<std::size_t>{0, 1});
    }
}

TEST_CASE("who walks into sight of their name is the nameless one who left, whose name was only heard") {
    Roster roster;
    roster.take({at(32, "enemy"), at(48, "enemy"), at(300, "ally", "Noël")}, board);
    CHECK(roster.find_or_add("Garçon d'étable") == 3);  // of two it may be either
    CHECK(roster.take({at(48, "enemy"), at(100, "enemy", "Garçon d'étable"), at(300, "ally", "Noël")}, board) ==
          std::vector<std::size_t>{1, 0, 2});
    CHECK(roster.members()[0].name() == "Garçon d'étable");
    CHECK(roster.same() == std::map<std::size_t, std::size_t>{{3, 0}});
    CHECK(roster.find("Garçon d'étable") == 0);
    CHECK(roster.members()[0].is_heard_of);
    CHECK(roster.members()[3].is_dead);  // nobody is this one any more
}

TEST_CASE("where two without a name left, neither is taken for the one whose name is read") {
    Roster roster;
    roster.take({at(32, "enemy"), at(48, "enemy")}, board);
    CHECK(roster.take({at(62, "enemy"), at(100, "enemy", "Garçon d'étable")}, board)[1] == 2);
    CHECK_FALSE(roster.members()[0].name());
    CHECK_FALSE(roster.members()[1].name());
}

TEST_CASE("a name is read of the nameless one who left only if nobody else can be the one") {
    Roster roster;
    const auto before = [&](const std::vector<Sighting>& sightings) { roster.take(sightings, board); };
    std::vector<Sighting> now{at(46, "enemy", "Garçon d'étable")};
    std::size_t expected = 1;
    SECTION("as here") {
        before({at(32, "enemy")});
        expected = 0;
    }
    SECTION("not one of two") {
        before({at(32, "enemy"), at(48, "enemy")});
        expected = 2;
    }
    SECTION("not while one without a name went elsewhere") {
        before({at(32, "enemy")});
        now.push_back(at(62, "enemy"));
    }
    SECTION("not even where somebody stood who is hidden") {
        before({at(32, "enemy"), at(62, "enemy", "Grelotin")});
        before({at(32, "enemy")});
        now.push_back(at(62, "enemy"));
        expected = 2;
    }
    SECTION("not who was hidden before") {
        before({at(32, "enemy")});
        before({});
    }
    SECTION("not the dead") {
        before({at(32, "enemy")});
        roster.member(0).is_dead = true;
    }
    SECTION("not from far away") {
        before({at(32, "enemy")});
        now[0].cell = 500;
    }
    CHECK(roster.take(now, board)[0] == expected);
}

TEST_CASE("those in sight without a name are living, and on this map") {
    Roster roster;
    roster.take({at(32, "enemy"), at(300, "ally", "Noël")}, board);
    CHECK(roster.nameless() == std::vector<std::size_t>{0});
    SECTION("dead") {
        roster.member(0).is_dead = true;
    }
    SECTION("out of sight") {
        roster.take({at(300, "ally", "Noël")}, board);
    }
    SECTION("on another map") {
        roster.forget_places();
    }
    CHECK(roster.nameless().empty());
}

TEST_CASE("a name means the living one in sight") {
    Roster roster;
    roster.take({at(100, "enemy", "Grelotin"), at(300, "enemy", "Grelotin")}, board);
    CHECK(roster.find("Grelotin") == 0U);
    SECTION("not the dead") {
        roster.member(0).is_dead = true;
    }
    SECTION("not the hidden") {
        roster.take({at(300, "enemy", "Grelotin")}, board);
    }
    CHECK(roster.find("Grelotin") == 1U);
}

TEST_CASE("a bar that is hidden was as full as when it was last seen") {
    Roster roster;
    Sighting hurt = at(100, "enemy", "Grelotin");
    hurt.hp_share = 0.5;
    roster.take({hurt}, board);
    roster.take({at(100, "enemy", "Grelotin")}, board);
    CHECK(roster.members()[0].hp_share == 0.5);
}

TEST_CASE("who came while another was hidden gives the id back when the other is seen again") {
    Roster roster;
    const Sighting known = at(304, "enemy", "Grelotin"), other = at(306, "enemy", "Loup cendré"),
                   newcomer = at(320, "enemy", "Garçon d'étable");
    for (int frame = 0; frame < 3; ++frame) roster.take({known, other}, board);
    roster.take({other, newcomer}, board);  // may be the one who is missing, under a name that was misread
    for (int frame = 0; frame < 3; ++frame)
        CHECK(roster.take({known, other, newcomer}, board) == std::vector<std::size_t>{0, 1, 2});
    CHECK(roster.find("Grelotin") == 0U);
    CHECK(roster.find("Garçon d'étable") == 2U);
}

TEST_CASE("two without a name keep their ids while one walks past the other") {
    Roster roster;
    roster.take({at(32, "enemy"), at(48, "enemy")}, board);
    CHECK(roster.take({at(48, "enemy"), at(63, "enemy")}, board) == std::vector<std::size_t>{1, 0});
}

TEST_CASE("on another map nobody is known by their place") {
    Roster roster;
    roster.take({at(32, "enemy"), at(48, "ally", "Noël")}, board);
    roster.forget_places();
    CHECK(roster.take({at(32, "enemy"), at(500, "ally", "Noël")}, board) == std::vector<std::size_t>{2, 1});
}

TEST_CASE("somebody only heard of gets an id too") {
    Roster roster;
    roster.take({at(100, "ally", "Élowen")}, board);
    CHECK(roster.find_or_add("Bérénice") == 1);
    CHECK(roster.take({at(50, "ally", "Bérénice"), at(100, "ally", "Élowen")}, board) ==
          std::vector<std::size_t>{1, 0});
}

TEST_CASE("of whom the log speaks may be hidden, and is not taken for a nameless one in sight") {
    Roster roster;
    roster.take({at(100, "ally", "Élowen"), at(200, "enemy")}, board);
    CHECK(roster.find_or_add("Loup cendré") == 2);
    CHECK_FALSE(roster.members()[1].name());
    CHECK(roster.members()[2].is_heard_of);
}

TEST_CASE("nobody is called by the name of somebody whose place is known") {
    Roster roster;
    roster.take({at(100, "ally", "Bérénice"), at(200, "ally")}, board);
    roster.call(1, "Bérénice");
    CHECK_FALSE(roster.members()[1].name());
    CHECK(roster.same().empty());
}

TEST_CASE("a name that was misread is set right by one that nobody in sight bears, unless it is quite another") {
    Roster roster;
    roster.take({at(100, "ally", "tIowen"), at(200, "enemy", "Loup cendré"), at(300, "enemy", "Bérénice")}, board);
    const std::size_t heard_of = roster.find_or_add("Élowen");
    roster.call(0, "Élowen");
    CHECK(roster.find("Élowen") == 0U);
    CHECK(roster.same() == std::map<std::size_t, std::size_t>{{heard_of, 0}});
    roster.call(1, "Œil-de-braise");
    CHECK(roster.find("Loup cendré") == 1U);
    CHECK_FALSE(roster.find("Œil-de-braise"));
    roster.call(1, "Bérénice");
    CHECK(roster.find("Bérénice") == 2U);
}

}  // namespace
