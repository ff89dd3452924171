#pragma once

#include "grid-analyze/scene/cell_patches.hpp"

namespace tk::grid {

/// What a piece looks like, on whatever cell it stands.
struct PieceLook {
    CellPatches patches;
    PatchSet covered;  ///< those that are not ground
};

/// How different two pieces look, 0 alike to 1: half by which patches they cover, half by the colours within both. At
/// their outlines the ground shows, too, which may have two shades.
double difference(const PieceLook& a, const PieceLook& b);

}  // namespace tk::grid
