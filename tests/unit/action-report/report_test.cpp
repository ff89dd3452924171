#include "action-report/report.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "collect.hpp"

using namespace tk::report;

namespace {

std::string action(const std::string& actor, int turn, const std::string& session = "s1") {
    return R"({"type":"action","id":"a","session":")" + session + R"(","actor":")" + actor +
           R"(","action":"move","context":{"turn":)" + std::to_string(turn) + R"(},"result":{"success":true}})";
}

std::string answer(int turn) {
    return R"({"type":"answer","turn":)" + std::to_string(turn) + R"(,"model":"builtin","answer":"t)" +
           std::to_string(turn) + "\"}";
}

}  // namespace

TEST_CASE("rates below the least sample are not given, those from it on carry the interval") {
    const std::vector<std::string> lines(4, action("e1", 1));
    CHECK_FALSE(summarize(collect(lines), 5).success.rate);
    const Rate rate = summarize(collect(lines), 4).success;
    REQUIRE(rate.rate);
    CHECK(*rate.rate == 1);
    CHECK(*rate.low == Approx(0.5101));  // z = 1.959964: 4 / (4 + z^2)
    CHECK(*rate.high == 1);
    CHECK_FALSE(summarize(collect({}), 1).success.rate);
}

TEST_CASE("actions stand under their turn, sessions one after the other, answers with their turn") {
    const auto log = collect({action("e1", 1), action("e2", 1), answer(1), action("x", 1, "s2"), action("e1", 2),
                              answer(1), action("x", 2, "s2"), answer(2), answer(9)});
    const Report report = summarize(log, 5);
    REQUIRE(report.turns.size() == 4);
    CHECK(report.turns[0].session == "s1");
    CHECK(report.turns[0].turn == 1);
    CHECK(report.turns[0].deeds.size() == 2);
    CHECK(report.turns[1].turn == 2);
    CHECK(report.turns[2].session == "s2");
    CHECK(report.turns[3].session == "s2");
    REQUIRE(report.other_answers.size() == 1);
    CHECK(report.other_answers[0]->text == "t9");
    std::size_t answers = 0;
    for (const TurnRow& turn : report.turns) answers += turn.answers.size();
    CHECK(answers == 3);
}

TEST_CASE("the timeline keeps the last actions and says how many it cut, the counts keep all") {
    std::vector<std::string> lines;
    for (int i = 0; i < 25; ++i) lines.push_back(action("e" + std::to_string(i), i));
    for (const std::size_t limit : {0UL, 1UL, 7UL, 25UL, 100UL}) {
        CAPTURE(limit);
        const auto log = collect(lines, "", limit);
        const Report report = summarize(log, 5);
        const std::size_t kept = std::min<std::size_t>(limit, 25);
        CHECK(report.actions == 25);
        CHECK(report.actions_cut == 25 - kept);
        REQUIRE(report.turns.size() == kept);
        for (std::size_t i = 0; i < kept; ++i) CHECK(report.turns[i].turn == static_cast<std::int64_t>(25 - kept + i));
    }
}

TEST_CASE("the last state and the last advice are told, not those before") {
    const std::string state =
        R"({"type":"frame","id":"f1","state":{"turn":1,"active":"e1","entities":[{"id":"e1","name":)"
        R"("Élowen","team":"ally","cell":4,"hp":50,"max_hp":200}]},"kb":{"active":"e1","spells":[)"
        R"({"spell":"old","reasons":[]}]}})";
    const std::string later =
        R"({"type":"frame","id":"f2","state":{"turn":2,"active":"e1","entities":[{"id":"e1","name":)"
        R"("Élowen","team":"ally","cell":5,"hp_share":0.5}]},"kb":{"active":"e1","spells":[{"spell":)"
        R"("Flèche vive","target_name":"Loup cendré","ap_cost":3,"expected_damage":21.5,"reasons":)"
        R"(["near","weak"]}],"excluded":[{"spell":"Trait","code":"COOLDOWN"}],"extra":9007199254740993}})";
    const auto log = collect({state, later, action("e1", 2)});
    const Report report = summarize(log, 5);
    REQUIRE(report.position);
    CHECK(report.position->frame == "f2");
    CHECK(report.position->fighters.at(0).cell == 5);
    CHECK(report.position->fighters.at(0).active);
    REQUIRE(report.advice);
    CHECK(report.advice->active_name == "Élowen");
    CHECK(report.advice->choices.at(0).reasons == std::vector<std::string>{"near", "weak"});
    CHECK(report.advice->excluded.at(0).code == "COOLDOWN");
    const tk::Value json = json_of(report, log);
    CHECK(json["advice"]["kb"]["extra"].get<std::int64_t>() == 9007199254740993);
    CHECK(json["actors"][0]["team"] == "ally");
    CHECK(json["actors"][0]["name"] == "Élowen");
    CHECK(collect({state}).quality().types.find("frame")->second.unused == 0);
}

TEST_CASE("the hit points of a state give its share where the share is not told") {
    const auto log =
        collect({R"({"type":"state","state":{"entities":[{"id":"e1","hp":50,"max_hp":200},{"id":"e2","hp":5},7]}})"});
    const auto position = summarize(log, 5).position;
    REQUIRE(position);
    REQUIRE(position->fighters.size() == 2);
    CHECK(*position->fighters[0].hp_share == 0.25);
    CHECK_FALSE(position->fighters[1].hp_share);
}

TEST_CASE("what was of no use, missing or unreadable is counted") {
    auto log = collect({R"({"type":"note"})", R"({"type":"note"})", R"({"a":1})",
                        R"({"type":"action","action":"move"})", R"({"type":"action","actor":"e1"})",
                        R"({"type":"frame","id":"f","errors":[{"tool":"ocr","code":)"
                        R"("image-missing","message":"x"}]})",
                        R"({"actor":"e1","action":"dance"})"});
    for (int i = 0; i < 7; ++i) log.unreadable("stdin:" + std::to_string(i) + ": not JSON");
    const Quality& quality = log.quality();
    CHECK(quality.types.find("note")->second.unused == 2);
    CHECK(quality.types.find("")->second.read == 2);
    CHECK(quality.types.find("")->second.unused == 1);
    CHECK(quality.without_actor == 1);
    CHECK(quality.without_action == 1);
    CHECK(quality.without_turn == 2);
    CHECK(quality.tool_errors.at({"ocr", "image-missing"}) == 1);
    CHECK(quality.unreadable == 7);
    CHECK(quality.first_unreadable.size() == Quality::most_shown);
    const tk::Value json = json_of(summarize(log, 5), log);
    CHECK(json["quality"]["outside_vocabulary"] == tk::Value::array({"dance"}));
    CHECK(json["quality"]["records"] == 7);
}

TEST_CASE("a report of nothing says that it is empty") {
    CHECK(summarize(collect({}), 5).empty());
    CHECK(summarize(collect({R"({"type":"note"})"}), 5).empty());
    CHECK_FALSE(summarize(collect({answer(1)}), 5).empty());
    CHECK_FALSE(summarize(collect({action("e1", 1)}), 5).empty());
}
