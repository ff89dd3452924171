#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "render/geometry.hpp"

namespace tk::render {

/// One who fights, as the script introduces him.
struct Fighter {
    std::string id;
    std::string name;
    std::string team;  ///< "ally" (red ring) or "enemy" (blue ring)
    std::string class_name;
    std::string look;       ///< sprite: archer, healer, wolf, eye
    bool feminine = false;  ///< agreement in the chat: "est morte"
    int level = 1;
    int cell = 0;
    int hp = 1, max_hp = 1;
    int ap = 6, max_ap = 6;
    int mp = 3, max_mp = 3;
};

/// What a cast does to one fighter.
struct Effect {
    std::string target;
    int amount = 0;
};

/// One step of the script.
struct Step {
    enum class Kind { move, cast, end_turn };
    Kind kind = Kind::end_turn;
    int cell = -1;  ///< move: where to; cast on a free cell: where
    std::string spell;
    int cost = 0;
    std::string on;       ///< cast on a fighter: the name
    int radius = -1;      ///< cast: cells this near are marked in the picture; -1: none
    std::string element;  ///< of the damage
    std::vector<Effect> damage;
    std::vector<Effect> heal;
};

/// A whole fight.
struct Script {
    std::string map;
    Kind board = Kind::iso;
    int cols = 0, rows = 0;
    std::string cells;              ///< one character a cell: . # o
    std::vector<Fighter> fighters;  ///< in the order they play
    std::vector<Step> steps;
};

/// Reads a script (tests/render/README.md shows the form). Throws std::runtime_error that says what is wrong.
Script read_script(const std::string& path);

}  // namespace tk::render
