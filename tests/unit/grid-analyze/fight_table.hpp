#pragma once

#include <string>
#include <vector>

#include "grid-analyze/story/events.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// The lines of its log.
inline const std::vector<profile::EventPattern>& log_patterns() {
    static const std::vector<profile::EventPattern> patterns{
        {"spell_cast", "^(.+?) lance (.+?)(?: sur (.+?))?\\.$", {"actor", "spell", "target"}},
        {"damage", "^(.+?) : -(\\d+) PV \\((.+?)\\)\\.$", {"target", "amount", "element"}},
        {"heal", "^(.+?) : \\+(\\d+) PV\\.$", {"target", "amount"}},
        {"die", "^(.+?) est morte?\\.$", {"actor"}},
        {"end_turn", "^(.+?) termine son tour\\.$", {"actor"}},
        {"lose_ap", "^(.+?) : -(\\d+) PA\\.$", {"target", "amount"}},
        {"gain_ap", "^(.+?) : \\+(\\d+) PA\\.$", {"target", "amount"}},
        {"lose_mp", "^(.+?) : -(\\d+) PM\\.$", {"target", "amount"}},
        {"gain_mp", "^(.+?) : \\+(\\d+) PM\\.$", {"target", "amount"}}};
    return patterns;
}

/// A fight of Ana (an ally on cell 300), Bob (an enemy on cell 304) and Cid (an enemy on cell 306), as pictures show
/// it.
struct Table {
    board::Board board;
    Roster roster;
    Chronicle chronicle{log_patterns()};
    Moment moment;

    Table() {
        std::vector<Sighting> sightings(3);
        const int cells[] = {300, 304, 306};
        const char* names[] = {"Ana", "Bobo", "Cidre"};
        for (std::size_t i = 0; i < 3; ++i) {
            sightings[i].cell = cells[i];
            sightings[i].team = i == 0 ? "ally" : "enemy";
            sightings[i].name = names[i];
            sightings[i].confidence = 1;
            moment.cells[i] = cells[i];
            moment.hp_shares[i] = 1;
        }
        roster.take(sightings, board.geometry());
        for (int cell = 0; cell < board.size(); ++cell) moment.empty.insert(cell);
        for (const int cell : cells) moment.empty.erase(cell);
        moment.shows_board = moment.shows_text = true;
        moment.hud = {1, "Ana", "Archère", 42, 100, 120, 6, 3};
        moment.active = 0;
        moment.chat = {{"Bienvenue.", 1}};
        chronicle.advance(moment, roster, board);
    }

    void say(const std::string& line) { moment.chat.push_back({line, 1}); }
    std::vector<Action> see() { return chronicle.advance(moment, roster, board); }
};

/// Somebody whose name is not seen, of a team of their own.
inline Sighting nameless_at(board::Cell cell) {
    Sighting sighting;
    sighting.cell = cell;
    sighting.team = "third";
    sighting.confidence = 1;
    return sighting;
}

using Lines = std::vector<std::string>;

/// The actions as "kind id amount cause".
inline Lines told(const std::vector<Action>& actions, const Roster& roster) {
    Lines lines;
    for (const Action& action : actions) {
        std::string line = action.kind + " " + roster.members()[action.actor].id;
        if (action.amount) line += " " + std::to_string(*action.amount);
        if (action.cause) line += " by " + *action.cause;
        lines.push_back(line);
    }
    return lines;
}

}  // namespace tk::grid
