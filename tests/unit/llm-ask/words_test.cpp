#include "llm-ask/words.hpp"

#include <fstream>

#include "catch.hpp"
#include "core/text.hpp"
#include "llm-ask/cache.hpp"

using namespace tk::llm;

namespace {

struct Pair {
    std::string a;
    std::string b;
};

/// The pairs of a file of the tests: two prompts with a tab between, `#` before a comment.
std::vector<Pair> pairs_of(const std::string& name) {
    std::ifstream file(std::string(TURNKIT_SOURCE_DIR) + "/tests/unit/llm-ask/" + name);
    REQUIRE(file);
    std::vector<Pair> pairs;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        const auto parts = tk::split(line, '\t');
        REQUIRE(parts.size() == 2);
        pairs.push_back({parts[0], parts[1]});
    }
    return pairs;
}

}  // namespace

TEST_CASE(
    "prompts that differ in direction, negation, number or name never share an answer, however alike their "
    "vectors",
    "[words]") {
    const std::vector<float> same{1, 2, 3};
    const auto pairs = pairs_of("adversarial_pairs.tsv");
    REQUIRE(pairs.size() >= 60);
    for (const auto& [a, b] : pairs) {
        INFO(a << " | " << b);
        CHECK_FALSE(means_the_same(a, same, b, same));
        CHECK_FALSE(means_the_same(b, same, a, same));
    }
}

TEST_CASE("prompts that differ in courtesy, case, accents and punctuation share an answer", "[words]") {
    const std::vector<float> same{1, 2, 3};
    for (const auto& [a, b] : pairs_of("same_pairs.tsv")) {
        INFO(a << " | " << b);
        CHECK(means_the_same(a, same, b, same));
        CHECK_FALSE(means_the_same(a, {1, 0, 0}, b, {0, 1, 0}));
    }
}

TEST_CASE("vectors are kept exactly and compared by their angle", "[words]") {
    const std::vector<float> vector{0.25F, -1.5F, 3e-7F};
    CHECK(vector_of(vector_text(vector)) == vector);
    CHECK_FALSE(vector_of("abc"));
    CHECK(similarity({1, 0}, {2, 0}) == Approx(1));
    CHECK(similarity({1, 0}, {0, 2}) == Approx(0));
    CHECK(similarity({1, 0}, {1, 0, 0}) == 0);
    CHECK(similarity({0, 0}, {0, 0}) == 0);
}
