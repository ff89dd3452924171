#include "action-report/replay_source.hpp"

#include <random>

#include "action-report/inputs.hpp"
#include "action-report/replay_log.hpp"
#include "catch.hpp"
#include "core/json.hpp"
#include "test_data.hpp"

using namespace tk::report;

namespace {

class Quiet {
public:
    tk::Context& context() { return context_; }

private:
    tk::Writer out_{2, "stderr"};
    tk::Log log_{"test", tk::Log::Level::error, false};
    tk::Settings settings_;
    tk::Context context_{"action-report", settings_, out_, log_};
};

/// An event of which any part may be missing; its texts are views into `texts`.
Event random_event(std::mt19937& random, const std::vector<std::string>& texts) {
    const auto some = [&] { return random() % 2 == 0; };
    const auto text = [&] { return some() ? std::string_view(texts[random() % texts.size()]) : std::string_view(); };
    const auto whole = [&] {
        return some() ? std::optional<std::int64_t>(static_cast<std::int64_t>(random() % 1'000) - 9) : std::nullopt;
    };
    const auto amount = [&] {
        return some() ? std::optional(static_cast<double>(random() % 4'000) / 8) : std::nullopt;
    };
    Event event;
    event.id = text();
    event.session = text();
    event.actor = text();
    event.actor_name = text();
    event.action = texts[random() % texts.size()];
    event.spell = text();
    event.target = text();
    event.target_name = text();
    event.element = text();
    event.error = text();
    if (some()) event.success = some();
    event.duration = amount();
    event.t = amount();
    event.turn = whole();
    event.cell = whole();
    event.from = whole();
    event.to = whole();
    event.cost = whole();
    event.amount = amount();
    if (some()) event.time = 1.7e9 + static_cast<double>(random() % 1'000'000) / 4;
    for (auto i = random() % 3; i > 0; --i) {
        Hit hit{.target = text(), .target_name = text(), .damage = amount(), .heal = amount()};
        hit.killed = some();
        event.hits.push_back(hit);
    }
    return event;
}

}  // namespace

TEST_CASE("what is read from the record of an action is the action") {
    const std::vector<std::string> texts{"a",
                                         "e1",
                                         "Fl\xC3\xA8"
                                         "che vive",
                                         "say \"no\"",
                                         "back\\slash",
                                         "a\nb",
                                         std::string(90, 'x')};
    std::mt19937 random{11};
    EventReader reader{Mapping{}};
    tk::JsonParser parser;
    for (int i = 0; i < 3'000; ++i) {
        const Event event = random_event(random, texts);
        const std::string record = record_of(event);
        INFO(record);
        CHECK(record.find('\n') == std::string::npos);
        const tk::JsonView view = parser.parse(record);
        REQUIRE(reader.is_action(view, "action"));
        Event read = reader.read(view);
        read.params_hash = 0;
        CHECK(read == event);
    }
}

TEST_CASE("a replay of another kind has a step for each action that its report counts") {
    const std::string folder = test_data("replays");
    if (folder.empty()) return;
    for (const char* const name : {"showdown/doubles.log", "showdown/doubles.json", "chess/moscow1964_20games.pgn"}) {
        INFO(name);
        const std::string path = folder + name;
        Quiet quiet;
        const auto records = as_records(quiet.context(), path, "");
        REQUIRE(records);
        CHECK(records->mapped);
        ReplayLog replay{records->source, records->descriptor, Mapping{}};
        replay.index(SIZE_MAX);
        Collector log{CollectorOptions{}};
        Inputs inputs;
        inputs.paths = {path};
        read_inputs(quiet.context(), inputs, log);
        CHECK(log.tally().count() > 0);
        CHECK(replay.steps().size() == log.tally().count());
        CHECK(replay.unreadable() == 0);
    }
}
