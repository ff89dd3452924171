#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "core/filter.hpp"
#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/find/side_profile.hpp"
#include "grid-analyze/scene/reading.hpp"
#include "grid-analyze/scene/scene.hpp"
#include "grid-analyze/scene/templates.hpp"
#include "grid-analyze/story/events.hpp"
#include "grid-analyze/story/memory.hpp"
#include "grid-analyze/story/numbering.hpp"
#include "grid-analyze/story/piece_game.hpp"
#include "grid-analyze/story/roster.hpp"
#include "profile/profiles.hpp"

namespace tk::grid {

/// What the user asked for.
struct Wishes {
    std::string profile;  ///< name or path; empty: the environment's or the record's
    bool events = false;
    std::string templates;  ///< folder with pictures of kinds of entities; empty: none
    std::string learn;      ///< profile to write from the first picture, and to read with; empty: none
    std::string annotate;   ///< picture to write, with "{}" for the number of each; empty: none
};

/// What one frame showed, ready to be written.
struct Findings {
    Search search;
    Scene scene;                       ///< empty without a board
    std::vector<std::size_t> members;  ///< of the scene's sightings, indices into the roster
    std::optional<std::size_t> active;
    Hud hud;
    std::vector<Action> actions;
};

/// A fight as it is followed from frame to frame.
class Fight {
public:
    Fight(const profile::Profile& profile, const std::vector<Template>& templates)
        : profile_(profile), templates_(templates), chronicle_(profile.events) {}

    /// `picture`: blue, green, red. `seconds`: since the one before, if they are known.
    Findings look(const cv::Mat& picture, const Reading& reading, bool has_text,
                  std::optional<double> seconds = std::nullopt);

    const Roster& roster() const { return roster_; }
    /// How often the board was searched for; in the other frames it lay where it was.
    std::int64_t searches() const { return searches_; }

private:
    Search search(const cv::Mat& picture);
    /// Whose turn it is, of those whose name was never read: the interface names somebody who is none of the others,
    /// and the share of hit points it shows is that of one bar only.
    std::optional<std::size_t> nameless_active(const Hud& hud) const;
    /// Whoever the interface names in two frames takes part, in sight or not.
    void hear_of_stranger(const Hud& hud);
    /// On another map nobody stands where they stood, and its cells are others.
    void enter_other_map();

    const profile::Profile& profile_;
    const std::vector<Template>& templates_;
    std::optional<FoundBoard> board_;
    SideProfile sides_;  ///< of the board where it was found
    Numbering numbering_;
    std::optional<board::Geometry> map_;  ///< of the last frame that showed a board
    std::optional<Floors> floors_;        ///< of that frame
    CellMemory memory_;
    std::optional<std::string> stranger_;  ///< named by the interface in the last frame, known to nobody
    Roster roster_;
    Chronicle chronicle_;
    PieceGame pieces_;
    std::int64_t searches_ = 0;
};

/// The filter's work: turns records with a picture into `grid`, `entities`, `state` and the actions after them.
class Stage {
public:
    /// Loads the profile that the user names, so that a mistake shows before the first record.
    explicit Stage(Wishes wishes);

    /// Nothing for a record without a picture. Throws RecordError for one whose picture or profile cannot be read.
    std::optional<Enrichment> enrich(const Record& record);

    std::int64_t searches() const { return searches_ + (fight_ ? fight_->searches() : 0); }

private:
    /// Throws RecordError when there is no board to learn from.
    const profile::Profile& learn(const cv::Mat& picture);
    /// Since the picture before; nothing where their times do not tell, as of pictures that were captured one by one.
    std::optional<double> seconds_to(const Record& record);

    Wishes wishes_;
    std::vector<Template> templates_;
    profile::Profiles profiles_;
    profile::Profile no_game_;  ///< for records of which nobody names a profile
    std::string session_;
    const profile::Profile* playing_ = nullptr;
    std::unique_ptr<Fight> fight_;
    std::int64_t searches_ = 0;
    int pictures_ = 0;
    std::optional<double> last_time_;  ///< of the picture before
};

}  // namespace tk::grid
