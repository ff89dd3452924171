#pragma once

#include "grid-analyze/find/flat_picture.hpp"
#include "grid-analyze/find/iso_lattice.hpp"

namespace tk::grid {

/// Reads a flat picture along the sides of a lattice's cells.
class SideReader {
public:
    /// Keeps a reference to `flat`.
    SideReader(const FlatPicture& flat, const Lattice& lattice);

    /// The mean along the side around `middle` (pixels of the picture), which rises or falls to the right, but for its
    /// ends, which are those of other sides too. It is moved down by `away` cells along the sides of the other family.
    /// 0 where it does not lie well inside of the picture.
    double mean_along(Point middle, bool rises, double away) const;

private:
    const cv::Mat& values_;
    double pixels_, half_width_, half_height_;
    int samples_;
    float step_, first_;  // along the side, in values
};

}  // namespace tk::grid
