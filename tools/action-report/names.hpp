#pragma once

#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tk::report {

/// The bytes of a text of up to 16 in two words: texts of one size are equal where both words are.
struct ShortText {
    static constexpr std::size_t longest = 16;
    std::uint64_t head = 0, tail = 0;
    bool operator==(const ShortText&) const = default;
};

inline ShortText short_text(std::string_view text) {
    const char* const at = text.data();
    const std::size_t size = text.size();
    ShortText words;
    if (size >= 8) {
        std::memcpy(&words.head, at, 8);
        std::memcpy(&words.tail, at + size - 8, 8);
    } else if (size >= 4) {
        std::memcpy(&words.head, at, 4);
        std::memcpy(&words.tail, at + size - 4, 4);
    } else if (size > 0) {
        const auto byte = [at](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
        words.head = byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
    }
    return words;
}

/// Whether two texts are equal; without a call where they are short, as names are.
inline bool equal_texts(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    return a.size() <= ShortText::longest ? short_text(a) == short_text(b) : a == b;
}

/// A hash of a text that is the same in every run and quick for short and for long texts: multiplications, of long
/// texts in four lanes, mixed by the finalizer of MurmurHash3 (A. Appleby, public domain).
inline std::uint64_t quick_hash(std::string_view text) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15ULL;
    const auto mixed = [](std::uint64_t hash) {
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDULL;
        return hash ^ (hash >> 33);
    };
    if (text.size() <= ShortText::longest) {
        const ShortText words = short_text(text);
        return mixed((mixed(words.head + text.size() * odd) ^ words.tail) * 0xC4CEB9FE1A85EC53ULL);
    }
    const auto load = [](const char* at) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof(word));
        return word;
    };
    std::uint64_t lanes[4] = {text.size(), 0x243F6A8885A308D3ULL, 0x13198A2E03707344ULL, 0xA4093822299F31D0ULL};
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left >= 32; left -= 32, at += 32) {
        for (int i = 0; i < 4; ++i) {
            lanes[i] = (lanes[i] ^ load(at + i * 8)) * odd;
            lanes[i] ^= lanes[i] >> 29;
        }
    }
    for (int i = 0; left >= 8; left -= 8, at += 8, ++i) {
        lanes[i] = (lanes[i] ^ load(at)) * odd;
        lanes[i] ^= lanes[i] >> 29;
    }
    std::uint64_t hash = lanes[3] ^ load(text.data() + text.size() - 8);  // what is left, and some bytes again
    for (int i = 0; i < 3; ++i) {
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDULL;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53ULL ^ lanes[i];
    }
    return mixed(hash);
}

/// Lets maps be asked with a string_view.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return quick_hash(text); }
};

template <typename Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// Gives each distinct text a small number, in order of first appearance. 0 is the empty text. A table of numbers with
/// a part of their hash, probed in line: about 50 bytes for a short text.
class Names {
public:
    Names() : table_(16) { index_of(""); }

    std::uint32_t index_of(std::string_view text) {
        const std::uint64_t hash = quick_hash(text);
        std::size_t place = place_of(text, hash);
        if (table_[place].index != 0) return table_[place].index - 1;
        if (2 * texts_.size() >= table_.size()) {
            grow();
            place = place_of(text, hash);
        }
        texts_.emplace_back(text);
        table_[place] = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(texts_.size())};
        return table_[place].index - 1;
    }
    /// Its number, if it has one.
    std::optional<std::uint32_t> find(std::string_view text) const {
        const Entry& entry = table_[place_of(text, quick_hash(text))];
        if (entry.index == 0) return std::nullopt;
        return entry.index - 1;
    }
    const std::string& text(std::uint32_t index) const { return texts_[index]; }
    std::size_t size() const { return texts_.size(); }

private:
    struct Entry {
        std::uint32_t tag = 0;
        std::uint32_t index = 0;  // + 1; 0: free
    };

    /// Where the text stands, or would stand.
    std::size_t place_of(std::string_view text, std::uint64_t hash) const {
        const auto tag = static_cast<std::uint32_t>(hash >> 32);
        std::size_t place = hash & (table_.size() - 1);
        while (table_[place].index != 0 &&
               (table_[place].tag != tag || !equal_texts(texts_[table_[place].index - 1], text)))
            place = (place + 1) & (table_.size() - 1);
        return place;
    }
    void grow() {
        table_.assign(2 * table_.size(), {});
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            const std::uint64_t hash = quick_hash(texts_[i]);
            table_[place_of(texts_[i], hash)] = {static_cast<std::uint32_t>(hash >> 32),
                                                 static_cast<std::uint32_t>(i + 1)};
        }
    }

    std::vector<Entry> table_;  // a power of two
    std::deque<std::string> texts_;
};

}  // namespace tk::report
