#include "ocr/cache.hpp"

#include <cstring>

namespace tk::ocr {

namespace {

/// One step of a multiply-and-fold hash; the constant is the golden ratio in 64 bits.
std::uint64_t mixed(std::uint64_t state, std::uint64_t word) {
    state = (state ^ word) * 0x9e3779b97f4a7c15U;
    return state ^ (state >> 29);
}

}  // namespace

std::uint64_t hash_pixels(const cv::Mat& picture, std::uint64_t salt) {
    std::uint64_t state =
        mixed(mixed(salt, static_cast<std::uint64_t>(picture.rows)),
              static_cast<std::uint64_t>(picture.cols) << 8 | static_cast<std::uint64_t>(picture.type()));
    const std::size_t bytes = static_cast<std::size_t>(picture.cols) * picture.elemSize();
    for (int y = 0; y < picture.rows; ++y) {
        const unsigned char* row = picture.ptr(y);
        std::size_t at = 0;
        for (; at + 8 <= bytes; at += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, row + at, 8);
            state = mixed(state, word);
        }
        std::uint64_t rest = 0;
        std::memcpy(&rest, row + at, bytes - at);
        state = mixed(state, rest);
    }
    return state;
}

}  // namespace tk::ocr
