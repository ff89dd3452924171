#include "core/spool.hpp"

#include <vector>

#include "catch.hpp"

namespace {

std::vector<std::string> drained(tk::Spool& spool) {
    std::vector<std::string> items;
    spool.drain([&](std::string_view item) { items.emplace_back(item); });
    return items;
}

}  // namespace

TEST_CASE("a spool gives back what came, in memory or through a file, and can be used again") {
    const auto memory = GENERATE(as<std::size_t>(), 0, 10, 1000, 100'000, 16'000'000);
    const auto longest = GENERATE(as<std::size_t>(), 0, 30, 3000, 700'000);
    CAPTURE(memory, longest);
    tk::Spool spool(memory);
    CHECK(drained(spool).empty());
    std::vector<std::string> items;
    std::size_t total = 0;
    std::uint32_t random = 1;
    while (items.size() < 500 && total < 3'000'000) {
        random = random * 1'664'525 + 1'013'904'223;
        items.emplace_back(longest == 0 ? 0 : (random >> 8) % longest, static_cast<char>(random >> 24));
        total += items.back().size();
        spool.add(items.back());
    }
    CHECK(!spool.empty());
    CHECK(drained(spool) == items);
    CHECK(spool.empty());
    spool.add("again");
    CHECK(drained(spool) == std::vector<std::string>{"again"});
}
