#pragma once

#include <array>
#include <bitset>
#include <cmath>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "board/placement.hpp"

namespace tk::grid {

/// A cell of squares as patches of mean colour, row by row, which reach nearly to its borders: lines stay outside.
struct CellPatches {
    static constexpr std::size_t across = 12;  ///< each way
    static constexpr double share = 0.96;      ///< of the cell's width and height
    std::array<cv::Vec3f, across * across> colours{};
};

/// Some of a cell's patches.
using PatchSet = std::bitset<CellPatches::across * CellPatches::across>;

/// Which patches of a cell tell what.
struct PatchRegions {
    std::vector<std::size_t> corners;  ///< where the ground shows nearly always
    /// Where there is something of every piece: not in the corners, where coordinates stand, nor in the middle, where
    /// dots mark cells that a piece may go to.
    std::vector<std::size_t> body;
};

const PatchRegions& patch_regions();

/// Whether a patch is one of the outermost.
bool is_at_border(std::size_t patch);

/// Where the middle of a patch is from that of its cell, in cells.
board::Point place_of(std::size_t patch);

/// The patch at such a place, or the nearest one.
std::size_t patch_at(double x, double y);

/// The patches of the cell around `middle`. `picture`: CV_8UC3. Nothing where more than a quarter of it is outside, or
/// it is too small.
std::optional<CellPatches> patches_of(const cv::Mat& picture, const board::Placement& placement, board::Point middle);

/// Each patch as the mean of itself and those around it: hatching, of which they show this or that stroke, is gone.
CellPatches smoothed(const CellPatches& cell);

/// How much the patches of a cell's body differ from none, in levels: the root of the mean square, but for this share
/// of those that differ most, and without those that are `covered`.
double relief_of(const CellPatches& cell, double left_out, const PatchSet& covered);

/// By channels.
cv::Vec3f median(std::vector<cv::Vec3f> colours);

/// How much a colour differs from none, in levels of one channel.
inline double size_of(const cv::Vec3f& colour) {
    return std::sqrt(static_cast<double>(colour.dot(colour)) / 3);
}

}  // namespace tk::grid
