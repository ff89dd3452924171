#include "action-report/readers.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "action-report/inputs.hpp"
#include "action-report/sections.hpp"
#include "catch.hpp"
#include "collect.hpp"
#include "core/timestamp.hpp"
#include "test_data.hpp"

using namespace tk::report;

namespace {

/// A collector that has read `path` as what it is.
Collector read(const std::string& path, const std::string& from = "auto") {
    tk::Writer out{2, "stderr"};
    tk::Log quiet{"test", tk::Log::Level::error, false};
    tk::Context context{"action-report", tk::Settings{}, out, quiet};
    Collector log{CollectorOptions{}};
    Inputs inputs;
    inputs.paths = {path};
    inputs.kind = from;
    read_inputs(context, inputs, log);
    return log;
}

std::uint64_t count_of(const Collector& log, const std::string& action) {
    std::uint64_t count = 0;
    for (const Cell& cell : log.tally().cells()) {
        if (log.tally().kinds()[cell.kind].name == action) count += cell.count;
    }
    return count;
}

const Fact& fact(const Section& section, const std::string& key) {
    for (const Fact& one : section.facts) {
        if (one.key == key) return one;
    }
    throw std::runtime_error("no fact " + key);
}

const Table& table(const Section& section, const std::string& key) {
    for (const Table& one : section.tables) {
        if (one.key == key) return one;
    }
    throw std::runtime_error("no table " + key);
}

}  // namespace

TEST_CASE("event logs in XES, packed, give the published counts, edges, variants and durations") {
    const std::string folder = test_data("replays");
    if (folder.empty()) return;
    tk::JsonParser parser;
    const tk::Value truth = parser.parse(content_of(folder + "TRUTH.json")).value();
    for (const std::string name : {"eventlogs/bpi2013_closed_problems.xes.gz", "eventlogs/helpdesk.xes.gz"}) {
        CAPTURE(name);
        const tk::Value& expected = truth[name];
        const Collector log = read(folder + name);
        CHECK(log.tally().count() == expected["events"].get<std::uint64_t>());
        CHECK(log.tally().kinds().size() == expected["activities"].get<std::uint64_t>());
        CHECK(summarize(log, 5).acting == expected["actors"].get<std::uint64_t>());
        for (const auto& pair : expected["top_activities"])
            CHECK(count_of(log, pair[0]) == pair[1].get<std::uint64_t>());
        const Section section = sequences_section(log.flow(), log.tally());
        CHECK(fact(section, "sessions").datum.value == expected["cases"].get<double>());
        CHECK(fact(section, "variants").datum.value == expected["variants_by_name"].get<double>());
        CHECK(fact(section, "session_median_s").datum.value == expected["case_duration_median_s"].get<double>());
        CHECK(fact(section, "session_mean_s").datum.text ==
              number_datum(expected["case_duration_mean_s"].get<double>(), 8).text);
        const auto& edges = table(section, "directly_follows").rows;
        for (std::size_t i = 0; i < expected["top_directly_follows"].size(); ++i) {
            const tk::Value& edge = expected["top_directly_follows"][i];
            CHECK(edges[i].cells[0].text == edge[0][0].get<std::string>());
            CHECK(edges[i].cells[1].text == edge[0][1].get<std::string>());
            CHECK(edges[i].cells[2].value == edge[1].get<double>());
        }
        CHECK(table(section, "variants").rows[0].cells[1].value == expected["top_variant"][1].get<double>());
        for (const auto& pair : expected["peak_hours_as_written"]) {
            std::uint64_t count = 0;
            for (std::size_t day = 0; day < 7; ++day)
                count += log.times().hours()[day * 24 + pair[0].get<std::size_t>()].count;
            CHECK(count == pair[1].get<std::uint64_t>());
        }
        CHECK(log.times().offsets().size() == expected["utc_offsets"].size());
    }
}

TEST_CASE("the three encodings of an object-centric log agree") {
    const std::string folder = test_data("replays");
    if (folder.empty()) return;
    for (const char* const ending : {"jsonocel", "xmlocel", "sqlite"}) {
        CAPTURE(ending);
        const Collector log = read(folder + "ocel/ocel20_example." + ending);
        REQUIRE(log.objects());
        std::uint64_t objects = 0;
        for (const auto& [type, count] : log.objects()->by_type) objects += count;
        CHECK(log.tally().count() == 13);
        CHECK(objects == 9);
        CHECK(log.objects()->by_type.size() == 4);
        CHECK(log.objects()->event_types == 8);
        CHECK(log.objects()->event_object_links == 20);
        CHECK(log.objects()->object_object_links == 7);
        CHECK(log.flow().edges().size() == read(folder + "ocel/ocel20_example.jsonocel").flow().edges().size());
    }
}

TEST_CASE("a battle of Pokemon Showdown has its turns, moves, losses and winner, plain and inside of JSON") {
    const std::string folder = test_data("replays");
    if (folder.empty()) return;
    for (const char* const name : {"showdown/doubles.log", "showdown/doubles.json"}) {
        CAPTURE(name);
        const Collector log = read(folder + name);
        CHECK(count_of(log, "use_move") == 36);
        CHECK(count_of(log, "switch") == 12);
        CHECK(count_of(log, "lose_hp") == 18);
        CHECK(count_of(log, "die") == 6);
        CHECK(log.tally().session_totals().back().last_turn == 12);
        CHECK(log.times().last() - log.times().first() == 371);
        for (const Cell& cell : log.tally().cells()) {
            const std::string& action = log.tally().kinds()[cell.kind].name;
            const std::string& player = log.tally().actors().all()[cell.actor].name;
            if (action == "use_move") CHECK(cell.count == (player == "Geordivgc" ? 20 : 16));
            if (action == "win") CHECK(player == "Geordivgc");
        }
    }
}

