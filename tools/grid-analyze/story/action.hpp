#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "board/coord.hpp"
#include "grid-analyze/scene/reading.hpp"

namespace tk::grid {

/// What one cast did to one. `target` is an index into the roster, as everywhere here.
struct Hit {
    std::size_t target = 0;
    int damage = 0, heal = 0;
    bool killed = false;
    std::optional<board::Cell> cell;  ///< where the target stood
};

/// Something that happened between two frames; what is not known is left out.
struct Action {
    std::string id;    ///< a1, a2, ...
    std::string kind;  ///< move, spell_cast, die, end_turn, appear, lose_hp, gain_hp, lose_ap, ...
    std::size_t actor = 0;
    std::optional<board::Cell> from, to, cell;
    std::vector<board::Cell> path;  ///< cells entered
    std::optional<std::string> spell, element;
    std::optional<std::size_t> target;
    std::optional<int> cost, amount;
    std::optional<double> share;       ///< lose_hp, gain_hp: change of the bar where no number is known
    std::optional<std::string> cause;  ///< id of the action that explains it
    std::vector<Hit> hits;
    std::optional<int> turn, hp, ap, mp, distance;  ///< before the action
    double confidence = 0;
};

/// What a frame shows.
struct Moment {
    bool shows_board = false;
    bool shows_text = false;
    std::map<std::size_t, board::Cell> cells;  ///< who stands where
    std::set<board::Cell> empty;               ///< floor that is seen with nobody on it
    std::set<std::size_t> unseen;              ///< whose cell is an old one: they are hidden now
    std::map<std::size_t, double> hp_shares;
    std::vector<board::Cell> target_cells;  ///< painted as the target of a spell
    Hud hud;                                ///< of the active one
    std::optional<std::size_t> active;
    std::vector<ChatLine> chat;  ///< oldest first
};

}  // namespace tk::grid
