#pragma once

#include <optional>
#include <vector>

#include "grid-analyze/scene/scene.hpp"
#include "grid-analyze/story/action.hpp"
#include "grid-analyze/story/roster.hpp"

namespace tk::grid {

/// Follows what is moved by hand over a checkerboard, as in chess and draughts: which piece is which is told by their
/// looks, and what happened by the cells that changed. A piece whose cell another takes is captured, and so is one that
/// is gone while others move. Where much of the board changed, it is another game or another moment of it.
class PieceGame {
public:
    struct Told {
        std::vector<Sighting> sightings;   ///< without pieces on their way
        std::vector<std::size_t> members;  ///< of the sightings, indices into the roster
        std::vector<Action> actions;       ///< move, die, and appear of what is seen a second time
    };
    /// Takes in what a frame shows, so many seconds after the one before if that is known. All sightings have a look.
    /// In a video, where pieces glide, they are where they rest for two frames.
    Told follow(const std::vector<Sighting>& sightings, std::optional<double> seconds, const board::Geometry& geometry,
                Roster& roster);
    /// The board is another one from now on.
    void forget() { *this = {}; }

private:
    class Frame;
    /// One on the board, or gone from it.
    struct Piece {
        std::size_t member = 0;
        board::Cell cell = 0;       ///< where it was last seen
        PieceLook look;             ///< where it rested
        PieceLook last_look;        ///< in the frame before
        int frames_gone = 0;        ///< since it was last seen: it may be held in a hand
        bool others_moved = false;  ///< since then
        bool is_new = false;        ///< was seen in one frame only, which may show a piece on its way
    };
    /// Whether all is where it was in the frame before, and looks the same.
    bool rests(const std::vector<Sighting>& sightings) const;

    std::vector<Piece> pieces_;
    std::vector<Sighting> last_;  ///< what the frame before showed
    bool has_begun_ = false;      ///< with the frame before
};

}  // namespace tk::grid
