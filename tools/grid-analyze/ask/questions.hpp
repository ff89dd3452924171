#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/command.hpp"
#include "core/program.hpp"

namespace tk::grid {

/// What is asked about a board that comes from a file instead of a picture. Cells are numbers or ids of entities.
struct Questions {
    bool of_board = false;                           ///< the operand is a board, not a stream of pictures
    std::optional<std::string> distance, path, los;  ///< "A,B"; `los` also "A" for all cells
    std::optional<std::string> reach, range, zone, threat;
    std::string at, from;  ///< target of the zone; caster of the zone or of the range
    std::optional<std::int64_t> mp;
    bool no_tackle = false;
    bool summary = false;  ///< also of streams of pictures
    bool draw = false;     ///< also of streams of pictures
    std::string database;  ///< empty: the usual one, if there is one
    std::string game;      ///< for boards that do not name theirs
};

/// Declares the options on `command`, and which of them say something only with which.
void declare(Command& command, Questions& questions);

/// Throws UsageError for what the table of options cannot tell: several `files` with --board, and the summaries of
/// frames that are drawn.
void check_asked(const Questions& questions, std::size_t files);

/// Answers with a row for each question about the board in the file `path`, or draws it. Throws Error for a board or
/// cell that is none.
Status answer(Context& context, const Questions& questions, const std::string& path);

}  // namespace tk::grid
