#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "action-report/actors.hpp"
#include "action-report/event.hpp"
#include "action-report/names.hpp"
#include "action-report/pair_index.hpp"
#include "stats/distribution.hpp"

namespace tk::report {

/// How attempts ended. What a record does not say is not counted as success.
struct Outcomes {
    std::uint64_t successes = 0;
    std::uint64_t failures = 0;
    std::uint64_t unknown = 0;

    void add(std::optional<bool> success) { ++(!success ? unknown : *success ? successes : failures); }
    void add(const Outcomes& other);
};

/// A kind of action, by the vocabulary's name for it or, outside the vocabulary, by its own.
struct ActionKind {
    std::string name;
    bool in_vocabulary = false;
    bool happening = false;
};

/// What one actor did of one kind.
struct Cell {
    std::uint32_t actor = 0;
    std::uint32_t kind = 0;
    std::uint64_t count = 0;
    Outcomes outcomes;
    stats::Distribution durations;
};

/// What one actor did with one spell.
struct SpellCell {
    std::uint32_t actor = 0;
    std::uint32_t spell = 0;  ///< in Tally::spells()
    std::uint64_t count = 0;
    Outcomes outcomes;
    double action_points = 0;
    stats::Distribution damage;  ///< of each cast that did damage, all its targets together
    stats::Distribution healing;
};

/// What one session covers.
struct Session {
    std::uint64_t actions = 0;
    std::vector<std::int64_t> turns;         ///< distinct, ascending
    std::optional<std::int64_t> first_turn;  ///< lowest
    std::optional<std::int64_t> last_turn;   ///< highest
    std::optional<double> first_t;
    std::optional<double> last_t;
};

/// The indices under which an event was counted.
struct Counted {
    std::uint32_t session = 0;
    std::uint32_t actor = 0;
    std::uint32_t kind = 0;
};

/// Counts actions in one pass, in memory that grows with the distinct actors, kinds, spells and sessions.
class Tally {
public:
    Counted add(const Event& event);

    Actors& actors() { return actors_; }
    const Actors& actors() const { return actors_; }
    const std::vector<ActionKind>& kinds() const { return kinds_; }
    const std::deque<Cell>& cells() const { return cells_; }
    const Names& spells() const { return spells_; }
    const std::vector<SpellCell>& spell_cells() const { return spell_cells_; }
    const Names& sessions() const { return session_names_; }
    const std::vector<Session>& session_totals() const { return sessions_; }
    const Names& errors() const { return errors_; }
    const std::vector<std::uint64_t>& error_counts() const { return error_counts_; }
    std::uint64_t count() const { return count_; }

private:
    std::uint32_t kind_of(std::string_view spelling);
    Cell& cell_of(std::uint32_t actor, std::uint32_t kind);
    void add_session(std::uint32_t session, const Event& event);
    void add_effects(const Event& event, std::uint32_t actor, const ActionKind& kind);
    void add_spell(const Event& event, std::uint32_t actor);

    Actors actors_;
    Names spellings_;
    std::vector<std::uint32_t> kind_of_spelling_;
    TextMap<std::uint32_t> kind_of_name_;
    std::vector<ActionKind> kinds_;
    PairIndex cell_index_;
    std::deque<Cell> cells_;
    Names spells_;
    PairIndex spell_index_;
    std::vector<SpellCell> spell_cells_;
    Names session_names_;
    std::vector<Session> sessions_;
    Names errors_;
    std::vector<std::uint64_t> error_counts_;
    std::uint64_t count_ = 0;
};

}  // namespace tk::report
