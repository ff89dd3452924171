#include "core/sha256.hpp"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

namespace tk::sha256 {

namespace {

bool has_instructions() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    const bool has_sse = __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_SSE4_1) != 0 && (c & bit_SSSE3) != 0;
    return has_sse && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

/// Four rounds an iteration, as in Intel's paper "Intel SHA Extensions" (2013): the processor keeps the state as the
/// two halves ABEF and CDGH.
__attribute__((target("sha,sse4.1,ssse3"))) void compress(std::uint32_t* state, const unsigned char* blocks,
                                                          std::size_t count) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i dcba = _mm_loadu_si128(reinterpret_cast<const __m128i*>(state));
    const __m128i hgfe = _mm_loadu_si128(reinterpret_cast<const __m128i*>(state + 4));
    const __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
    const __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    for (; count > 0; --count, blocks += 64) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w[4];
        for (int i = 0; i < 4; ++i)
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks) + i), big_endian);
#pragma GCC unroll 16
        for (int i = 0; i < 16; ++i) {
            const __m128i constants = _mm_loadu_si128(reinterpret_cast<const __m128i*>(round_constants.data() + 4 * i));
            const __m128i message = _mm_add_epi32(w[i % 4], constants);
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, message);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(message, 0x0e));
            const __m128i before = w[(i + 3) % 4];
            const __m128i middle = _mm_alignr_epi8(before, w[(i + 2) % 4], 4);
            w[i % 4] =
                _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w[i % 4], w[(i + 1) % 4]), middle), before);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
    const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state), _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

}  // namespace

Compress* compress_by_instructions() {
    return has_instructions() ? &compress : nullptr;
}

}  // namespace tk::sha256

#else

namespace tk::sha256 {

Compress* compress_by_instructions() {
    return nullptr;
}

}  // namespace tk::sha256

#endif
