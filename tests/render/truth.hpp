#pragma once

#include <string>

#include "render/draw_fighters.hpp"
#include "render/draw_hud.hpp"
#include "render/levels.hpp"
#include "render/script.hpp"

namespace tk::render {

/// What one picture of a fight shows.
struct FrameTruth {
    std::string file;
    int width = 0, height = 0;
    Geometry board;
    std::string cells;
    std::vector<DrawnFighter> fighters;
    DrawnHud hud;
    std::vector<Box> windows;  ///< that hide part of the board
    std::string style;         ///< of a random board
};

/// One line of truth.jsonl: the keys of the records of `ocr` and `grid-analyze`, and the switches.
std::string frame_line(const FrameTruth& frame, const State& state, const Switches& switches);

/// One line of truth.jsonl for a picture without a board; `shows` says what there is instead.
std::string negative_line(const std::string& file, int width, int height, const std::string& shows,
                          const Switches& switches);

/// One line of truth_actions.jsonl; `number` counts from 1.
std::string action_line(const Event& event, std::size_t number, const Script& script);

}  // namespace tk::render
