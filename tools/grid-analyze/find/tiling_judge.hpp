#pragma once

#include "grid-analyze/find/tiling.hpp"
#include "grid-analyze/find/tiling_field.hpp"

namespace tk::grid {

/// What the sides of one class show.
class Values {
public:
    void add(double value);
    bool is_empty() const { return count_ == 0; }
    /// The most that their mean may be: few that vary much say little, and are drawn towards `mean`.
    double likely(double mean) const;

private:
    double sum_ = 0, squares_ = 0, count_ = 0;
};

/// The board that a part of a field is, with its contrast, evenness and merit.
Tiling judged(const board::Geometry& geometry, const board::Placement& placement, const View& view,
              const CellRect& span);

}  // namespace tk::grid
