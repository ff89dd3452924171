#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "action-report/replay_events.hpp"
#include "action-report/replay_log.hpp"
#include "core/program.hpp"

namespace tk::report {

/// What `action-report replay` is asked to show.
struct ReplayOptions {
    std::vector<std::string> inputs;  ///< one file
    std::optional<std::int64_t> turn;
    std::string actor;    ///< id or name, without regard to case and accents; empty for all
    std::string session;  ///< empty for all
    bool key_events = false;
    bool text = false;  ///< as text on a terminal too
};

/// Goes through the steps of a replay that the options select; indexes on as far as a move needs.
class Navigator {
public:
    Navigator(ReplayLog& log, const ReplayOptions& options);

    /// The first selected step; false when there is none.
    bool start();
    std::size_t here() const { return here_; }

    /// Moves; each returns whether there was such a step, and stays where it was if not.
    bool next();
    bool back();
    bool first();
    bool last();
    bool next_turn();
    bool previous_turn();
    /// To the first step of a turn, of this session if it has that turn.
    bool to_turn(std::int64_t turn);
    /// To the step with a number that counts from 1, or the next selected one.
    bool to_step(std::size_t number);
    bool next_event();
    bool previous_event();
    /// To the next event of these kinds after this step, else to the first one of the replay.
    bool to_event(std::initializer_list<KeyEvent::Kind> kinds);

    /// The key events once the whole file is indexed, none before; needs `finish` to be sure.
    const std::vector<KeyEvent>& events();
    /// Indexes the rest in pieces, calling `pause` in between.
    template <class Pause>
    void finish(Pause pause) {
        while (!log_.complete()) {
            log_.index(SIZE_MAX, piece);
            pause();
        }
    }

    static constexpr std::uint64_t piece = std::uint64_t{4} << 20;

    /// Whether the options select a step. `--key-events` needs the whole index.
    bool selects(std::size_t step);

private:
    std::optional<std::size_t> seek(std::size_t from);
    std::optional<std::size_t> seek_back(std::size_t end);
    bool go(std::optional<std::size_t> step);
    bool matches_actor(const Step& step);

    ReplayLog& log_;
    const ReplayOptions& options_;
    std::string actor_;  // folded
    std::size_t here_ = 0;
    std::optional<std::vector<KeyEvent>> events_;
    std::vector<std::int8_t> actor_known_;  // by index in ReplayLog::names(): -1 not asked yet
};

/// Steps through a replay of any kind that a report reads (keys by `map`) on a terminal, or prints what the options
/// select as text; the status of the tool.
Status replay(Context& context, const ReplayOptions& options, const std::string& map);

/// Its two forms.
void view_replay(Context& context, ReplayLog& log, Navigator& navigator, int keyboard);
bool print_replay(Context& context, ReplayLog& log, Navigator& navigator);

}  // namespace tk::report
