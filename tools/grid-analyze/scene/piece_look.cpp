#include "grid-analyze/scene/piece_look.hpp"

#include <algorithm>

namespace tk::grid {
namespace {

/// The patches none of whose neighbours are missing.
PatchSet without_outline(const PatchSet& set) {
    constexpr std::size_t across = CellPatches::across;
    PatchSet not_first, not_last;
    for (std::size_t patch = 0; patch < set.size(); ++patch) {
        not_first[patch] = patch % across != 0;
        not_last[patch] = patch % across != across - 1;
    }
    return set & (set << across) & (set >> across) & ((set << 1) & not_first) & ((set >> 1) & not_last);
}

}  // namespace

double difference(const PieceLook& a, const PieceLook& b) {
    constexpr double most = 60;        // levels: more is another colour
    constexpr std::size_t enough = 4;  // patches
    const PatchSet either = a.covered | b.covered, both = a.covered & b.covered;
    if (either.none()) return 0;
    if (both.none()) return 1;
    const double overlap = static_cast<double>(both.count()) / static_cast<double>(either.count());
    PatchSet within = without_outline(both);
    if (within.count() < enough) within = both;
    double sum = 0;
    for (std::size_t patch = 0; patch < within.size(); ++patch) {
        if (within[patch]) sum += std::min(size_of(a.patches.colours[patch] - b.patches.colours[patch]), most) / most;
    }
    return (1 - overlap + sum / static_cast<double>(within.count())) / 2;
}

}  // namespace tk::grid
