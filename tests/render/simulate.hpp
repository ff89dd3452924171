#pragma once

#include <string>
#include <vector>

#include "render/script.hpp"

namespace tk::render {

/// A line of the chat; the kind decides its colour.
struct ChatLine {
    enum class Kind { cast, damage, heal, death, turn };
    Kind kind;
    std::string text;
};

/// The fight at one moment: what one picture shows.
struct State {
    int turn = 1;
    std::size_t active = 0;         ///< index into `fighters`
    std::vector<Fighter> fighters;  ///< all; the dead have hp 0 and are not drawn
    std::vector<ChatLine> chat;     ///< everything said so far, oldest first
    std::vector<int> reachable;     ///< cells the active ally can walk to, ascending; empty for an enemy
    std::vector<int> hit;           ///< cells of the zone that was just cast, ascending
};

/// What one effect did.
struct Hit {
    std::size_t target;
    int amount;
    bool heals;
    bool kills;
};

/// What happened: one step of the script, or a death that a step caused.
struct Event {
    enum class Kind { move, cast, die, end_turn };
    Kind kind = Kind::end_turn;
    std::size_t frame = 0;  ///< index of the first picture that shows the outcome
    std::size_t actor = 0;
    int turn = 1, hp = 0, ap = 0, mp = 0;  ///< the actor's, before the event
    int from = -1;                         ///< the actor's cell before
    std::vector<int> path;                 ///< move: cells entered, in order
    std::string spell, element, on;
    int cell = -1;  ///< cast: the cell aimed at
    int cost = 0;
    int distance = 0;
    std::vector<Hit> hits;
};

struct Fight {
    std::vector<State> states;  ///< one more than the script has steps
    std::vector<Event> events;
};

/// Plays the script on its board. Throws std::runtime_error when a step is not possible (no path, too few points,
/// nobody of that name): a sample with impossible moves would be a wrong truth.
Fight simulate(const Script& script);

}  // namespace tk::render
