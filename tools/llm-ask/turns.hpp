#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "llm-ask/facts.hpp"

namespace tk::llm {

/// What happened in one turn of one session.
struct Turn {
    std::optional<std::int64_t> number;  ///< none when no record told it
    std::string session;
    std::vector<Fact> facts;
    std::size_t left_out = 0;  ///< facts beyond the limit
};

/// Collects the facts of a stream turn by turn. The actions seen between two pictures follow the later picture, so the
/// first picture of a new turn may still be followed by actions of the old one: a turn is over when an action of
/// another turn or session comes, or the second record with a `state` of another turn.
class TurnCollector {
public:
    /// A turn without end must not fill the memory.
    static constexpr std::size_t max_facts = 500;

    /// Takes the next record. Returns the turn that was over before it, if it had an action.
    std::optional<Turn> take(const JsonView& record);
    /// The last turn, if it had an action.
    std::optional<Turn> finish();

    /// Records with a `state`, and actions, seen so far.
    std::size_t states() const { return states_; }
    std::size_t actions() const { return actions_; }

private:
    std::optional<Turn> take_action(const JsonView& action);
    std::optional<Turn> take_state(const JsonView& state);

    Names names_;
    Turn turn_;
    bool other_turn_shown_ = false;
    std::size_t states_ = 0;
    std::size_t actions_ = 0;
};

}  // namespace tk::llm
