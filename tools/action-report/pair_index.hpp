#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace tk::report {

/// Gives each distinct pair of numbers a small number, in order of first appearance: a table probed in line, at most
/// half full, of 16 bytes a place.
class PairIndex {
public:
    /// The number of the pair, and whether it is new.
    std::pair<std::uint32_t, bool> index_of(std::uint32_t high, std::uint32_t low) {
        if (2 * (size_ + 1UL) > table_.size()) grow();
        const std::uint64_t key = (std::uint64_t{high} << 32) | low;
        Entry& entry = table_[place_of(key)];
        if (entry.index != 0) return {entry.index - 1, false};
        entry = {key, ++size_};
        return {size_ - 1, true};
    }
    std::optional<std::uint32_t> find(std::uint32_t high, std::uint32_t low) const {
        if (table_.empty()) return std::nullopt;
        const Entry& entry = table_[place_of((std::uint64_t{high} << 32) | low)];
        if (entry.index == 0) return std::nullopt;
        return entry.index - 1;
    }
    std::uint32_t size() const { return size_; }

private:
    struct Entry {
        std::uint64_t key = 0;
        std::uint32_t index = 0;  // + 1; 0: free
    };

    /// Where the pair stands, or would stand. Multiplication by the golden ratio: D. E. Knuth, The Art of Computer
    /// Programming, volume 3, 2nd ed., section 6.4.
    std::size_t place_of(std::uint64_t key) const {
        std::uint64_t hash = key * 0x9E3779B97F4A7C15ULL;
        hash ^= hash >> 32;
        std::size_t place = hash & (table_.size() - 1);
        while (table_[place].index != 0 && table_[place].key != key) place = (place + 1) & (table_.size() - 1);
        return place;
    }
    void grow() {
        std::vector<Entry> old(table_.empty() ? 16 : 2 * table_.size());
        old.swap(table_);
        for (const Entry& entry : old) {
            if (entry.index != 0) table_[place_of(entry.key)] = entry;
        }
    }

    std::vector<Entry> table_;  // a power of two
    std::uint32_t size_ = 0;
};

}  // namespace tk::report
