#include "core/timestamp.hpp"

#include "catch.hpp"

using namespace tk;

TEST_CASE("a moment is read in the spellings of logs, with its offset") {
    CHECK(parse_timestamp("1970-01-01T00:00:00Z")->seconds == 0);
    CHECK(parse_timestamp("2024-03-01T12:00:00.5+01:00")->seconds == 1709290800.5);
    CHECK(parse_timestamp("2024-03-01 12:00:00")->seconds == 1709294400);
    CHECK(parse_timestamp("2024-03-01T12:00:00+0100")->offset_minutes == 60);
    CHECK_FALSE(parse_timestamp("2024-03-01T12:00:00")->offset_minutes);
    CHECK(parse_timestamp("2024.03.01")->day_only);
    CHECK(parse_timestamp("2024-03")->seconds == 1709251200);
    CHECK(parse_timestamp("1969-12-31T23:59:59Z")->seconds == -1);
}

TEST_CASE("what is no date of the calendar is no moment") {
    for (const char* text : {"", "yesterday", "2023-02-29", "2024-13-01", "1964.??.??", "2024-03-01T25:00", "12:00:00",
                             "2024-03-01T12:00:00+1", "2024-03-01x"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_timestamp(text));
    }
}

TEST_CASE("a moment that was printed is read again") {
    for (const double seconds : {0.0, 1709290800.5, -1.25, 4102444799.999999, 951782400.0}) {
        CAPTURE(seconds);
        CHECK(parse_timestamp(format_timestamp(seconds))->seconds == Approx(seconds).margin(1e-6));
    }
    CHECK(format_timestamp(951782400) == "2000-02-29T00:00:00Z");
}

TEST_CASE("spans of time carry their unit") {
    CHECK(parse_span("24h") == 86400);
    CHECK(parse_span("1.5m") == 90);
    CHECK(parse_span("7d") == 604800);
    CHECK(parse_span("2w") == 1209600);
    CHECK(parse_span("30") == 30);
    CHECK_FALSE(parse_span("soon"));
    CHECK_FALSE(parse_span("-1h"));
}
