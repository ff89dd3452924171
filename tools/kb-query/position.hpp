#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "board/board.hpp"
#include "core/json.hpp"
#include "kb-query/spellbook.hpp"
#include "rules/fighter.hpp"
#include "rules/history.hpp"

namespace tk::query {

/// A `state` as advice needs it.
struct State {
    std::string game;
    int turn = 1;
    std::string active;  ///< id of the one to advise
    std::string class_name;
    std::optional<int> level;
    board::Board board;
    std::vector<rules::Fighter> fighters;
    std::set<std::string> unhurt;  ///< ids of those who miss no hit points

    /// Of the active one, as far as the state tells: its spells, and the turns that it must wait for some of them. By
    /// name or id, folded.
    std::set<std::string> spells;
    std::map<std::string, int> cooldowns;

    const rules::Fighter* find(std::string_view id) const;
};

/// Reads a `state`; nothing when nobody is active or the active one stands on no cell. What monsters resist (unless the
/// state tells), and their hit points where only the share of a bar is known, comes from `book`. Throws RecordError
/// when the board is wrong.
std::optional<State> read_state(const JsonView& state, const std::string& default_game, Spellbook& book);

/// What everybody was seen to cast, from the `action` records of the stream.
class Casts {
public:
    /// Notes a successful `spell_cast` (or one of its aliases); of other records only a new session matters.
    void note(const JsonView& action);

    /// Names of the spells that this fighter was seen to cast, folded, each once.
    const std::set<std::string>& names_of(const std::string& actor) const;
    /// Casts of this fighter, the spells under their folded names.
    const rules::CastHistory& history_of(const std::string& actor) const;

private:
    struct Entry {
        std::set<std::string> names;
        rules::CastHistory history;
    };
    std::string session_;
    std::map<std::string, Entry> by_actor_;
};

}  // namespace tk::query
