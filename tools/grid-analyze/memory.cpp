#include "grid-analyze/memory.hpp"

#include <algorithm>
#include <cmath>

namespace tk::grid {
namespace {

constexpr std::string_view kinds = ".#o";

bool same_place(const FoundBoard& a, const FoundBoard& b) {
    return a.geometry == b.geometry && std::abs(a.placement.origin.x - b.placement.origin.x) < 3 &&
           std::abs(a.placement.origin.y - b.placement.origin.y) < 3 &&
           std::abs(a.placement.width - b.placement.width) < 1;
}

}  // namespace

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
        const auto most = std::max_element(counts.begin(), counts.end());
        if (*most > 0) result[i] = kinds[static_cast<std::size_t>(most - counts.begin())];
    }
    return result;
}

}  // namespace tk::grid
