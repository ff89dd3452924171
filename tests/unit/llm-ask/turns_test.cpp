#include "llm-ask/turns.hpp"

#include "catch.hpp"

using namespace tk::llm;

namespace {

std::string action(int turn, const std::string& session = "s1") {
    return R"({"type":"action","action":"move","session":")" + session + R"(","context":{"turn":)" +
           std::to_string(turn) + "}}";
}

std::string frame(int turn) {
    return R"({"type":"frame","state":{"turn":)" + std::to_string(turn) + "}}";
}

/// Before which record (by index; the count of records stands for the end) a turn was over, its number and its facts.
using Ends = std::vector<std::tuple<std::size_t, std::int64_t, std::size_t>>;

Ends ends(const std::vector<std::string>& records) {
    TurnCollector turns;
    tk::JsonParser parser;
    Ends found;
    const auto note = [&found](std::size_t at, const std::optional<Turn>& over) {
        if (over) found.emplace_back(at, over->number.value_or(-1), over->facts.size());
    };
    for (std::size_t i = 0; i < records.size(); ++i) note(i, turns.take(parser.parse(records[i])));
    note(records.size(), turns.finish());
    return found;
}

}  // namespace

TEST_CASE("a turn is over when an action of the next one comes, or at the end", "[turns]") {
    CHECK(ends({action(1), action(1), action(2)}) == Ends{{2, 1, 2}, {3, 2, 1}});
    CHECK(ends({}).empty());
    CHECK(ends({R"({"type":"note"})", action(4), R"({"type":"note"})"}) == Ends{{3, 4, 1}});
}

TEST_CASE("actions that follow the first picture of a new turn still belong to the old one", "[turns]") {
    CHECK(ends({frame(1), action(1), frame(2), action(1), frame(2), action(2)}) == Ends{{4, 1, 2}, {6, 2, 1}});
    CHECK(ends({frame(1), action(1), frame(2), action(1), action(2)}) == Ends{{4, 1, 2}, {5, 2, 1}});
    CHECK(ends({frame(1), action(1), frame(2), frame(1), frame(2), action(1)}) == Ends{{6, 1, 2}});
}

TEST_CASE("turns without an action have no end to tell", "[turns]") {
    CHECK(ends({frame(1), frame(2), frame(3), frame(3)}).empty());
    CHECK(ends({action(1), frame(2), frame(3), frame(4), action(4)}) == Ends{{2, 1, 1}, {5, 4, 1}});
}

TEST_CASE("another session is another turn, also with the same number", "[turns]") {
    CHECK(ends({action(1, "a"), action(1, "b"), action(2, "b")}) == Ends{{1, 1, 1}, {2, 1, 1}, {3, 2, 1}});
}

TEST_CASE("actions that tell no turn belong to the one at hand", "[turns]") {
    const std::string plain = R"({"type":"action","action":"appear","session":"s1"})";
    CHECK(ends({plain, action(1), plain, action(2)}) == Ends{{3, 1, 3}, {4, 2, 1}});
    CHECK(ends({plain, plain}) == Ends{{2, -1, 2}});
}

TEST_CASE("a turn without end does not fill the memory", "[turns]") {
    TurnCollector turns;
    tk::JsonParser parser;
    const std::string record = action(1);
    for (std::size_t i = 0; i < TurnCollector::max_facts + 7; ++i) turns.take(parser.parse(record));
    const auto over = turns.finish();
    REQUIRE(over);
    CHECK(over->facts.size() == TurnCollector::max_facts);
    CHECK(over->left_out == 7);
}
