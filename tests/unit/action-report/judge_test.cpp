#include "action-report/judge.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "catch.hpp"

using namespace tk::report;

namespace {

/// Ordinary work: three actions in no strict order, that take log-normal times and fail now and then.
class Workshop {
public:
    explicit Workshop(unsigned seed) : random_(seed) {}

    Event next() {
        static const std::vector<std::string> actions{"look", "think", "craft"};
        static const std::vector<std::string> actors{"ann", "bob", "eve"};
        Event event;
        session_ = "s" + std::to_string(count_++ / 30);
        event.session = session_;
        event.actor = actors[random_() % actors.size()];
        event.action = actions[random_() % actions.size()];
        event.success = random_() % 10 != 0;
        event.duration = std::exp(std::normal_distribution<double>{0, 0.7}(random_));
        event.time = clock_ += std::exponential_distribution<double>{0.2}(random_);
        return event;
    }

private:
    std::mt19937 random_;
    std::string session_;
    std::size_t count_ = 0;
    double clock_ = 1.7e9;
};

Collector baseline(unsigned seed, int size) {
    CollectorOptions options;
    options.timeline = 0;
    Collector log{std::move(options)};
    Workshop workshop{seed};
    for (int i = 0; i < size; ++i) log.take_event(workshop.next());
    return log;
}

std::vector<std::string> keys_of(const std::vector<Oddity>& odd) {
    std::vector<std::string> keys;
    for (const Oddity& one : odd) keys.push_back(one.key);
    std::sort(keys.begin(), keys.end());
    return keys;
}

}  // namespace

TEST_CASE("of actions like those of the baseline no more are odd than the budget allows") {
    for (const unsigned seed : {1U, 2U, 3U}) {
        const Collector log = baseline(seed, 3'000);
        Judge judge{log};
        Workshop workshop{seed + 100};
        constexpr int count = 20'000;
        int odd = 0;
        for (int i = 0; i < count; ++i) odd += judge.judge(workshop.next()).empty() ? 0 : 1;
        CHECK(odd <= count * Judge::budget);
    }
}

TEST_CASE("what is odd about an action is told with its reason") {
    const Collector log = baseline(7, 3'000);
    Judge judge{log};
    Workshop workshop{8};
    Event event = workshop.next();
    judge.judge(event);

    event.actor = "mallory";
    CHECK(keys_of(judge.judge(event)) == std::vector<std::string>{"new_actor"});
    event.actor = "ann";
    event.action = "burn";
    CHECK(keys_of(judge.judge(event)) == std::vector<std::string>{"rare_action"});
    event.action = "craft";
    CHECK(judge.judge(event).empty());  // after an action of which nothing is known
    event.duration = 100;
    const auto slow = judge.judge(event);
    REQUIRE(keys_of(slow) == std::vector<std::string>{"long_duration"});
    CHECK(slow.front().value.text == "100");
    CHECK(slow.front().chance < 0.001);
    event.duration = 1;
    *event.time += 3'600;
    CHECK(keys_of(judge.judge(event)) == std::vector<std::string>{"silence"});
}

TEST_CASE("a step that hardly ever comes and a failure of what never fails are told") {
    CollectorOptions options;
    options.timeline = 0;
    Collector log{std::move(options)};
    Event event;
    event.actor = "ann";
    event.success = true;
    for (int i = 0; i < 3'000; ++i) {
        event.session = "s";
        event.action = i % 3 == 0 ? "look" : i % 3 == 1 ? "think" : "craft";
        log.take_event(event);
    }
    Judge judge{log};
    for (const char* action : {"look", "think"}) {
        event.action = action;
        CHECK(judge.judge(event).empty());
    }
    event.action = "look";  // not "craft"
    event.success = false;
    CHECK(keys_of(judge.judge(event)) == std::vector<std::string>{"failure", "rare_step"});
}

TEST_CASE("rarity is a conformal p-value") {
    const Rarity rarity{{1, 1, 8}};               // eleven records with the one that comes
    CHECK(rarity.chance(0) == Approx(3.0 / 11));  // as rare: both that came once, and it
    CHECK(rarity.chance(1) == Approx(3.0 / 11));  // then twice: no other came as seldom but the one
    CHECK(rarity.chance(8) == 1);
    CHECK(Rarity{}.chance(0) == 1);
}
