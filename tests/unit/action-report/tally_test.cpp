#include "action-report/tally.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>

#include "action-report/report.hpp"
#include "catch.hpp"
#include "collect.hpp"

using namespace tk::report;

namespace {

std::string cast(const std::string& result, const std::string& rest = "") {
    return R"({"type":"action","actor":"e1","actor_name":"A","action":"spell_cast","params":{"spell":"S","target":"e2",)"
           R"("target_name":"B","cost":3},"result":)" +
           result + rest + "}";
}

const Actor& named(const Collector& log, const std::string& name) {
    const auto& all = log.tally().actors().all();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Actor& actor) { return actor.name == name; });
    REQUIRE(found != all.end());
    return *found;
}

}  // namespace

TEST_CASE("a result that does not say whether it succeeded is unknown, not a success") {
    const auto log = collect({cast(R"({"success":true})"), cast(R"({"success":false})"), cast("{}"), cast("null"),
                              cast(R"({"success":"yes"})"), cast(R"({"success":null})"), cast(R"({"success":1})")});
    const Outcomes& outcomes = log.tally().cells().at(0).outcomes;
    CHECK(outcomes.successes == 2);
    CHECK(outcomes.failures == 1);
    CHECK(outcomes.unknown == 4);
}

TEST_CASE("damage and healing go to who did it and who got it, over all targets of an area") {
    const auto log =
        collect({cast(R"({"success":true,"damage":21,"killed":true})"),
                 cast(R"({"success":true,"damage":48,"hits":[{"target":"e2","target_name":"B","damage":23},)"
                      R"({"target":"e3","target_name":"C","damage":25,"killed":true}]})"),
                 cast(R"({"success":true,"heal":7})")});
    CHECK(named(log, "A").damage_dealt == 69);
    CHECK(named(log, "A").kills == 2);
    CHECK(named(log, "A").healing_done == 7);
    CHECK(named(log, "A").action_points == 9);
    CHECK(named(log, "B").damage_taken == 44);
    CHECK(named(log, "B").healing_received == 7);
    CHECK(named(log, "C").damage_taken == 25);
    const SpellCell& spell = log.tally().spell_cells().at(0);
    CHECK(spell.count == 3);
    CHECK(spell.damage.count() == 2);
    CHECK(spell.damage.mean() == 34.5);
    CHECK(spell.healing.mean() == 7);
}

TEST_CASE("points are spent by what did not fail: movement points by moves, action points by the rest") {
    const auto log =
        collect({cast(R"({"success":false})"), cast("{}"),
                 R"({"type":"action","actor":"e1","actor_name":"A","action":"walk","params":{"cost":2}})"});
    CHECK(named(log, "A").action_points == 3);
    CHECK(named(log, "A").movement_points == 2);
}

TEST_CASE("what befalls an actor has no success and is not counted as unknown") {
    const auto log =
        collect({R"({"type":"action","actor":"e1","actor_name":"A","action":"die","result":{"success":true}})",
                 R"({"type":"action","actor":"e1","action":"lose_hp","params":{"amount":5}})",
                 R"({"type":"action","actor":"e1","action":"damage","result":{"damage":4}})",
                 R"({"type":"action","actor":"e1","action":"gain_hp","result":{"heal":3}})"});
    const Report report = summarize(log, 1);
    CHECK(report.success.known == 0);
    CHECK(report.success.unknown == 0);
    CHECK(named(log, "A").deaths == 1);
    CHECK(named(log, "A").damage_taken == 9);
    CHECK(named(log, "A").healing_received == 3);
}

TEST_CASE("an id with another name is somebody else, and so is a name with another id") {
    Actors actors;
    const auto elowen = actors.index_of("e1", "Élowen");
    CHECK(actors.index_of("e1", "") == elowen);
    const auto other = actors.index_of("e1", "Bérénice");
    CHECK(other != elowen);
    CHECK(actors.index_of("e1", "") == other);
    CHECK(actors.index_of("e1", "Élowen") == elowen);
    CHECK(actors.index_of("e2", "Élowen") != elowen);
    const auto late = actors.index_of("e9", "");
    CHECK(actors.index_of("e9", "Loup cendré") == late);
    CHECK(actors.all().at(late).name == "Loup cendré");
    CHECK(actors.name_of("e9") == "Loup cendré");
    CHECK(actors.name_of("nobody").empty());
}

