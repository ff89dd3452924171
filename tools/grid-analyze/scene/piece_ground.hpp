#pragma once

#include <vector>

#include "board/geometry.hpp"
#include "grid-analyze/scene/cell_patches.hpp"

namespace tk::grid {

/// A cell of a checkerboard as it is looked at for pieces.
struct PatchedCell {
    board::Cell cell = 0;
    CellPatches patches;
};

/// The ground that the cells of one shade have in common where nothing stands on them: plain, hatched, of wood.
struct PieceGround {
    CellPatches patches;
    cv::Vec3f middle;  ///< its usual colour

    /// What is left of a cell over it and over even paint, if so much of its pattern shows `through` that.
    CellPatches left_of(const CellPatches& cell, float through) const;
    /// The even paint, as what the corners of a cell show over it.
    cv::Vec3f tint_of(const CellPatches& cell) const;
};

/// The cells with least on them first.
std::vector<PatchedCell> emptiest_first(std::vector<PatchedCell> cells);

/// Levels by which single patches of the emptiest third of these cells, at least one, emptiest first, differ from those
/// around them.
double roughness_of(const std::vector<PatchedCell>& cells);

/// Roughness of hatched cells: wood and noise have less.
constexpr double hatched = 8;

/// What the emptier of these cells, at least one, emptiest first, have in common.
PieceGround common_ground(const std::vector<PatchedCell>& cells);

}  // namespace tk::grid
