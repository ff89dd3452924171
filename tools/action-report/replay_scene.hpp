#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "action-report/replay_events.hpp"
#include "action-report/replay_log.hpp"
#include "action-report/report.hpp"
#include "action-report/words.hpp"
#include "board/board.hpp"

namespace tk::report {

/// One line about one step: who did what, what it cost, what it did.
struct StepLine {
    std::size_t step = 0;  ///< in ReplayLog::steps()
    std::string actor;     ///< empty for positions and answers
    std::string deed;
    std::string cost;
    std::string effect;
    bool failed = false;

    /// All of it in one line.
    std::string text() const;
};

/// A fighter with the two characters that stand for it on the board: A and one more for allies, E for enemies, F for
/// others.
struct Piece2D {
    std::string label;
    Fighter fighter;
};

/// Everything there is to show of one step.
struct Scene {
    std::size_t step = 0;
    std::optional<std::int64_t> turn;
    std::string session;  ///< empty where none was told
    StepLine line;
    std::string answer;  ///< a text that was told at this step
    std::vector<std::string> events;
    std::optional<board::Board> board;
    std::string board_problem;  ///< why a board that is there cannot be drawn
    std::vector<Piece2D> pieces;
    std::vector<board::Cell> path;  ///< cells of a move, the first one left included
    std::optional<board::Cell> aim;
    std::string picture;  ///< path of the picture, empty where there is none
    /// Steps of the same turn and session around this one, itself included.
    std::vector<StepLine> around;
};

/// Reads what belongs to a step; `around`: at most so many steps on each side. Throws Error when the file was cut.
Scene make_scene(const ReplayLog& log, std::size_t step, std::size_t around, std::span<const KeyEvent> events,
                 const Tongue& tongue);

}  // namespace tk::report
