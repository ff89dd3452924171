#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace tk::report {

/// How long the half-moves of a game took, by what servers write into the comments behind them: the clock of who moved
/// ("[%clk 0:02:58]"), or the time of the move itself ("[%emt 0:00:04]").
class ChessClock {
public:
    /// `control`: the tag TimeControl; "180+2" adds two seconds a move.
    explicit ChessClock(std::string_view control);

    /// Seconds of the half-move behind which `comment` stands. Nothing where no time is told, and for the first clock
    /// of each side: servers start it at different moments.
    std::optional<double> read(std::string_view comment, bool is_white);

private:
    double increment_ = 0;
    std::array<std::optional<double>, 2> left_;  ///< seconds on the clocks of black and white
};

}  // namespace tk::report
