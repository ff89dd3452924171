#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/scene/cells.hpp"
#include "grid-analyze/scene/piece_look.hpp"
#include "grid-analyze/scene/tags.hpp"
#include "grid-analyze/scene/templates.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// Somebody on the board, as one picture shows them.
struct Sighting {
    board::Cell cell = 0;
    std::string team;
    cv::Rect box;  ///< of body and ring, pixels
    double confidence = 0;
    std::optional<std::string> name;
    double name_confidence = 0;
    std::optional<double> hp_share;
    std::optional<Likeness> kind;  ///< where there are templates
    bool has_marker = false;
    std::optional<PieceLook> look;  ///< of a piece on a checkerboard
};

/// Everything one picture shows on a board.
struct Scene {
    Surface surface;
    std::vector<Sighting> sightings;  ///< by cell
    bool is_of_pieces = false;        ///< on a checkerboard of a game that nothing is known of
};

/// Reads a picture (blue, green, red) with a board in it. `plates`: names that were read; `floors`: of the frame
/// before.
Scene read_scene(const cv::Mat& picture, const FoundBoard& board, const profile::Profile& profile,
                 const std::vector<Plate>& plates, const std::optional<Floors>& floors = {});

/// Which tag belongs to which of `feet` (points of the board, in pixels): the one above it. Tags that would cover
/// something rise, so of two in a column the lower belongs to the one in front. Index of the foot for each tag.
std::vector<std::optional<std::size_t>> assign_tags(const std::vector<Tag>& tags, const std::vector<board::Point>& feet,
                                                    const board::Placement& placement);

}  // namespace tk::grid
