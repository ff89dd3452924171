#include "action-report/mapping.hpp"

#include "catch.hpp"
#include "collect.hpp"
#include "core/error.hpp"

using namespace tk::report;

TEST_CASE("a log with names of its own is read through a mapping") {
    const auto log = collect({R"({"daemon_id":7,"type":"analyze_code","outcome":{"ok":true},"took":0.5,"round":2})",
                              R"({"daemon_id":7,"type":"cast","outcome":{"ok":0},"took":1.5,"round":3})",
                              R"({"daemon_id":7,"note":"no type, so no action"})"},
                             " actor = daemon_id, action=type,success=outcome.ok,duration=took,turn=round");
    const Tally& tally = log.tally();
    REQUIRE(tally.count() == 2);
    CHECK(tally.actors().all().at(0).id == "7");
    CHECK(tally.kinds().at(0).name == "analyze_code");
    CHECK_FALSE(tally.kinds().at(0).in_vocabulary);
    CHECK(tally.kinds().at(1).name == "spell_cast");
    CHECK(tally.cells().at(0).outcomes.successes == 1);
    CHECK(tally.cells().at(1).outcomes.failures == 1);
    CHECK(tally.cells().at(1).durations.mean() == 1.5);
    CHECK(tally.session_totals().at(0).turns.size() == 2);
    CHECK(log.quality().types.find("")->second.unused == 1);
}

TEST_CASE("a key that holds dots is found before the dots reach into objects") {
    const auto log = collect({R"({"a.b":"flat","a":{"b":"nested"},"who":"x"})", R"({"a":{"b":"nested"},"who":"x"})"},
                             "actor=who,action=a.b");
    CHECK(log.tally().kinds().at(0).name == "flat");
    CHECK(log.tally().kinds().at(1).name == "nested");
}

TEST_CASE("a wrong mapping is refused with what could be meant") {
    CHECK_THROWS_WITH(parse_mapping("actr=daemon_id"), Catch::Contains("unknown field 'actr'"));
    try {
        parse_mapping("actr=daemon_id");
    } catch (const tk::UsageError& error) {
        CHECK(error.advice() == "did you mean 'actor'?");
    }
    for (const char* text : {"actor", "actor=", "=x", "actor=a,action"}) {
        CHECK_THROWS_AS(parse_mapping(text), tk::UsageError);
    }
    CHECK_NOTHROW(parse_mapping(""));
    CHECK_NOTHROW(parse_mapping("actor=a,"));
}