TEST_CASE("impossible durations and amounts are left out and counted, whatever they are") {
    for (const char* duration : {"-1", "\"soon\"", "1e300", "[1]"}) {
        CAPTURE(duration);
        const auto log = collect({cast("{}", std::string(R"(,"duration":)") + duration),
                                  cast("{}", R"(,"duration":0.5)"), cast("{}", R"(,"duration":null)")});
        CHECK(log.quality().bad_durations == 1);
        CHECK(log.tally().cells().at(0).durations.count() == 1);
    }
    const auto log = collect({cast(R"({"damage":-5})"), cast(R"({"damage":1e308})"), cast(R"({"damage":"9"})")});
    CHECK(named(log, "A").damage_dealt == 0);
}

TEST_CASE("seconds that no source is long are no time, whatever lies between two of them") {
    std::vector<std::string> records;
    for (const char* const t : {"-1e308", "1.5e308", "2", "5"})
        records.push_back(cast(R"({"success":true})", R"(,"session_id":"s","t":)" + std::string(t)));
    const auto log = collect(records);
    const Session& session = log.tally().session_totals().at(0);
    CHECK(session.actions == 4);
    CHECK(session.first_t == 2);
    CHECK(session.last_t == 5);
}

TEST_CASE("counts equal a plain recount, and shuffling the records changes none") {
    std::mt19937 random{17};
    const std::vector<std::string> words{"move", "cast", "spell_cast", "dance", "die", "end_turn"};
    std::vector<std::string> lines;
    std::map<std::pair<std::string, std::string>, std::array<std::uint64_t, 4>> expected;
    for (int i = 0; i < 3000; ++i) {
        const std::string actor = "d" + std::to_string(random() % 9);
        const std::string& word = words[random() % words.size()];
        const std::string kind = word == "cast" ? "spell_cast" : word;
        const std::size_t outcome = random() % 3;
        const std::string success = outcome == 0 ? "true" : outcome == 1 ? "false" : "null";
        lines.push_back(R"({"type":"action","actor":")" + actor + R"(","action":")" + word +
                        R"(","result":{"success":)" + success + R"(},"duration":)" + std::to_string(random() % 1000) +
                        "}");
        auto& counts = expected[{actor, kind}];
        ++counts[3];
        if (kind != "die") ++counts[outcome];
    }
    const auto check = [&](const Collector& log) {
        std::size_t cells = 0;
        for (const ActorRow& row : summarize(log, 1).actors) {
            for (const KindRow& kind : row.kinds) {
                const auto& counts = expected.at({row.actor.id, kind.action});
                CHECK(kind.success.successes == counts[0]);
                CHECK(kind.success.failures == counts[1]);
                CHECK(kind.success.unknown == counts[2]);
                CHECK(kind.count == counts[3]);
                ++cells;
            }
        }
        CHECK(cells == expected.size());
    };
    const auto first = collect(lines);
    check(first);
    const Report before = summarize(first, 1);
    std::shuffle(lines.begin(), lines.end(), random);
    const auto second = collect(lines);
    check(second);
    const Report after = summarize(second, 1);
    REQUIRE(before.kinds.size() == after.kinds.size());
    for (std::size_t i = 0; i < before.kinds.size(); ++i) {
        CHECK(before.kinds[i].action == after.kinds[i].action);
        CHECK(before.kinds[i].duration->median == after.kinds[i].duration->median);
        CHECK(before.kinds[i].duration->mean == after.kinds[i].duration->mean);
        CHECK(before.kinds[i].success.low == after.kinds[i].success.low);
    }
}
