#include "grid-analyze/story/points.hpp"

#include <utility>

namespace tk::grid {

std::optional<int> points_gone(std::optional<int> before, std::optional<int> now) {
    if (!before || !now || *now > *before) return std::nullopt;
    return *before - *now;
}

int Points::advance(std::optional<int> before, std::optional<int> now, Cause cause) {
    is_contradicted_ = doubtful_ && now && now != doubtful_;
    if (!before || !now || *now == *before || cause == Cause::told) {
        doubtful_.reset();
        return 0;
    }
    if (doubtful_ == now && cause == Cause::none) {
        doubtful_.reset();
        return *now - *before;
    }
    // Still fewer: what the last moment showed was no slip.
    if (doubtful_ && *now < *doubtful_ && *doubtful_ < *before && cause == Cause::none) {
        const int change = *doubtful_ - *before;
        kept_ = std::exchange(doubtful_, now);
        return change;
    }
    doubtful_ = now;
    kept_ = before;
    return 0;
}

}  // namespace tk::grid
