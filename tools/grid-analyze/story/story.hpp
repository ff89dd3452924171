#pragma once

#include <set>

#include "board/board.hpp"
#include "grid-analyze/story/action.hpp"
#include "grid-analyze/story/chat.hpp"
#include "grid-analyze/story/roster.hpp"

namespace tk::grid {

/// Somebody who stands elsewhere than before.
struct Step {
    std::size_t who = 0;
    std::optional<board::Cell> from, to;  ///< nothing where they were not seen
    std::vector<board::Cell> path;
    std::optional<int> cost;
    double confidence = 0;
};

/// What spells cost, learned where the price was seen.
using Prices = std::map<std::string, int>;

/// Tells in order what happened between two moments, and keeps the context of each action on the way: where everyone
/// stands and what the active one has left.
class Story {
public:
    /// `before`: the last moment; `prices` by folded name of the spell.
    Story(const Moment& before, const Moment& now, Roster& roster, const board::Geometry& geometry,
          const Prices& prices);

    void move(const Step& step);
    void end_turn(std::size_t who, double confidence);
    /// A line of the log. `price`: what the cast cost, where it could be seen.
    void tell(const Told& told, std::optional<int> price);
    /// A change of the bar that nothing explains.
    void change_hp(std::size_t who, double share_change, double confidence);
    /// Points that came or went; `kind`: lose_ap, gain_ap, lose_mp or gain_mp.
    void change_points(const std::string& kind, std::size_t who, int amount, double confidence);
    void appear(std::size_t who, board::Cell cell, double confidence);

    /// The actions, with the middle of zones filled in where it can be told. `painted`: cells newly painted as target.
    std::vector<Action> finish(const std::vector<board::Cell>& painted);

    /// Members whose hit points the log spoke of.
    const std::set<std::size_t>& explained() const { return explained_; }
    const std::set<std::size_t>& ended() const { return ended_; }

private:
    Action& add(std::string kind, std::size_t actor, double confidence);
    std::optional<board::Cell> where(std::size_t who) const;
    Action* last_cast();
    void cast(const Told& told, std::optional<int> price);
    void hit(const Told& told);
    void die(std::size_t who, double confidence);

    const Moment& now_;
    Roster& roster_;
    const board::Geometry& geometry_;
    const Prices& prices_;
    std::map<std::size_t, board::Cell> cells_;
    std::set<std::size_t> unseen_;
    std::optional<std::size_t> active_;
    std::optional<int> turn_, hp_, ap_, mp_;
    std::vector<Action> actions_;
    std::vector<std::optional<board::Cell>> stood_;  // by action: where its actor stood
    std::optional<std::size_t> cast_;                // index of the cast that explains what follows
    std::set<std::size_t> explained_, ended_;
};

/// Whether an event or action is one of lose_ap, gain_ap, lose_mp, gain_mp.
bool is_of_points(const std::string& kind);

/// The known spelling nearest to `spell`, within the slips that reading makes; `spell` itself when there is none.
std::string known_spelling(const std::set<std::string>& known, const std::string& spell);

}  // namespace tk::grid
