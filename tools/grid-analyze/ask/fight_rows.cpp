#include "grid-analyze/ask/fight_rows.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "board/sight.hpp"
#include "core/error.hpp"
#include "grid-analyze/ask/strikes.hpp"
#include "rules/cast.hpp"

namespace tk::grid {
namespace {

double tenth(double number) {
    return std::round(number * 10) / 10;
}

/// A spell of nothing but a range, from "2-6"; nothing when it is none.
std::optional<rules::Spell> plain_range(const std::string& text) {
    int least = 0, most = 0;
    const char* const end = text.data() + text.size();
    const auto [dash, error] = std::from_chars(text.data(), end, least);
    if (error != std::errc() || dash == end || *dash != '-' || least < 0) return std::nullopt;
    const auto [stop, wrong] = std::from_chars(dash + 1, end, most);
    if (wrong != std::errc() || stop != end || most < least) return std::nullopt;
    rules::Spell spell;
    spell.id = text;
    spell.min_range = least;
    spell.max_range = most;
    return spell;
}

std::vector<rules::Fighter> fighters_of(const Position& position) {
    std::vector<rules::Fighter> fighters;
    for (const Combatant& one : position.all) fighters.push_back(one.fighter);
    return fighters;
}

/// Enemies beside a cell that was walked from, with what they leave of its MP.
Value tacklers_of(const Position& position, const Combatant& mover, const board::Reach& reach) {
    Value list = Value::array();
    for (const Combatant& other : position.all) {
        if (!are_enemies(mover, other)) continue;
        const auto beside = position.file.board.geometry().neighbours(other.cell());
        if (std::none_of(beside.begin(), beside.end(), [&](board::Cell cell) { return reach.contains(cell); }))
            continue;
        list.push_back({{"id", other.fighter.id},
                        {"keeps", std::round(share_kept(mover, other) * 1000) / 1000},
                        {"known", mover.evade.has_value() && other.block.has_value()}});
    }
    return list;
}

/// What is missing to tell what the enemies of `who` can do.
Value unknown_of(const Position& position, const Combatant& who) {
    Value list = Value::array();
    for (const Combatant& other : position.all) {
        if (are_enemies(who, other) && !other.unknown.empty())
            list.push_back({{"id", other.fighter.id}, {"unknown", other.unknown}});
    }
    return list;
}

const Combatant& require(const Position& position, const std::string& who, const char* option) {
    const Combatant* one = position.find(who);
    if (one == nullptr) {
        position.file.cell_of(who);  // says what there is, when it is not even a cell
        throw Error(std::string(option) + ": nobody stands on '" + who + "'");
    }
    return *one;
}

}  // namespace

const Combatant* Position::find(const std::string& text) const {
    for (const Combatant& one : all) {
        if (one.fighter.id == text) return &one;
    }
    for (const Combatant& one : all) {
        if (std::to_string(one.cell()) == text) return &one;
    }
    return nullptr;
}

Position position_on(const BoardFile& file, knowledge::Spellbook* book) {
    return {file, combatants_of(file, book)};
}

Value reach_row(const Position& position, const std::string& who, std::optional<std::int64_t> mp, bool tackled) {
    Combatant mover;
    if (const Combatant* one = position.find(who)) {
        mover = *one;
    } else {
        mover.fighter.cell = position.file.cell_of(who);
    }
    if (mp) mover.fighter.mp = static_cast<int>(*mp);
    if (!mover.fighter.mp) throw Error("the MP of '" + who + "' are not known", "say them with --mp");
    const board::Reach reach = reach_of(position.file.board, mover, position.all, tackled);
    Value row{{"type", "row"}, {"question", "reach"}, {"from", mover.cell()}, {"mp", *mover.fighter.mp}};
    row["cells"] = reach.cells();
    row["mp_left"] = Value::array();
    for (const board::Cell cell : reach.cells()) row["mp_left"].push_back(reach.left[static_cast<std::size_t>(cell)]);
    if (!tackled) return row;
    if (Value tacklers = tacklers_of(position, mover, reach); !tacklers.empty()) row["tacklers"] = std::move(tacklers);
    return row;
}

Value range_row(const Position& position, const std::string& text, const std::string& from,
                knowledge::Spellbook* book) {
    const BoardFile& file = position.file;
    std::string where = from.empty() ? file.active : from;
    if (where.empty()) throw Error("--range needs the cell it is cast from", "say it with --from");
    const Combatant* const caster = position.find(where);
    rules::Fighter fighter;
    if (caster != nullptr) fighter = caster->fighter;
    fighter.cell = file.cell_of(where);
    fighter.ap.reset();  // the question is where, not whether
    auto spell = find_spell(text, caster, file, book);
    if (!spell) spell = plain_range(text);
    if (!spell)
        throw Error("the spell '" + text + "' is not known",
                    book == nullptr ? "name a database with --db, or say a range such as 2-6"
                                    : "look it up with kb-query search, or say a range such as 2-6");
    spell->initial_cooldown = 0;
    const rules::Position taken(file.board, fighters_of(position));
    Value row{{"type", "row"},         {"question", "range"},     {"spell", spell->id},
              {"from", *fighter.cell}, {"cells", Value::array()}, {"hidden", Value::array()}};
    if (!spell->name.empty() && spell->name != spell->id) row["name"] = spell->name;
    Value reached = Value::array();
    for (board::Cell cell = 0; cell < file.board.size(); ++cell) {
        const auto verdict = rules::check_cast(*spell, fighter, cell, {}, taken, {}, 1);
        if (verdict.castable()) row["cells"].push_back(cell);
        if (verdict.code == rules::CastCode::line_of_sight) row["hidden"].push_back(cell);
        const Piece* const piece = verdict.castable() ? file.at(cell) : nullptr;
        if (piece != nullptr) reached.push_back(piece->id);
    }
    if (!file.pieces.empty()) row["entities"] = std::move(reached);
    return row;
}

Value threat_row(const Position& position, const std::string& who) {
    const Combatant& one = require(position, who, "--threat");
    if (one.fighter.team.empty())
        throw Error("the team of '" + who + "' is not known, so neither are its enemies",
                    "give it a `team` in the board file");
    const board::Board& board = position.file.board;
    const std::size_t self = position.index_of(one);
    std::vector<double> mean(static_cast<std::size_t>(board.size()));
    std::vector<int> most(mean.size());
    std::vector<Value> by(mean.size(), Value::array());
    for (std::size_t i = 0; i < position.all.size(); ++i) {
        if (!are_enemies(one, position.all[i])) continue;
        const std::vector<Strike> of_one = strikes(board, position.all, i, self);
        for (std::size_t cell = 0; cell < of_one.size(); ++cell) {
            if (of_one[cell].most <= 0) continue;
            mean[cell] += of_one[cell].damage;
            most[cell] += of_one[cell].most;
            by[cell].push_back(position.all[i].fighter.id);
        }
    }
    Value row{{"type", "row"}, {"question", "threat"}, {"entity", one.fighter.id}};
    const auto here = static_cast<std::size_t>(one.cell());
    row["here"] = {{"cell", one.cell()}, {"damage", tenth(mean[here])}, {"most", most[here]}};
    row["cells"] = Value::array();
    for (std::size_t cell = 0; cell < mean.size(); ++cell) {
        if (most[cell] > 0)
            row["cells"].push_back(
                {{"cell", cell}, {"damage", tenth(mean[cell])}, {"most", most[cell]}, {"by", by[cell]}});
    }
    if (one.fighter.mp) {
        std::vector<board::Cell> safest;
        double least = 0;
        for (const board::Cell cell : reach_of(board, one, position.all).cells()) {
            const double damage = mean[static_cast<std::size_t>(cell)];
            if (!safest.empty() && damage > least + 1e-9) continue;
            if (safest.empty() || damage < least - 1e-9) safest.clear();
            least = damage;
            safest.push_back(cell);
        }
        row["safest"] = {{"damage", tenth(least)}, {"cells", safest}};
    }
    if (Value unknown = unknown_of(position, one); !unknown.empty()) row["unknown"] = std::move(unknown);
    return row;
}

}  // namespace tk::grid
