#include "grid-analyze/records.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "board/record.hpp"

namespace tk::grid {
namespace {

/// Hundredths: more digits would only pretend.
double rounded(double value) {
    return std::round(value * 100) / 100;
}

std::string dumped(const Value& value) {
    return value.dump(-1, ' ', false, Value::error_handler_t::replace);
}

template <class T>
void put(Value& object, const char* key, const std::optional<T>& value) {
    if (value) object[key] = *value;
}

Value grid_value(const FoundBoard& board, const Surface& surface) {
    const auto& placement = board.placement;
    Value grid{{"kind", board::kind_name(board.geometry.kind())},
               {"cell", {rounded(placement.width), rounded(placement.height)}},
               {"origin", {rounded(placement.origin.x), rounded(placement.origin.y)}},
               {"cols", board.geometry.cols()},
               {"rows", board.geometry.rows()},
               {"confidence", rounded(board.confidence)},
               {"cells", surface.cells}};
    if (board.geometry.stagger() == board::Stagger::alternating) grid["stagger"] = "alternating";
    if (board.geometry.stagger() == board::Stagger::even) grid["stagger"] = "even";
    // A thousandth of a large cell is a tenth of a pixel.
    const double pitch = std::round(placement.pitch * 1000) / 1000;
    if (board.geometry.is_hex() && pitch != board::Placement::regular_pitch) grid["pitch"] = pitch;
    if (!board.numbering_certain) grid["numbering"] = "assumed";
    for (const auto& [kind, cells] : surface.highlights)
        grid["highlights"].push_back({{"kind", kind}, {"cells", cells}});
    return grid;
}

Value entity_value(const Member& member, const Sighting& sighting, bool is_active) {
    Value entity{{"id", member.id}};
    if (!sighting.team.empty()) entity["team"] = sighting.team;
    entity["cell"] = sighting.cell;
    entity["box"] = {sighting.box.x, sighting.box.y, sighting.box.width, sighting.box.height};
    entity["confidence"] = rounded(sighting.confidence);
    put(entity, "name", member.name());
    if (sighting.hp_share) entity["hp_share"] = rounded(*sighting.hp_share);
    if (sighting.kind) {
        entity["kind"] = sighting.kind->kind;
        entity["kind_confidence"] = rounded(sighting.kind->confidence);
    }
    if (is_active) entity["active"] = true;
    return entity;
}

Value fighter_value(const Member& member, const Sighting& sighting, const Hud* hud) {
    Value fighter{{"id", member.id}};
    put(fighter, "name", member.name());
    if (!sighting.team.empty()) fighter["team"] = sighting.team;
    fighter["cell"] = sighting.cell;
    if (sighting.kind) fighter["kind"] = sighting.kind->kind;
    put(fighter, "class", member.kind);
    put(fighter, "level", member.level);
    if (hud != nullptr) put(fighter, "hp", hud->hp);
    put(fighter, "max_hp", member.max_hp);
    if (hud != nullptr) put(fighter, "ap", hud->ap);
    if (hud != nullptr) put(fighter, "mp", hud->mp);
    if (sighting.hp_share) fighter["hp_share"] = rounded(*sighting.hp_share);
    return fighter;
}

Value state_value(const FoundBoard& board, const Findings& findings, const Roster& roster,
                  const profile::Profile& profile) {
    Value state = Value::object();
    if (!profile.game.empty()) state["game"] = profile.game;
    state["board"] = board::board_value(board::Board(board.geometry, findings.scene.surface.cells));
    put(state, "turn", findings.hud.turn);
    if (findings.active) state["active"] = roster.members()[*findings.active].id;
    state["entities"] = Value::array();
    for (std::size_t i = 0; i < findings.members.size(); ++i) {
        const bool is_active = findings.active == findings.members[i];
        state["entities"].push_back(fighter_value(roster.members()[findings.members[i]], findings.scene.sightings[i],
                                                  is_active ? &findings.hud : nullptr));
    }
    return state;
}

Value params_of(const Action& action, const Roster& roster) {
    Value params = Value::object();
    put(params, "from", action.from);
    put(params, "to", action.to);
    if (!action.path.empty()) params["path"] = action.path;
    put(params, "spell", action.spell);
    if (action.target) {
        const Member& target = roster.members()[*action.target];
        params["target"] = target.id;
        put(params, "target_name", target.name());
    }
    put(params, "cell", action.cell);
    put(params, "cost", action.cost);
    put(params, "amount", action.amount);
    if (action.share) params["share"] = rounded(*action.share);
    if (action.kind != "spell_cast") put(params, "element", action.element);
    put(params, "cause", action.cause);
    return params;
}

Value result_of(const Action& action, const Roster& roster) {
    Value result{{"success", true}};
    int damage = 0, heal = 0;
    bool killed = false;
    Value hits = Value::array();
    for (const Hit& hit : action.hits) {
        damage += hit.damage;
        heal += hit.heal;
        killed |= hit.killed;
        const Member& target = roster.members()[hit.target];
        Value entry{{"target", target.id}};
        put(entry, "target_name", target.name());
        if (hit.damage > 0) entry["damage"] = hit.damage;
        if (hit.heal > 0) entry["heal"] = hit.heal;
        entry["killed"] = hit.killed;
        hits.push_back(std::move(entry));
    }
    if (damage > 0) {
        result["damage"] = damage;
        if (action.kind == "spell_cast") put(result, "element", action.element);
        result["killed"] = killed;
    }
    if (heal > 0) result["heal"] = heal;
    if (hits.size() > 1) result["hits"] = std::move(hits);
    return result;
}

}  // namespace

std::vector<Field> frame_fields(const Findings& findings, const Roster& roster, const profile::Profile& profile) {
    if (const auto* none = std::get_if<NoBoard>(&findings.search)) {
        return {
            {"grid", "null"}, {"reason", dumped(none->reason)}, {"grid_confidence", dumped(rounded(none->confidence))}};
    }
    const FoundBoard& board = std::get<FoundBoard>(findings.search);
    Value entities = Value::array();
    for (std::size_t i = 0; i < findings.members.size(); ++i) {
        entities.push_back(entity_value(roster.members()[findings.members[i]], findings.scene.sightings[i],
                                        findings.active == findings.members[i]));
    }
    return {{"grid", dumped(grid_value(board, findings.scene.surface))},
            {"entities", dumped(entities)},
            {"state", dumped(state_value(board, findings, roster, profile))}};
}

std::string action_record(const Action& action, const Roster& roster, const Record& frame, const std::string& session) {
    const Member& actor = roster.members()[action.actor];
    Value record{{"type", "action"}, {"id", action.id}};
    if (!session.empty()) record["session"] = session;
    record["actor"] = actor.id;
    put(record, "actor_name", actor.name());
    record["action"] = action.kind;
    record["params"] = params_of(action, roster);
    Value context = Value::object();
    put(context, "turn", action.turn);
    put(context, "hp", action.hp);
    put(context, "ap", action.ap);
    put(context, "mp", action.mp);
    put(context, "distance", action.distance);
    record["context"] = std::move(context);
    record["result"] = result_of(action, roster);
    record["error"] = nullptr;
    put(record, "t", frame.view.number("t"));
    record["confidence"] = rounded(action.confidence);
    return dumped(record);
}

}  // namespace tk::grid
