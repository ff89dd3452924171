#pragma once

// Loops that gain from wider vectors than every processor has. `widest<loop>(inputs...)` calls one of three versions of
// a function: for any processor, with AVX2 and FMA, and with AVX-512. All are compiled from its one text, so that
// results are the same but for the last digits of floating-point numbers.
//
// The function and those it calls are TK_INLINE: each version has its own copy of them. They take vectors by reference,
// as the versions would pass values differently. What only AVX-512 has, such as gathering, is called by a second
// function, which then is the third version: `widest<one_by_one, at_once>(inputs...)`.
//
// Not by `gnu::target_clones`: GCC 12 accepts AVX-512 there only as x86-64-v4, Clang 14 never chooses that, and neither
// takes a function for one version alone.

/// Of a function that becomes part of each that calls it.
#define TK_INLINE [[gnu::always_inline]] inline

namespace tk {

/// The versions of `loop`, for `widest`.
template <auto loop, auto at_avx512>
struct Versions;

template <class Result, class... Inputs, Result (*loop)(Inputs...), Result (*at_avx512)(Inputs...)>
struct Versions<loop, at_avx512> {
    static Result plain(Inputs... inputs) { return loop(inputs...); }
#ifdef __x86_64__
    [[gnu::target("avx2,fma")]] static Result avx2(Inputs... inputs) {
        return loop(inputs...);
    }
    [[gnu::target("avx512bw,fma")]] static Result avx512(Inputs... inputs) {
        return at_avx512(inputs...);
    }
#endif

    static auto best() {
#ifdef __x86_64__
        if (!__builtin_cpu_supports("fma")) return plain;
        if (__builtin_cpu_supports("avx512bw")) return avx512;
        if (__builtin_cpu_supports("avx2")) return avx2;
#endif
        return plain;
    }

    static Result run(Inputs... inputs) {
        static const auto chosen = best();
        return chosen(inputs...);
    }
};

/// Calls the version of `loop` with the widest vectors that the processor has, or `at_avx512` if that is AVX-512.
template <auto loop, auto at_avx512 = loop>
inline constexpr auto widest = Versions<loop, at_avx512>::run;

}  // namespace tk
