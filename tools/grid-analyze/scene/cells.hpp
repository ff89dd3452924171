#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grid-analyze/find/found_board.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// The two shades of floor that alternate; the same twice where there is one.
using Floors = std::array<cv::Vec3b, 2>;

/// What the cells of a board are, as far as one picture shows.
struct Surface {
    std::string cells;  ///< one character a cell: `.` floor, `#` obstacle, `o` hole, `?` hidden
    /// Painted cells by the name of the highlight, in the order of the profile; empty ones left out.
    std::vector<std::pair<std::string, std::vector<board::Cell>>> highlights;
    std::optional<Floors> floors;  ///< nothing where no cell was seen
};

/// A cell somebody stands on, which is floor.
struct Occupied {
    board::Cell cell = 0;
    std::optional<double> ring = {};  ///< radius of the ring on it, share of the cell
};

/// What stands between the board and the eye.
struct Covers {
    std::vector<cv::Rect> plates;  ///< nothing of the board is seen here
    std::vector<cv::Rect> bodies;  ///< the board is seen beside an outline that is not known
    std::vector<Occupied> occupied;

    /// Who stands on a cell; null if nobody.
    const Occupied* on(board::Cell cell) const;
    bool is_behind_somebody(board::Point point) const;
};

/// Reads the cells by their colours: floors are the shades most cells have (two alternating ones), holes show what is
/// outside of the board, painted cells have a highlight's hue, and what remains stands in the way. Under somebody the
/// highlight is looked for within their ring and around it. `before`: the floor of the frame before, where there is
/// one.
Surface read_cells(const cv::Mat& picture, const FoundBoard& board, const std::vector<profile::NamedHue>& highlights,
                   const Covers& covers, const std::optional<Floors>& before = {});

}  // namespace tk::grid
