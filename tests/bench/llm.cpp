// bench_llm PAIRS: what a decision of the router costs, and how many pairs of prompts that must not share an answer
// would share one if their vectors were the same, as one JSON object.
#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/text.hpp"
#include "llm-ask/cache.hpp"
#include "llm-ask/router.hpp"

namespace {

using namespace tk::llm;

Catalog many_models() {
    Catalog catalog;
    for (int i = 0; i < 50; ++i) {
        ModelEntry entry;
        entry.name = "model-" + std::to_string(i);
        entry.provider = "here";
        entry.model = (i % 2 == 0 ? "gemma2:" : "llama3.2:") + std::to_string(i + 1) + "b";
        entry.price_in = i;
        catalog.models.push_back(entry);
    }
    RouteEntry rule;
    rule.words = {"market", "price"};
    rule.models = {"model-1"};
    catalog.routes.assign(20, rule);
    return catalog;
}

double microseconds_of_a_decision() {
    const Catalog catalog = many_models();
    std::string prompt = "Tell of the epic battle with the dragon at the old harbour, and what the captain says. ";
    while (prompt.size() < 4000) prompt += prompt;
    constexpr int times = 2000;
    std::size_t chosen = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < times; ++i) {
        chosen += route(catalog, prompt, std::nullopt, "", Preference::quality, {}).models.size();
    }
    const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - start;
    return chosen == 0 ? 0 : time.count() / times;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    std::ifstream file(argv[1]);
    const std::vector<float> same{1, 2, 3};
    int pairs = 0;
    int shared = 0;
    for (std::string line; std::getline(file, line);) {
        const auto parts = tk::split(line, '\t');
        if (line.empty() || line[0] == '#' || parts.size() != 2) continue;
        ++pairs;
        shared += means_the_same(parts[0], same, parts[1], same) ? 1 : 0;
    }
    const nlohmann::json told = {{"route_us", microseconds_of_a_decision()}, {"pairs", pairs}, {"shared", shared}};
    std::cout << told << '\n';
    return 0;
}
