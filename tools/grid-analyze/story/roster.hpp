#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grid-analyze/scene/reading.hpp"
#include "grid-analyze/scene/scene.hpp"

namespace tk::grid {

/// One who takes part in the fight, under an id that stays.
struct Member {
    std::string id;  ///< e1, e2, ... in order of appearance
    std::string team;
    std::map<std::string, double> spellings;  ///< of the name, with the confidence that speaks for each
    std::optional<board::Cell> cell;          ///< where last seen
    std::optional<double> hp_share;           ///< of the bar
    double confidence = 0;                    ///< of the last sighting
    std::optional<std::string> kind;          ///< class
    std::optional<int> level, max_hp;
    bool is_seen = false;  ///< in the last frame that showed the board
    bool is_dead = false;
    bool is_heard_of = false;  ///< was told of before they were first seen

    /// The spelling most was read, or nothing.
    std::optional<std::string> name() const;
};

/// Everyone seen so far. Recognises them from frame to frame: by name first (read with slips), else by where they were.
class Roster {
public:
    const std::vector<Member>& members() const { return members_; }
    Member& member(std::size_t index) { return members_[index]; }

    /// Takes in what a frame shows on the board; the index of the member for each sighting.
    std::vector<std::size_t> take(const std::vector<Sighting>& sightings, const board::Geometry& geometry);
    /// The same where it is known who is who; nothing for somebody new.
    std::vector<std::size_t> seat(const std::vector<Sighting>& sightings,
                                  const std::vector<std::optional<std::size_t>>& member_of);
    /// The members that turned out to be others in the last frame: one only heard of, by the index, is the other, who
    /// was seen without a name.
    const std::map<std::size_t, std::size_t>& same() const { return same_; }

    /// Nobody stands where they stood: the board is another one.
    void forget_places();

    /// Who `name` means, within the slips that reading makes; a living one if several bear it.
    std::optional<std::size_t> find(const std::string& name) const;
    /// The same; a name never read before is that of somebody new, until it is read over somebody in sight: of those
    /// whose name is not seen it may be any, and any who is hidden.
    std::size_t find_or_add(const std::string& name);
    /// Those in sight whose name was never read.
    std::vector<std::size_t> nameless() const;
    /// Gives a member without a name, or one whose name may have been misread, a name that nobody in sight bears.
    void call(std::size_t index, const std::string& name);

private:
    std::size_t add();
    void join(std::size_t heard_of, std::size_t seen);
    /// Of those who stood somewhere without a name, the only one who can have become `sighting`, who has one.
    std::optional<std::size_t> nameless_before(const Sighting& sighting, const std::vector<Sighting>& all,
                                               const board::Geometry& geometry) const;

    std::vector<Member> members_;
    std::map<std::size_t, std::size_t> same_;
};

/// How many slips a name of this length may hold and still be the same.
std::size_t slips_allowed(const std::string& folded_name);

}  // namespace tk::grid
