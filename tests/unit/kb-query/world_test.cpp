#include "kb-query/world.hpp"

#include <map>
#include <random>

#include "catch.hpp"

using namespace tk::query;

namespace {

struct Graph {
    std::map<std::string, std::vector<Way>> ways;
    std::map<std::string, std::int64_t> danger;

    void way(const std::string& from, const std::string& to) { ways[from].push_back({"", {to, ""}, "", "", ""}); }
    World world() const {
        return {[this](const std::string& map) {
                    const auto found = ways.find(map);
                    return found == ways.end() ? std::vector<Way>{} : found->second;
                },
                [this](const std::string& map) -> std::optional<std::int64_t> {
                    const auto found = danger.find(map);
                    return found == danger.end() ? 0 : found->second < 0 ? std::nullopt : std::optional(found->second);
                }};
    }
    std::string route(const std::string& from, const std::string& to, RouteBest best = RouteBest::shortest) const {
        std::string text;
        for (const RouteStep& step : find_route(world(), from, to, best))
            text += (text.empty() ? "" : " ") + step.place.map + (step.place.zone.empty() ? "" : "/" + step.place.zone);
        return text;
    }
};

}  // namespace

TEST_CASE("the shortest way is taken, of equal ones the least dangerous") {
    Graph graph;
    for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
             {"a", "b"}, {"b", "d"}, {"a", "c"}, {"c", "d"}, {"a", "e"}, {"e", "f"}, {"f", "d"}})
        graph.way(from, to);
    graph.danger = {{"b", 5}, {"c", 2}};
    CHECK(graph.route("a", "d") == "a c d");
    CHECK(graph.route("a", "d", RouteBest::safest) == "a e f d");
    CHECK(graph.route("a", "a") == "a");
    CHECK(graph.route("d", "a").empty());
    graph.danger = {{"b", -1}, {"c", -1}};
    CHECK(graph.route("a", "d") == "a e f d");
    graph.danger["d"] = -1;
    CHECK(graph.route("a", "d").empty());
}

TEST_CASE("parts of a map that do not connect are not crossed") {
    Graph graph;
    graph.ways["a"] = {{"", {"b", "1"}, "", "", ""}};
    graph.ways["b"] = {{"2", {"c", ""}, "", "", ""}, {"1", {"d", ""}, "", "", ""}};
    graph.ways["d"] = {{"", {"b", "2"}, "", "", ""}};
    CHECK(graph.route("a", "c") == "a b/1 d b/2 c");
    CHECK(graph.route("b", "c") == "b c");
}

TEST_CASE("routes are as short as those of a plain search over random worlds") {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        const int maps = 2 + static_cast<int>(random() % 12);
        std::vector<std::vector<int>> steps(static_cast<std::size_t>(maps),
                                            std::vector<int>(static_cast<std::size_t>(maps), 99));
        Graph graph;
        const auto at = [&](int a, int b) -> int& {
            return steps[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
        };
        for (int a = 0; a < maps; ++a) at(a, a) = 0;
        for (int i = 0; i < maps * 2; ++i) {
            const int a = static_cast<int>(random() % static_cast<unsigned>(maps));
            const int b = static_cast<int>(random() % static_cast<unsigned>(maps));
            graph.way(std::to_string(a), std::to_string(b));
            if (a != b) at(a, b) = 1;
        }
        for (int k = 0; k < maps; ++k)
            for (int a = 0; a < maps; ++a)
                for (int b = 0; b < maps; ++b) at(a, b) = std::min(at(a, b), at(a, k) + at(k, b));
        for (int b = 0; b < maps; ++b) {
            const auto found = find_route(graph.world(), "0", std::to_string(b), RouteBest::shortest);
            CAPTURE(round, b);
            REQUIRE((found.empty() ? 99 : static_cast<int>(found.size()) - 1) == at(0, b));
        }
    }
}
