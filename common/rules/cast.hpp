#pragma once

#include <span>
#include <string>
#include <string_view>

#include "board/board.hpp"
#include "board/sight.hpp"
#include "core/program.hpp"
#include "rules/fighter.hpp"
#include "rules/history.hpp"
#include "rules/spell.hpp"

namespace tk::rules {

/// Why a spell cannot be cast, with the names and numbers that players' tools know (Ankabot's canCastSpellOnCell).
enum class CastCode {
    none,
    too_many_launchs,
    cooldown,
    action_points,
    too_many_launchs_on_cell,
    max_range,
    min_range,
    not_in_line,
    line_of_sight,
    too_many_invocations,
    need_free_cell,
    need_taken_cell,
    required_state,
    forbidden_state,
    not_in_diagonal,
    unknown,       ///< caster or target cell is not known or not on the board
    not_in_range,  ///< an obstacle or a hole: nothing can be cast there
};

/// "NONE", "TOO_MANY_LAUNCHS", ...: the code in records.
std::string_view code_name(CastCode code);

/// Who stands where, made once for all the casts that are tried in it.
struct Position {
    /// Of the living fighters whose cell is known. The board must outlive the position.
    Position(const board::Board& board, std::span<const Fighter> fighters, board::SightRule sight);
    /// With the usual rule of sight for the board.
    Position(const board::Board& board, std::span<const Fighter> fighters);

    /// The same position after somebody walked.
    Position with_move(board::Cell from, board::Cell to) const;

    const board::Board& board;
    board::SightRule sight;
    board::CellSet taken;   ///< cells with a fighter
    board::CellSet hiding;  ///< cells with a fighter who is not invisible
};

/// The answer of check_cast: `have` and `limit` are the numbers behind the code, such as the AP left and the AP needed.
struct CastVerdict {
    CastCode code = CastCode::none;
    int have = 0;
    int limit = 0;

    bool castable() const { return code == CastCode::none; }
};

/// May `caster`, from its cell, cast `spell` at `target` in turn `turn`? `target_id` is the fighter on that cell
/// (empty: nobody), for the limit of casts per target. The first of these that fails is the reason: casts this turn,
/// cooldown, AP, cell known and on the board, casts on the target, greatest and least range, straight line, cell that
/// can be cast at, free or taken cell, sight. AP that are not known do not fail.
CastVerdict check_cast(const Spell& spell, const Fighter& caster, board::Cell target, std::string_view target_id,
                       const Position& position, const CastHistory& history, int turn);

/// The greatest range of `spell` for this caster; never below the least.
int range_of(const Spell& spell, const Fighter& caster);

/// One sentence for people, without a final stop: "costs 4 AP, 3 are left".
std::string describe(const CastVerdict& verdict, Language language);
/// The same without numbers: "not enough action points".
std::string_view describe(CastCode code, Language language);

}  // namespace tk::rules
