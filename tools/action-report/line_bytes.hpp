#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tk::report {

/// Eight bytes as they stand in memory.
inline std::uint64_t load_word(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof(word));
    return word;
}

/// The first quote at or after `at`, or something not before `end`; up to 15 bytes behind `end` are looked at.
inline const char* quote_after(const char* at, const char* end) {
#ifdef __SSE2__
    const __m128i quotes = _mm_set1_epi8('"');
    for (; at < end; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const auto marks = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, quotes)));
        if (marks != 0) return at + std::countr_zero(marks);
    }
    return at;
#else
    while (at < end && *at != '"') ++at;
    return at;
#endif
}

/// The decimal digits at the start of eight bytes: how many, and the number they spell.
struct Digits {
    int count = 0;
    std::int64_t value = 0;
};

/// Without a branch, where the machine stores the lowest byte first: a mark is set in each byte that is no digit, of
/// which the lowest is exact; the digits are then moved to the end, as behind leading zeros, and added up in three
/// multiplications. Idea: D. Lemire, J. Langdale, Parsing gigabytes of JSON per second, VLDB J. 28 (2019), section 3.1.
inline Digits leading_digits(const char* at) {
    if constexpr (std::endian::native == std::endian::little) {
        std::uint64_t word = load_word(at) ^ 0x3030303030303030ULL;
        const std::uint64_t marks = ((word + 0x7676767676767676ULL) | word) & 0x8080808080808080ULL;
        const int count = marks == 0 ? 8 : std::countr_zero(marks) / 8;
        if (count == 0) return {};
        word <<= 64 - 8 * count;
        word = word * 10 + (word >> 8);
        word = ((word & 0x000000FF000000FFULL) * 0x000F424000000064ULL +
                ((word >> 16) & 0x000000FF000000FFULL) * 0x0000271000000001ULL) >>
               32;
        return {count, static_cast<std::int64_t>(word & 0xFFFFFFFFU)};
    } else {
        Digits digits;
        while (digits.count < 8 && static_cast<unsigned char>(at[digits.count] - '0') < 10)
            digits.value = digits.value * 10 + (at[digits.count++] - '0');
        return digits;
    }
}

/// Whether the text has a control character or a backslash, and whether it is all ASCII.
struct Bytes {
    bool plain = true;
    bool ascii = true;
};
inline Bytes bytes_of(std::string_view text) {
    unsigned char bad = 0;
    unsigned char all = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        bad |= static_cast<unsigned char>((byte < 0x20) | (byte == '\\'));
        all |= byte;
    }
    return {bad == 0, all < 0x80};
}

}  // namespace tk::report
