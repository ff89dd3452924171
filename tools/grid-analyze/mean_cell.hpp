#pragma once

#include <array>

#include "grid-analyze/flat_picture.hpp"
#include "grid-analyze/lattice.hpp"
#include "grid-analyze/spectrum.hpp"

namespace tk::grid {

/// Two by two neighbouring cells of an isometric lattice, the mean over the whole picture: what all cells have in
/// common stands out, all else grows faint.
class MeanCell {
public:
    static constexpr int side = 16, both = 2 * side;  ///< parts of one cell, and of two, along x and y

    MeanCell(const FlatPicture& flat, double width, double height);

    /// Where the lattice may lie, so that lines run right through the mean cell in both directions, all bright or all
    /// dark: thin ones first, then such as may be broad, with two shades that change there if there are any.
    std::array<Lattice, 2> places() const;

private:
    using Parts = std::array<std::array<double, both>, both>;
    using Profile = std::array<double, side>;
    using Shades = std::array<Profile, side>;
    /// Mean brightness at each of the 16 places across the lines of one direction.
    Profile across(bool along_x) const;
    /// How much a line at each place stands out from what is right beside it, squared, with its sign.
    Profile thin_lines(bool along_x) const;
    /// How much of the mean's energy a band at each place explains, with its sign.
    Profile bands(bool along_x) const;
    /// How much of it two shades explain that change at x and y.
    Shades shades() const;
    Lattice place(const Profile& along_x, const Profile& along_y, const Shades& shade) const;

    double width_, height_;
    Point middle_;  // of the picture: x and y are counted from there
    Parts mean_{};  // [x][y]
};

}  // namespace tk::grid
