#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tk::ocr {

/// The words of a language as a graph of letters, as models hold them (format:
/// tesseract-ocr/tesseract:src/dict/dawg.cpp, SquishedDawg).
class Dictionary {
public:
    Dictionary() = default;
    /// The bytes of the graph; what is none gives a dictionary without words.
    explicit Dictionary(std::string_view bytes);

    /// Whether the letters, numbered as in the model's list of characters, are a word.
    bool knows(const std::vector<std::uint32_t>& letters) const;

private:
    static constexpr std::uint64_t last_of_node = 1;
    static constexpr std::uint64_t ends_word = 4;
    static constexpr unsigned flag_bits = 3;

    std::vector<std::uint64_t> edges_;
    unsigned letter_bits_ = 0;
};

}  // namespace tk::ocr
