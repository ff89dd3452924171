#include "grid-analyze/roster.hpp"
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

TEST_CASE("who bears no name is who was there, or the nearest of the team") {
    Roster roster;
    roster.take({at(100, "enemy"), at(200, "enemy")}, board);
    CHECK(roster.take({at(101, "enemy"), at(200, "enemy")}, board) == std::vector<std::size_t>{0, 1});
    CHECK(roster.take({at(101, "ally")}, board) == std::vector<std::size_t>{2});
}

TEST_CASE("of several with one name each keeps the id of the nearest place") {
    Roster roster;
    roster.take({at(100, "enemy", "Bouftou"), at(300, "enemy", "Bouftou")}, board);
    CHECK(roster.take({at(114, "enemy", "Bouftou"), at(300, "enemy", "Bouftou")}, board) ==
          std::vector<std::size_t>{0, 1});
}

TEST_CASE("somebody only heard of gets an id too") {
    Roster roster;
    roster.take({at(100, "ally", "Élowen")}, board);
    CHECK(roster.find_or_add("Bérénice") == 1);
    CHECK(roster.take({at(50, "ally", "Bérénice"), at(100, "ally", "Élowen")}, board) ==
          std::vector<std::size_t>{1, 0});
}

}  // namespace