TEST_CASE("a battle whose seconds no clock can show has times that cannot be read") {
    const TempFolder folder;
    const std::string path = folder / "battle.log";
    std::ofstream(path) << "|t:|1701" << std::string(120, '1') << "\n|player|p1|Ada|1|\n|player|p2|Bo|2|\n"
                        << "|switch|p1a: Fern|Fern, L50|100/100\n|turn|1\n|move|p1a: Fern|Growl|p2a: Moss\n|win|Ada\n";
    const Collector log = read(path, "showdown");
    CHECK(count_of(log, "use_move") == 1);
    CHECK(log.times().with_time() == 0);
    CHECK(log.times().bad_times() > 0);
}

TEST_CASE("chess games keep to their main line, and give wins, draws and losses by player") {
    const std::string folder = test_data("replays");
    if (folder.empty()) return;
    tk::JsonParser parser;
    const tk::Value truth = parser.parse(content_of(folder + "TRUTH.json")).value()["chess/moscow1964_20games.pgn"];
    const Collector log = read(folder + "chess/moscow1964_20games.pgn");
    CHECK(count_of(log, "move") == truth["plies_total"].get<std::uint64_t>());
    CHECK(log.tally().session_totals().size() == 21);  // the first is the one without a name
    std::map<std::string, std::map<std::string, std::uint64_t>> results;
    for (const Cell& cell : log.tally().cells())
        results[log.tally().actors().all()[cell.actor].id][log.tally().kinds()[cell.kind].name] = cell.count;
    for (const auto& [player, three] : truth["win_draw_loss"].items()) {
        CAPTURE(player);
        CHECK(results[player]["win"] == three[0].get<std::uint64_t>());
        CHECK(results[player]["draw"] == three[1].get<std::uint64_t>());
        CHECK(results[player]["loss"] == three[2].get<std::uint64_t>());
    }
}

TEST_CASE("CSV is a log, a series or a list of edges, by its columns") {
    const TempFolder folder;
    const auto write = [&](const char* name, const std::string& text) {
        tk::Writer out{folder / name};
        out.write(text);
        out.close();
        return folder / name;
    };
    const Collector log = read(write("log.csv",
                                     "case;activity;resource;timestamp;success\r\n"
                                     "1;\"a;b\";x;2024-03-01 12:00:00;true\r\n1;c;y;2024-03-01 12:01:00;0\r\n"));
    CHECK(count_of(log, "a;b") == 1);
    CHECK(log.flow().edges().at(0).gaps.mean() == 60);
    CHECK(summarize(log, 1).success.successes == 1);
    const Collector series =
        read(write("series.csv", "timestamp,value\n2024-03-01 12:00:00,1.5\n2024-03-01 12:05:00,2.5\n"));
    REQUIRE(series.measures().all().size() == 1);
    CHECK(series.measures().all()[0].sum.value() == 4);
    const Collector edges = read(write("edges.tsv", "#a\tb\tweight\nx\ty\t3\ny\tz\t1\n"));
    CHECK(edges.ties().ties().size() == 2);
    CHECK(edges.ties().ties()[0].weight == 3);
    CHECK_THROWS_AS(read(write("nothing.csv", "timestamp,session\n1,2\n")), tk::Error);
}

TEST_CASE("filters leave out what is not asked for, by time, actor, action and session") {
    const auto taken = [](auto set) {
        CollectorOptions options;
        set(options.filter);
        Collector log{std::move(options)};
        for (int i = 0; i < 10; ++i) {
            Event event;
            event.action = i % 2 == 0 ? "cast_spell" : "move";
            event.actor = i < 3 ? "a" : "b";
            event.session = i < 5 ? "s1" : "s2";
            event.time = 1000 + i;
            log.take_event(std::move(event));
        }
        return log.tally().count();
    };
    CHECK(taken([](EventFilter&) {}) == 10);
    CHECK(taken([](EventFilter& filter) { filter.set_actors("a"); }) == 3);
    CHECK(taken([](EventFilter& filter) { filter.set_actions("cast"); }) == 5);
    CHECK(taken([](EventFilter& filter) { filter.set_sessions("s2,s3"); }) == 5);
    CHECK(taken([](EventFilter& filter) { filter.set_since("1004"); }) == 6);
    CHECK(taken([](EventFilter& filter) { filter.set_until("1004"); }) == 4);
    CHECK(taken([](EventFilter& filter) { filter.set_last(3, 1009); }) == 4);
    CHECK_THROWS_AS(taken([](EventFilter& filter) { filter.set_since("soon"); }), tk::UsageError);
}

TEST_CASE("sessions that are mixed with each other, or sorted, give the same edges") {
    const auto event = [](int i) {
        Event one;
        one.action = i % 3 == 0 ? "a" : i % 5 == 0 ? "b" : "c";
        return one;
    };
    const auto add = [&](Collector& log, int i) {
        const std::string session = "s" + std::to_string(i % 7);
        Event one = event(i);
        one.session = session;
        log.take_event(std::move(one));
    };
    Collector mixed{CollectorOptions{}};
    Collector sorted{CollectorOptions{}};
    for (int i = 0; i < 200; ++i) add(mixed, i);
    for (int part = 0; part < 7; ++part) {
        for (int i = part; i < 200; i += 7) add(sorted, i);
    }
    const auto edges = [](const Collector& log) {
        std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
        for (const Flow::Edge& edge : log.flow().edges())
            counts[{log.tally().kinds()[edge.from].name, log.tally().kinds()[edge.to].name}] = edge.count;
        return counts;
    };
    CHECK(edges(sorted) == edges(mixed));
}
