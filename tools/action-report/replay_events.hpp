#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "action-report/replay_log.hpp"
#include "action-report/words.hpp"

namespace tk::report {

/// Why a step is worth a look.
struct KeyEvent {
    enum class Kind : std::uint8_t { first_death, death, biggest_loss, long_duration, unusual_loss };
    std::size_t step = 0;  ///< in ReplayLog::steps()
    Kind kind = Kind::death;
    double value = 0;     ///< hit points or seconds; 0 for deaths
    double median = 0;    ///< what is usual, for anomalies
    std::uint64_t n = 0;  ///< of how many like it
    double z = 0;
};

/// The key events of a replay in the order of their steps: in each session every death, the action that cost the most
/// hit points (the first of equals), and what is unusual.
///
/// Unusual is a duration or a loss of hit points whose robust z, 0.6745 (x - median) / MAD over the logarithms of all
/// values of the same action (or spell) in the whole replay, is above 3.5 (Iglewicz and Hoaglin 1993), where there are
/// at least `least_sample` of them; where MAD is 0, 1.2533 times the mean absolute deviation stands for it. Only the
/// `most_unusual` furthest out of a session are told.
std::vector<KeyEvent> find_key_events(std::span<const Step> steps);

inline constexpr std::size_t least_sample = 10;
inline constexpr std::size_t most_unusual = 5;

/// "first death", "biggest loss: 34 HP", "unusual: 9 s, the median of 40 is 1.1 s".
std::string key_event_text(const Tongue& tongue, const KeyEvent& event);

}  // namespace tk::report
