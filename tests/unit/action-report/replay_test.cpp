#include "action-report/replay.hpp"

#include "action-report/replay_screen.hpp"
#include "action-report/replay_terminal.hpp"
#include "catch.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"
#include "temp_folder.hpp"

using namespace tk::report;

namespace {

/// A replay file with these lines.
struct File {
    explicit File(const std::string& text) : path(folder.file("replay.jsonl", text)) {}
    TempFolder folder;
    std::string path;
};

std::string action(const std::string& actor, int turn, const std::string& more = R"("action":"move")") {
    return R"({"type":"action","session":"s","actor":")" + actor + R"(","context":{"turn":)" + std::to_string(turn) +
           "}," + more + "}\n";
}

const std::string state =
    R"({"type":"state","state":{"turn":1,"active":"e1","board":{"kind":"square","cols":4,"rows":2,"cells":"....#..o"},)"
    R"("entities":[{"id":"e1","name":"Ada","team":"ally","cell":1,"hp":5,"max_hp":10},{"id":"e2","name":"Bo","team":"enemy","cell":6}]}})"
    "\n";

std::vector<KeyEvent> events_of(const std::string& lines) {
    const File file{lines};
    ReplayLog log{file.path, {}};
    log.index(SIZE_MAX);
    return find_key_events(log.steps());
}

}  // namespace

