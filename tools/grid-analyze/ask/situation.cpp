#include "grid-analyze/ask/situation.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "grid-analyze/ask/strikes.hpp"

namespace tk::grid {
namespace {

Value threatens(const Position& position, std::size_t attacker) {
    Value list = Value::array();
    for (std::size_t i = 0; i < position.all.size(); ++i) {
        const Combatant& other = position.all[i];
        if (!are_enemies(position.all[attacker], other)) continue;
        const auto cell = static_cast<std::size_t>(other.cell());
        const Strike strike = strikes(position.file.board, position.all, attacker, i, other.cell())[cell];
        if (strike.most <= 0) continue;
        Value entry{{"id", other.fighter.id}, {"damage", std::round(strike.damage * 10) / 10}, {"most", strike.most}};
        if (other.fighter.hp) entry["may_kill"] = strike.most >= *other.fighter.hp;
        list.push_back(std::move(entry));
    }
    return list;
}

Value reaches(const Position& position, const Combatant& mover) {
    Value list = Value::array();
    const board::Reach reach = reach_of(position.file.board, mover, position.all);
    for (const Combatant& other : position.all) {
        if (!are_enemies(mover, other)) continue;
        int left = -1;
        for (const board::Cell cell : position.file.board.geometry().neighbours(other.cell()))
            left = std::max(left, reach.left[static_cast<std::size_t>(cell)]);
        if (left >= 0) list.push_back({{"id", other.fighter.id}, {"mp_left", left}});
    }
    return list;
}

}  // namespace

Value situation(const Position& position) {
    Value record{{"type", "summary"}};
    if (position.file.turn) record["turn"] = *position.file.turn;
    if (!position.file.active.empty()) record["active"] = position.file.active;
    Value& fighters = record["situation"] = Value::array();
    for (std::size_t i = 0; i < position.all.size(); ++i) {
        const Combatant& one = position.all[i];
        Value entry{{"id", one.fighter.id}};
        if (!one.fighter.name.empty()) entry["name"] = one.fighter.name;
        if (!one.fighter.team.empty()) entry["team"] = one.fighter.team;
        entry["cell"] = one.cell();
        entry["threatens"] = threatens(position, i);
        entry["reaches"] = reaches(position, one);
        if (!one.unknown.empty()) entry["unknown"] = one.unknown;
        fighters.push_back(std::move(entry));
    }
    return record;
}

void add_situation(Enrichment& enrichment, const Record& record, const std::string& game, Known& known) {
    const auto state = std::find_if(enrichment.fields.begin(), enrichment.fields.end(),
                                    [](const Field& field) { return field.key == "state"; });
    if (state == enrichment.fields.end()) return;
    BoardFile file = parse_board_file(state->json, "state");
    if (file.game.empty()) file.game = game;
    Value summary = situation(position_on(file, known.book()));
    if (const auto id = record.view.string("id")) summary["id"] = *id;
    if (const auto t = record.view.number("t")) summary["t"] = *t;
    enrichment.after.push_back(summary.dump(-1, ' ', false, Value::error_handler_t::replace));
}

}  // namespace tk::grid
