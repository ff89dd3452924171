#include "stats/sequences.hpp"

#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "test_data.hpp"

using namespace tk::stats;

namespace {

/// A line of the SPMF format: items, -1 ends a step, -2 the sequence.
Sequence spmf(const std::string& line) {
    Sequence steps;
    Step step;
    std::istringstream words(line);
    for (std::string word; words >> word && word != "-2" && word != "#SUP:";) {
        if (word == "-1") {
            steps.push_back(step);
            step.clear();
        } else {
            step.push_back(static_cast<std::uint32_t>(std::stoul(word)));
        }
    }
    return steps;
}

/// Ends of `pattern` in `sequence` by trying everything.
bool occurs(const Sequence& sequence, const Sequence& pattern, std::size_t gap, std::size_t at, std::size_t from) {
    if (at == pattern.size()) return true;
    for (std::size_t i = from; i < sequence.size() && (at == 0 || i <= from + gap); ++i) {
        if (std::includes(sequence[i].begin(), sequence[i].end(), pattern[at].begin(), pattern[at].end()) &&
            occurs(sequence, pattern, gap, at + 1, i + 1))
            return true;
    }
    return false;
}

}  // namespace

TEST_CASE("the patterns of the textbook database are those SPMF publishes") {
    const auto folder = test_data("replays/sequences");
    if (folder.empty()) return;
    std::ifstream input(folder + "contextPrefixSpan.txt");
    std::vector<Sequence> database;
    for (std::string line; std::getline(input, line);) database.push_back(spmf(line));
    std::ifstream answer(folder + "contextPrefixSpan.minsup50.txt");
    std::map<Sequence, std::uint64_t> expected;
    for (std::string line; std::getline(answer, line);)
        expected[spmf(line)] = std::stoul(line.substr(line.find("#SUP:") + 5));
    REQUIRE(expected.size() == 53);
    std::map<Sequence, std::uint64_t> found;
    for (const FrequentSequence& pattern : frequent_sequences(database, {.least_support = 2}).patterns)
        found[pattern.steps] = pattern.support;
    CHECK(found == expected);
}

TEST_CASE("with a limit on gaps the support is what trying everything gives") {
    std::mt19937 random(7);
    for (int round = 0; round < 40; ++round) {
        std::vector<Sequence> database(6);
        for (Sequence& sequence : database) {
            for (unsigned i = 0; i < 4 + random() % 8; ++i)
                sequence.push_back({static_cast<std::uint32_t>(random() % 3)});
        }
        const std::size_t gap = random() % 3;
        const auto found = frequent_sequences(database, {.least_support = 2, .most_items = 4, .most_gap = gap});
        for (const FrequentSequence& pattern : found.patterns) {
            std::uint64_t support = 0;
            for (const Sequence& sequence : database) support += occurs(sequence, pattern.steps, gap, 0, 0) ? 1 : 0;
            CHECK(support == pattern.support);
        }
    }
}

TEST_CASE("a closed pattern is one that no longer pattern of the same support holds") {
    const std::vector<Sequence> database{{{1}, {2}, {3}}, {{1}, {2}, {3}}, {{1}, {2}}};
    std::set<Sequence> found;
    for (const FrequentSequence& pattern : closed(frequent_sequences(database, {.least_support = 2}).patterns))
        found.insert(pattern.steps);
    CHECK(found == std::set<Sequence>{{{1}, {2}}, {{1}, {2}, {3}}});
}

TEST_CASE("work that is too much is cut, and that is told") {
    const std::vector<Sequence> database(4, Sequence(30, Step{1}));
    CHECK_FALSE(frequent_sequences(database, {.least_support = 2, .most_work = 10}).whole);
}
