#include "core/widest.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "catch.hpp"

using namespace tk;

namespace {

using Numbers = std::array<std::int32_t, 37>;

TK_INLINE Numbers squares_and(const Numbers& numbers, int more) {
    Numbers result;
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = numbers[i] * numbers[i] + more;
    return result;
}

TK_INLINE void count(int& calls) {
    ++calls;
}

TK_INLINE bool any_processor() {
    return false;
}

TK_INLINE bool processor_with_avx512() {
    return true;
}

}  // namespace

TEST_CASE("every version of a loop that this processor can run gives the same", "[widest]") {
    Numbers numbers, expected;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto n = static_cast<std::int32_t>(i) - 9;
        numbers[i] = n;
        expected[i] = n * n + 5;
    }
    using All = Versions<squares_and, squares_and>;
    CHECK(widest<squares_and>(numbers, 5) == expected);
    CHECK(All::plain(numbers, 5) == expected);
#ifdef __x86_64__
    if (!__builtin_cpu_supports("fma")) return;
    if (__builtin_cpu_supports("avx2")) CHECK(All::avx2(numbers, 5) == expected);
    if (__builtin_cpu_supports("avx512bw")) CHECK(All::avx512(numbers, 5) == expected);
#endif
}

TEST_CASE("a loop is called once, and what it changes is the caller's", "[widest]") {
    int calls = 0;
    widest<count>(calls);
    CHECK(calls == 1);
}

TEST_CASE("another function takes the place of a loop where there is AVX-512, and only there", "[widest]") {
#ifdef __x86_64__
    const bool expected = __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx512bw");
#else
    const bool expected = false;
#endif
    CHECK(widest<any_processor, processor_with_avx512>() == expected);
    CHECK_FALSE(widest<any_processor>());
}
