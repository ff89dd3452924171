#include "db-update/row_bytes.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace tk::update;

namespace {

int order(const std::string& a, const std::string& b) {
    return (a > b) - (a < b);
}

}  // namespace

TEST_CASE("numbers come back from their bytes and compare as they do", "[db-update]") {
    std::vector<std::int64_t> numbers{0, 1, 255, 256, 65535, 65536, std::numeric_limits<std::int64_t>::max()};
    std::mt19937_64 random(3);
    for (int i = 0; i < 200; ++i) numbers.push_back(static_cast<std::int64_t>(random() >> (1 + random() % 63)));
    for (const std::int64_t a : numbers) {
        for (const std::int64_t b : numbers) {
            std::string bytes, other;
            put_number(bytes, a);
            put_number(other, b);
            CAPTURE(a, b);
            REQUIRE(order(bytes, other) == (a > b) - (a < b));
            bytes += other;
            std::string_view row = bytes;
            REQUIRE(take_number(row) == a);
            REQUIRE(take_number(row) == b);
            REQUIRE(row.empty());
        }
    }
}

TEST_CASE("a time takes eight bytes where it is one to the second, and stays what it was", "[db-update]") {
    const std::vector<std::string> times{"0000-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2026-01-31T18:00:00Z",
                                         "2026-01-31T18:00:01Z", "2026-02-01T00:00:00Z", "9999-12-31T23:59:59Z"};
    TimeText buffer;
    for (const std::string& a : times) {
        for (const std::string& b : times) {
            std::string bytes, other;
            put_time(bytes, a);
            put_time(other, b);
            REQUIRE(bytes.size() == 8);
            REQUIRE(order(bytes, other) == order(a, b));
            std::string_view row = bytes;
            REQUIRE(take_time(row, buffer) == a);
            REQUIRE(row.empty());
        }
    }
}

TEST_CASE("a time of another form is kept as its text", "[db-update]") {
    TimeText buffer;
    for (const std::string time : {"2026-01-31T18:00:00.25Z", "12026-01-31T18:00:00Z", ""}) {
        std::string bytes;
        put_time(bytes, time);
        put_text(bytes, "next");
        std::string_view row = bytes;
        REQUIRE(take_time(row, buffer) == time);
        REQUIRE(take_text(row) == "next");
        REQUIRE(row.empty());
    }
}
