#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tk {

namespace sha256 {

/// Takes in `count` blocks of 64 bytes; `state` is changed in place.
using Compress = void(std::uint32_t* state, const unsigned char* blocks, std::size_t count);
/// The definition of FIPS 180-4, step by step.
Compress compress_anywhere;
/// By the instructions that some x86-64 processors have for it; null on others.
Compress* compress_by_instructions();

extern const std::array<std::uint32_t, 64> round_constants;

}  // namespace sha256

/// SHA-256 (FIPS 180-4) of bytes that arrive in pieces: names contents in provenance and caches, not for secrets.
class Sha256 {
public:
    void add(std::string_view bytes);
    /// 64 hexadecimal digits of everything added. The object is spent afterwards.
    std::string hex();

private:
    void compress(const unsigned char* blocks, std::size_t count);

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<unsigned char, 64> pending_{};
    std::size_t filled_ = 0;
    std::uint64_t length_ = 0;  // bytes
};

}  // namespace tk
