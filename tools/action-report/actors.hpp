#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "action-report/names.hpp"

namespace tk::report {

/// Who acts or is acted upon, with the sums that belong to them.
struct Actor {
    std::string id;
    std::string name;  ///< empty where no record told it
    std::string team;
    double damage_dealt = 0;
    double damage_taken = 0;
    double healing_done = 0;
    double healing_received = 0;
    double action_points = 0;  ///< spent on what succeeded or is not known to have failed
    double movement_points = 0;
    std::uint64_t kills = 0;
    std::uint64_t deaths = 0;

    /// Whether there is anything to tell of hit points, action points and deaths.
    bool fought() const {
        return damage_dealt + damage_taken + healing_done + action_points + movement_points > 0 || kills + deaths > 0;
    }
};

/// The actors of a log. An id that comes with another name is somebody else (ids of fights repeat), and a name that
/// comes with another id too (two monsters may share a name); an id without a name is who it was last.
class Actors {
public:
    std::uint32_t index_of(std::string_view id, std::string_view name);
    Actor& at(std::uint32_t index) { return actors_[index]; }
    const std::deque<Actor>& all() const { return actors_; }
    /// The last name that came with `id`, empty where none did.
    const std::string& name_of(std::string_view id) const;

private:
    std::uint32_t add(std::string_view id, std::string_view name);

    std::deque<Actor> actors_;
    Names ids_;
    std::vector<std::uint32_t> last_;          // actor by id: who came with it last
    TextMap<std::uint32_t> with_id_and_name_;  // of ids that came with several names
};

}  // namespace tk::report
