#include "ocr/dictionary.hpp"

#include <bit>
#include <cstring>

namespace tk::ocr {

Dictionary::Dictionary(std::string_view bytes) {
    constexpr std::int16_t magic = 42;
    std::int16_t number = 0;
    std::int32_t letters = 0;
    std::int32_t edges = 0;
    constexpr std::size_t header = sizeof number + sizeof letters + sizeof edges;
    if (bytes.size() < header) return;
    std::memcpy(&number, bytes.data(), sizeof number);
    std::memcpy(&letters, bytes.data() + 2, sizeof letters);
    std::memcpy(&edges, bytes.data() + 6, sizeof edges);
    if (number != magic || letters <= 0 || edges <= 0) return;
    const std::size_t size = static_cast<std::size_t>(edges) * sizeof(std::uint64_t);
    if (bytes.size() - header < size) return;
    letter_bits_ = static_cast<unsigned>(std::bit_width(static_cast<std::uint32_t>(letters)));
    edges_.resize(static_cast<std::size_t>(edges));
    std::memcpy(edges_.data(), bytes.data() + header, size);
}

bool Dictionary::knows(const std::vector<std::uint32_t>& letters) const {
    std::uint64_t node = 0;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        std::uint64_t edge = node;
        // The edges of a node follow each other; damage could make them end outside.
        while (edge < edges_.size() && (edges_[edge] & ((1ULL << letter_bits_) - 1)) != letters[i]) {
            if (((edges_[edge] >> letter_bits_) & last_of_node) != 0) return false;
            ++edge;
        }
        if (edge >= edges_.size()) return false;
        if (i + 1 == letters.size()) return ((edges_[edge] >> letter_bits_) & ends_word) != 0;
        node = edges_[edge] >> (letter_bits_ + flag_bits);
        if (node == 0) return false;
    }
    return false;
}

}  // namespace tk::ocr
