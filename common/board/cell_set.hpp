#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "board/coord.hpp"

namespace tk::board {

/// A set of cells of one board, one bit each. A default-made set is empty and stays so: use it for "none".
class CellSet {
public:
    CellSet() = default;
    /// An empty set that can hold cells 0 .. size-1.
    explicit CellSet(int size) : words_(static_cast<std::size_t>(size + 63) / 64) {}
    CellSet(int size, std::span<const Cell> cells) : CellSet(size) {
        for (const Cell cell : cells) add(cell);
    }

    /// Cells outside the range are never members; adding or removing one does nothing.
    void add(Cell cell) {
        if (holds(cell)) words_[word(cell)] |= bit(cell);
    }
    void remove(Cell cell) {
        if (holds(cell)) words_[word(cell)] &= ~bit(cell);
    }
    bool contains(Cell cell) const { return holds(cell) && (words_[word(cell)] & bit(cell)) != 0; }

    int count() const {
        int total = 0;
        for (const std::uint64_t bits : words_) total += std::popcount(bits);
        return total;
    }

    /// The members in order.
    std::vector<Cell> cells() const {
        std::vector<Cell> members;
        members.reserve(static_cast<std::size_t>(count()));
        for (std::size_t i = 0; i < words_.size(); ++i)
            for (std::uint64_t bits = words_[i]; bits != 0; bits &= bits - 1)
                members.push_back(static_cast<Cell>(i * 64) + std::countr_zero(bits));
        return members;
    }

    friend bool operator==(const CellSet&, const CellSet&) = default;

private:
    bool holds(Cell cell) const { return cell >= 0 && word(cell) < words_.size(); }
    static std::size_t word(Cell cell) { return static_cast<std::size_t>(cell) / 64; }
    static std::uint64_t bit(Cell cell) { return std::uint64_t{1} << (static_cast<unsigned>(cell) % 64); }

    std::vector<std::uint64_t> words_;
};

}  // namespace tk::board
