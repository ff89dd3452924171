#include "action-report/names.hpp"

#include <map>
#include <random>
#include <set>

#include "action-report/pair_index.hpp"
#include "catch.hpp"

using namespace tk::report;

TEST_CASE("texts are equal where their bytes are, of any length") {
    std::mt19937 random{3};
    for (int i = 0; i < 20'000; ++i) {
        std::string a(random() % 40, 'x');
        for (char& c : a) c = static_cast<char>(random() % 3 == 0 ? random() % 256 : 'x');
        std::string b = a;
        if (!b.empty() && random() % 2 == 0) b[random() % b.size()] = static_cast<char>(random() % 256);
        if (random() % 8 == 0) b += '\0';
        CHECK(equal_texts(a, b) == (a == b));
        if (a == b) CHECK(quick_hash(a) == quick_hash(b));
    }
    CHECK(equal_texts({}, ""));
}

TEST_CASE("short texts of a log hash apart") {
    std::set<std::uint64_t> hashes;
    std::set<std::uint64_t> low;
    constexpr int count = 20'000;
    for (int i = 0; i < count; ++i) {
        const std::uint64_t hash = quick_hash("e" + std::to_string(i));
        hashes.insert(hash);
        low.insert(hash % 65'536);
    }
    CHECK(hashes.size() == count);
    CHECK(low.size() > 16'000);  // of random ones 17,230 are expected
}

TEST_CASE("names and pairs get small numbers in order of first appearance") {
    Names names;
    PairIndex pairs;
    std::map<std::string, std::uint32_t> known{{"", 0}};
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> known_pairs;
    std::mt19937 random{5};
    CHECK_FALSE(pairs.find(1, 2));
    for (int i = 0; i < 20'000; ++i) {
        const std::string name(random() % 30, static_cast<char>('a' + random() % 20));
        const auto fresh = static_cast<std::uint32_t>(known.size());
        CHECK(names.index_of(name) == known.try_emplace(name, fresh).first->second);
        const std::pair<std::uint32_t, std::uint32_t> pair{random() % 90, random() % 90};
        const auto next = static_cast<std::uint32_t>(known_pairs.size());
        const auto [place, is_new] = known_pairs.try_emplace(pair, next);
        CHECK(pairs.index_of(pair.first, pair.second) == std::pair(place->second, is_new));
        CHECK(pairs.find(pair.first, pair.second) == place->second);
    }
    CHECK(pairs.size() == known_pairs.size());
}
