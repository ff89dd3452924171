#include "db-update/number_text.hpp"

#include "catch.hpp"

using tk::update::number_of_text;
using tk::update::whole_of_text;

TEST_CASE("numbers as tables and people write them", "[db-update]") {
    REQUIRE(whole_of_text("120") == 120);
    REQUIRE(whole_of_text(" -7 ") == -7);
    REQUIRE(whole_of_text("1 234 567") == 1'234'567);
    REQUIRE(whole_of_text("1\u00A0234") == 1234);
    REQUIRE(whole_of_text("12\u202F345") == 12'345);
    REQUIRE(whole_of_text("1'234") == 1234);
    REQUIRE(whole_of_text("1234,00") == 1234);
    REQUIRE(whole_of_text("007") == 7);
    REQUIRE(number_of_text("12,5") == 12.5);
    REQUIRE(number_of_text("1 234,50") == 1234.5);
    REQUIRE(number_of_text("1 234,567") == 1234.567);
    REQUIRE(number_of_text("-0.25") == -0.25);
    REQUIRE(number_of_text("1234,567") == 1234.567);
}

TEST_CASE("what is no number, or could be two, is none", "[db-update]") {
    for (const char* text : {"", "x", "12x", "1 23", "1 2345", "12 34 567", "1,234", "1.2.3", ",5", "5,", "--1", "1e3",
                             "1234567890123456789", "0x10", "1  234"}) {
        INFO(text);
        REQUIRE_FALSE(whole_of_text(text));
        REQUIRE_FALSE(number_of_text(text));
    }
    REQUIRE_FALSE(whole_of_text("12,5"));
}
