#include "db-update/sorted_rows.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "catch.hpp"
#include "core/error.hpp"

using tk::update::SortedRows;

TEST_CASE("rows come back in order however little memory there is, as often as wanted", "[db-update]") {
    std::mt19937 random(7);
    for (const std::size_t memory : {200U, 1000U, 1U << 20}) {
        SortedRows rows(memory);
        std::vector<std::string> expected;
        for (int i = 0; i < 500; ++i) {
            std::string row = "same start\0";
            for (std::size_t length = random() % 40; length > 0; --length) row += static_cast<char>(random() % 3 * 127);
            rows.add(row);
            expected.push_back(row);
        }
        std::sort(expected.begin(), expected.end());
        for (int round = 0; round < 2; ++round) {
            rows.begin();
            for (const std::string& row : expected) {
                const auto got = rows.next();
                REQUIRE(got);
                REQUIRE(*got == row);
            }
            REQUIRE_FALSE(rows.next());
        }
    }
}

TEST_CASE("no rows are sorted as none, empty rows as themselves", "[db-update]") {
    SortedRows none;
    none.begin();
    REQUIRE_FALSE(none.next());
    SortedRows empty(80);  // two a part
    for (int i = 0; i < 5; ++i) empty.add("");
    empty.begin();
    for (int i = 0; i < 5; ++i) REQUIRE(empty.next() == std::string_view());
    REQUIRE_FALSE(empty.next());
    REQUIRE_THROWS_AS(empty.add("much longer than all the memory that these rows may take"), tk::Error);
}

TEST_CASE("rows that need a temporary file tell when there is no folder for it", "[db-update]") {
    const char* const before = std::getenv("TMPDIR");
    const std::string kept = before ? before : "";
    ::setenv("TMPDIR", "/there/is/no/such/folder", 1);
    SortedRows rows(60);
    rows.add("ten bytes.");
    REQUIRE_THROWS_WITH(rows.add("ten bytes."), Catch::Matchers::Contains("temporary files"));
    before ? ::setenv("TMPDIR", kept.c_str(), 1) : ::unsetenv("TMPDIR");
}