TEST_CASE("a replay is indexed only as far as it is asked for, and the same in pieces as at once") {
    std::string lines;
    for (int i = 0; i < 20'000; ++i) lines += action("e" + std::to_string(i % 7), i / 10);
    const File file{lines};
    ReplayLog first{file.path, {}};
    first.index(1);
    CHECK(first.steps().size() == 1);
    CHECK(first.bytes_indexed() < 200);
    ReplayLog whole{file.path, {}};
    whole.index(SIZE_MAX);
    CHECK(whole.complete());
    CHECK(whole.bytes_indexed() == lines.size());
    ReplayLog pieces{file.path, {}};
    while (!pieces.complete()) pieces.index(SIZE_MAX, 1000);
    REQUIRE(pieces.steps().size() == 20'000);
    for (std::size_t i = 0; i < 20'000; i += 997) {
        CHECK(pieces.text(pieces.steps()[i].spot) + "\n" ==
              action("e" + std::to_string(i % 7), static_cast<int>(i / 10)));
        CHECK(whole.steps()[i].spot.offset == pieces.steps()[i].spot.offset);
    }
}

TEST_CASE("steps are actions, answers, and positions that no action led to") {
    const File file{state + state + action("e1", 1) + action("e2", 1) + R"({"type":"answer","answer":"so","turn":1})" +
                    "\n\r\n" + "not json\n" + state.substr(0, state.size() - 1)};
    ReplayLog log{file.path, {}};
    log.index(SIZE_MAX);
    std::vector<Step::Kind> kinds;
    for (const Step& step : log.steps()) kinds.push_back(step.kind);
    using Kind = Step::Kind;
    CHECK(kinds == std::vector{Kind::position, Kind::action, Kind::action, Kind::answer, Kind::position});
    CHECK(log.steps()[1].position == 1);
    CHECK(log.unreadable() == 1);
    CHECK(log.first_unreadable()[0].find(":7: ") != std::string::npos);
}

TEST_CASE("key events are each death once, the biggest loss, and what is far out") {
    const std::string blow = R"("action":"attack","result":{"damage":7})";
    const std::string kill = R"("action":"attack","result":{"damage":30,"killed":true})";
    using Kind = KeyEvent::Kind;
    auto events = events_of(action("a", 1, blow) + action("a", 1, kill) + action("b", 1, R"("action":"die")") +
                            action("c", 2, R"("action":"death")") + action("a", 2, kill));
    std::vector<std::pair<std::size_t, Kind>> found;
    for (const KeyEvent& event : events) found.emplace_back(event.step, event.kind);
    CHECK(found == std::vector<std::pair<std::size_t, Kind>>{
                       {1, Kind::first_death}, {1, Kind::biggest_loss}, {3, Kind::death}, {4, Kind::death}});

    const auto timed = [](double seconds) { return R"("action":"craft","duration":)" + std::to_string(seconds); };
    std::string usual;
    for (int i = 0; i < 30; ++i) usual += action("a", i, timed(1.0 + 0.01 * (i % 5)));
    CHECK(events_of(usual).empty());
    events = events_of(usual + action("a", 31, timed(9)));
    REQUIRE(events.size() == 1);
    CHECK(events[0].step == 30);
    CHECK(events[0].kind == Kind::long_duration);
    CHECK(key_event_text({tk::Language::english}, events[0]) == "unusually long: 9 s, the median of 31 is 1.02 s");
    CHECK(events_of(action("a", 1, timed(1)) + action("a", 1, timed(99))).empty());  // too few to tell
}

TEST_CASE("moves through a replay stay within it and within what is selected") {
    std::string lines;
    for (int turn = 1; turn <= 3; ++turn)
        for (const char* actor : {"Ada", "Bo", "Ada"}) lines += action(actor, turn);
    const File file{lines};
    ReplayLog log{file.path, {}};
    ReplayOptions all;
    Navigator go{log, all};
    REQUIRE(go.start());
    CHECK_FALSE(go.back());
    CHECK(go.next());
    CHECK(go.next_turn());
    CHECK(go.here() == 3);
    CHECK(go.to_turn(3));
    CHECK(go.here() == 6);
    CHECK(go.previous_turn());
    CHECK(go.here() == 3);
    CHECK_FALSE(go.to_turn(9));
    CHECK(go.here() == 3);
    CHECK(go.last());
    CHECK(go.here() == 8);
    CHECK_FALSE(go.next());
    CHECK_FALSE(go.next_event());
    ReplayOptions bo;
    bo.actor = "BO";
    Navigator only{log, bo};
    CHECK(only.start());
    CHECK(only.here() == 1);
    CHECK(only.next());
    CHECK(only.here() == 4);
    CHECK(only.to_step(9));
    CHECK(only.here() == 7);
}

TEST_CASE("a scene shows the board, who stands where, and fits any screen") {
    const File file{
        state + action("e1", 1, R"("action":"move","params":{"from":0,"to":1,"cost":1})") +
        action("e1", 1, R"("action":"cast","params":{"spell":"Braise","cell":2},"result":{"success":false})")};
    ReplayLog log{file.path, {}};
    log.index(SIZE_MAX);
    ScreenStyle style;
    const auto lines = draw_scene(make_scene(log, 0, 5, {}, style.tongue), {1, 2, true}, style);
    CHECK(lines == std::vector<std::string>{"Turn 1 · step 1 of 2 · session s", "Ada moves from 0 to 1 · 1 MP",
                                            "+  A1 .  .  ▸A1 Ada  ████···· 5/10", "#  .  E2 o   E2 Bo"});
    for (std::size_t columns = 20; columns <= 100; columns += 13) {
        for (std::size_t rows = 1; rows <= 12; ++rows) {
            style.columns = columns;
            style.rows = rows;
            const auto drawn = draw_scene(make_scene(log, 1, 5, {}, style.tongue), {2, 2, true}, style);
            CHECK(drawn.size() <= rows);
            for (const std::string& line : drawn) CHECK(tk::display_width(line) <= columns);
        }
    }
}

TEST_CASE("a broken board is told and not drawn") {
    std::string broken = state;
    broken.replace(broken.find("....#"), 5, "..x.#");
    const File file{broken + action("e1", 1)};
    ReplayLog log{file.path, {}};
    log.index(SIZE_MAX);
    const Scene scene = make_scene(log, 0, 5, {}, {tk::Language::english});
    CHECK_FALSE(scene.board);
    CHECK(scene.board_problem.find("'x'") != std::string::npos);
}

TEST_CASE("a bar is full, empty or something between, and shows whoever lives") {
    CHECK(bar(1, 4) == "████");
    CHECK(bar(0, 4) == "····");
    CHECK(bar(0.5, 4) == "██··");
    CHECK(bar(0.001, 4) == "▏···");
    CHECK(bar(0.6, 4) == "██▍·");
}

TEST_CASE("keys are decoded in any split") {
    const std::string typed = "l\033[C\033[5~\033OH\r\177\033[999Zq";
    for (std::size_t cut = 0; cut <= typed.size(); ++cut) {
        KeyDecoder decoder;
        auto keys = decoder.take(typed.substr(0, cut));
        for (const Key& key : decoder.take(typed.substr(cut))) keys.push_back(key);
        std::vector<Key::Kind> kinds;
        for (const Key& key : keys) kinds.push_back(key.kind);
        using Kind = Key::Kind;
        CHECK(kinds == std::vector{Kind::character, Kind::right, Kind::page_up, Kind::home, Kind::enter,
                                   Kind::backspace, Kind::character});
    }
    KeyDecoder decoder;
    CHECK(decoder.take("\033").empty());
    CHECK(decoder.lonely_escape()->kind == Key::Kind::escape);
}
