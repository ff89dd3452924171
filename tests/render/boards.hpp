#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "render/levels.hpp"
#include "render/simulate.hpp"

namespace tk::render {

/// Values given on the command line that replace the drawn ones, by the name of the switch.
using Overrides = std::vector<std::pair<std::string, double>>;

/// `switches` with the values of `overrides`.
Switches with(Switches switches, const Overrides& overrides);

/// The shape of the cells of a random board, where it is not the usual one of its kind.
struct CellShape {
    double pitch = 0.75;          ///< of hexagons: from row to row, share of the height (flat ones: of the width)
    std::optional<double> ratio;  ///< width to height
};

/// A random board before it is drawn.
struct Scene {
    int width = 0, height = 0;
    Geometry board;
    std::string cells;
    State state;  ///< fighters on the board; nobody speaks
    bool has_plates = false;
    bool has_hud = false;
    std::string style;  ///< "shades", "lines", "both"
};

/// A board of kind `kind` at a random size and place, with obstacles, holes and fighters. Every side of the board has
/// at least one cell that is drawn, so that its extent can be seen.
Scene random_scene(Kind kind, Level level, const Switches& switches, SplitMix64& random, const CellShape& shape = {});

/// Draws `count` random boards into `folder` (KIND-000.png ...) and their truth into truth.jsonl there.
void draw_boards(Kind kind, int count, Level level, std::uint64_t seed, const Overrides& overrides,
                 const std::filesystem::path& folder, const CellShape& shape = {});

/// Draws `count` pictures without any board (none-000.png ...): landscapes, buildings, windows, inventories, text;
/// truth.jsonl says `"grid":null` and what each shows.
void draw_negatives(int count, Level level, std::uint64_t seed, const Overrides& overrides,
                    const std::filesystem::path& folder);

}  // namespace tk::render
