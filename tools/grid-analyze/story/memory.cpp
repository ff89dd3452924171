#include "grid-analyze/story/memory.hpp"

#include <algorithm>
#include <cmath>

namespace tk::grid {
namespace {

constexpr std::string_view kinds = ".#o";
constexpr int least_known = 6;      // obstacles and holes: of fewer nothing can be told
constexpr double of_another = 0.4;  // share of them that is floor on another map

bool same_place(const FoundBoard& a, const FoundBoard& b) {
    return a.geometry == b.geometry && std::abs(a.placement.origin.x - b.placement.origin.x) < 3 &&
           std::abs(a.placement.origin.y - b.placement.origin.y) < 3 &&
           std::abs(a.placement.width - b.placement.width) < 1;
}

}  // namespace

char CellMemory::remembered(std::size_t cell) const {
    const auto& counts = counts_[cell];
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most > 0 ? kinds[static_cast<std::size_t>(most - counts.begin())] : '?';
}

bool CellMemory::shows_another_map(const FoundBoard& board, const std::string& cells) const {
    if (counts_.size() != cells.size() || !same_place(board, board_)) return false;
    int known = 0, gone = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const char before = remembered(i);
        if ((before != '#' && before != 'o') || cells[i] == '?') continue;
        ++known;
        gone += cells[i] == '.' ? 1 : 0;
    }
    return known >= least_known && gone >= of_another * known;
}

std::string CellMemory::recall(const FoundBoard& board, const std::string& cells) {
    if (counts_.size() != cells.size() || !same_place(board, board_)) {
        counts_.assign(cells.size(), {});
        board_ = board;
    }
    std::string result(cells.size(), '?');
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto& counts = counts_[i];
        const auto kind = kinds.find(cells[i]);
        if (kind != std::string_view::npos) ++counts[kind];
        result[i] = remembered(i);
    }
    return result;
}

}  // namespace tk::grid
