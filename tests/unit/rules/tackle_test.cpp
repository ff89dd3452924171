#include "rules/tackle.hpp"

#include "catch.hpp"

using tk::rules::tackle_share;

TEST_CASE("a tackler leaves the share of the movement points that evading and blocking give", "[tackle]") {
    CHECK(tackle_share(0, 0) == 0.5);
    CHECK(tackle_share(2, 0) == 1);
    CHECK(tackle_share(50, 0) == 1);
    CHECK(tackle_share(8, 18) == 0.25);
    CHECK(tackle_share(-9, -9) == 0.5);
}
