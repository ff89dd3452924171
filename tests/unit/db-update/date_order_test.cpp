#include "db-update/date_order.hpp"

#include <optional>
#include <string>

#include "catch.hpp"
#include "core/error.hpp"

using namespace tk::update;

TEST_CASE("a date in numbers is read day or month first as told", "[db-update]") {
    using Expected = std::optional<std::string>;
    const auto [text, day_first, month_first] = GENERATE(table<std::string, Expected, Expected>({
        {"03/02/2026", "2026-02-03T00:00:00Z", "2026-03-02T00:00:00Z"},
        {"3.2.2026 18:00", "2026-02-03T18:00:00Z", "2026-03-02T18:00:00Z"},
        {"03-02-2026T18:00:05Z", "2026-02-03T18:00:05Z", "2026-03-02T18:00:05Z"},
        {"3/2/2026, 6:05 PM", "2026-02-03T18:05:00Z", "2026-03-02T18:05:00Z"},
        {"3/2/2026 12:00 am", "2026-02-03T00:00:00Z", "2026-03-02T00:00:00Z"},
        {"3/2/2026 9:07", "2026-02-03T09:07:00Z", "2026-03-02T09:07:00Z"},
        {"3/2/2026 18:00+01:00", "2026-02-03T17:00:00Z", "2026-03-02T17:00:00Z"},
        {"31/01/2026", "2026-01-31T00:00:00Z", std::nullopt},
        {"01/31/2026", std::nullopt, "2026-01-31T00:00:00Z"},
        {"2026-02-03", "2026-02-03T00:00:00Z", "2026-02-03T00:00:00Z"},
    }));
    CAPTURE(text);
    REQUIRE(time_of_text(text, DateOrder::day_first) == day_first);
    REQUIRE(time_of_text(text, DateOrder::month_first) == month_first);
}

TEST_CASE("without a word only a date that can be one day alone is read, and never a guess", "[db-update]") {
    REQUIRE(time_of_text("31/01/2026", DateOrder::untold) == "2026-01-31T00:00:00Z");
    REQUIRE(time_of_text("01/31/2026", DateOrder::untold) == "2026-01-31T00:00:00Z");
    REQUIRE(time_of_text("05/05/2026 7:00 PM", DateOrder::untold) == "2026-05-05T19:00:00Z");
    for (const char* const text : {"03/02/2026", "1.12.2026 18:00", "12-11-2026"}) {
        CAPTURE(text);
        try {
            time_of_text(text, DateOrder::untold);
            FAIL("it was read");
        } catch (const tk::RecordError& error) {
            REQUIRE_THAT(error.what(), Catch::Matchers::Contains(" is either 2026-"));
            REQUIRE_THAT(error.advice(), Catch::Matchers::Contains("--dates day-first"));
        }
    }
}

TEST_CASE("what is no date in numbers is none, whatever the order", "[db-update]") {
    const char* const text =
        GENERATE("", "03/02", "03/02/26", "3/2-2026", "32/01/2026", "31/02/2026", "1/1/2026 25:00", "1/1/2026 13:00 PM",
                 "1/1/2026 0:30 AM", "1/1/2026x", "1/1/2026 noon", "1 / 1 / 2026", "001/1/2026", "-1/1/2026");
    CAPTURE(text);
    for (const DateOrder order : {DateOrder::untold, DateOrder::day_first, DateOrder::month_first})
        REQUIRE_FALSE(time_of_text(text, order));
}
