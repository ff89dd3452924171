#include "action-report/json_members.hpp"
#include "action-report/record_writer.hpp"
#include "action-report/report.hpp"
#include "action-report/section_print.hpp"
#include "action-report/sections.hpp"
#include "core/writer.hpp"

namespace tk::report {

namespace {

Value or_null(const std::optional<double>& value) {
    return value ? json_number(*value) : Value(nullptr);
}
Value or_null(const std::optional<std::int64_t>& value) {
    return value ? Value(*value) : Value(nullptr);
}

Value rate_json(const Rate& rate) {
    return {{"known", rate.known},       {"successes", rate.successes}, {"failures", rate.failures},
            {"unknown", rate.unknown},   {"rate", or_null(rate.rate)},  {"low", or_null(rate.low)},
            {"high", or_null(rate.high)}};
}

Value spread_json(const std::optional<Spread>& spread) {
    if (!spread) return nullptr;
    return {{"n", spread->count},
            {"mean", json_number(spread->mean)},
            {"median", json_number(spread->median)},
            {"p95", json_number(spread->p95)},
            {"min", json_number(spread->least)},
            {"max", json_number(spread->most)},
            {"exact", spread->exact}};
}

Value kind_json(const KindRow& row) {
    return {{"action", row.action},
            {"count", row.count},
            {"in_vocabulary", row.in_vocabulary},
            {"success", row.happening ? Value(nullptr) : rate_json(row.success)},
            {"duration", spread_json(row.duration)}};
}

Value actor_json(const ActorRow& row) {
    Value result = {{"actor", row.actor.id}};
    set(result, "name", row.actor.name);
    set(result, "team", row.actor.team);
    result["actions"] = row.count;
    result["success"] = rate_json(row.success);
    result["duration"] = spread_json(row.duration);
    result["damage_dealt"] = json_number(row.actor.damage_dealt);
    result["damage_taken"] = json_number(row.actor.damage_taken);
    result["healing_done"] = json_number(row.actor.healing_done);
    result["healing_received"] = json_number(row.actor.healing_received);
    result["ap"] = json_number(row.actor.action_points);
    result["mp"] = json_number(row.actor.movement_points);
    result["kills"] = row.actor.kills;
    result["deaths"] = row.actor.deaths;
    Value& kinds = result["by_action"] = Value::array();
    for (const KindRow& kind : row.kinds) kinds.push_back(kind_json(kind));
    return result;
}

Value spell_json(const SpellRow& row, const ActorRows& actors) {
    const Actor actor = actors.who(row.actor);
    Value result = {{"spell", row.spell}, {"actor", actor.id}};
    set(result, "name", actor.name);
    result["casts"] = row.count;
    result["success"] = rate_json(row.success);
    result["ap"] = json_number(row.action_points);
    result["damage"] = spread_json(row.damage);
    result["healing"] = spread_json(row.healing);
    return result;
}

Value session_json(const SessionRow& row) {
    Value result = {{"session", row.session}, {"actions", row.actions}, {"turns", row.turns}};
    set(result, "first_turn", row.first_turn);
    set(result, "last_turn", row.last_turn);
    set(result, "first_t", row.first_t);
    set(result, "last_t", row.last_t);
    return result;
}

Value deed_json(const Deed& deed, const Report& report, const Collector& collector) {
    const Names& names = collector.timeline().names();
    const Actor actor = report.actors.who(report.actors.place_of(deed.counted.actor));
    Value result = Value::object();
    set(result, "id", deed.id);
    result["actor"] = actor.id;
    set(result, "name", actor.name);
    result["action"] = collector.tally().kinds()[deed.counted.kind].name;
    set(result, "spell", names.text(deed.spell));
    set(result, "target", names.text(deed.target));
    set(result, "target_name", names.text(deed.target_name));
    set(result, "cell", deed.cell);
    set(result, "from", deed.from);
    set(result, "to", deed.to);
    set(result, "cost", deed.cost);
    set(result, "amount", deed.amount);
    set(result, "element", names.text(deed.element));
    if (!deed.hits.empty()) {
        Value& hits = result["hits"] = Value::array();
        for (const KeptHit& hit : deed.hits) {
            Value one = Value::object();
            set(one, "target", names.text(hit.target));
            set(one, "target_name", names.text(hit.target_name));
            set(one, "damage", hit.damage);
            set(one, "heal", hit.heal);
            if (hit.killed) one["killed"] = true;
            hits.push_back(std::move(one));
        }
    }
    result["success"] = deed.success ? Value(*deed.success) : Value(nullptr);
    set(result, "error", names.text(deed.error));
    set(result, "duration", deed.duration);
    set(result, "t", deed.t);
    return result;
}

Value answer_json(const Answer& answer) {
    Value result = {{"answer", answer.text}};
    set(result, "model", answer.model);
    set(result, "provider", answer.provider);
    set(result, "turn", answer.turn);
    return result;
}

Value timeline_json(const Report& report, const Collector& collector) {
    Value turns = Value::array();
    for (const TurnRow& row : report.turns) {
        Value turn = {{"session", row.session}, {"turn", or_null(row.turn)}};
        Value& actions = turn["actions"] = Value::array();
        for (const Deed* deed : row.deeds) actions.push_back(deed_json(*deed, report, collector));
        Value& answers = turn["answers"] = Value::array();
        for (const Answer* answer : row.answers) answers.push_back(answer_json(*answer));
        turns.push_back(std::move(turn));
    }
    Value others = Value::array();
    for (const Answer* answer : report.other_answers) others.push_back(answer_json(*answer));
    return {{"turns", std::move(turns)},
            {"other_answers", std::move(others)},
            {"actions_cut", report.actions_cut},
            {"answers_cut", report.answers_cut}};
}

Value position_json(const Position& position) {
    Value result = Value::object();
    set(result, "frame", position.frame);
    set(result, "turn", position.turn);
    set(result, "active", position.active);
    Value& fighters = result["fighters"] = Value::array();
    for (const Fighter& fighter : position.fighters) {
        Value one = {{"id", fighter.id}};
        set(one, "name", fighter.name);
        set(one, "team", fighter.team);
        set(one, "class", fighter.role);
        set(one, "level", fighter.level);
        set(one, "cell", fighter.cell);
        set(one, "hp", fighter.hp);
        set(one, "max_hp", fighter.max_hp);
        set(one, "hp_share", fighter.hp_share);
        set(one, "ap", fighter.ap);
        set(one, "mp", fighter.mp);
        one["active"] = fighter.active;
        fighters.push_back(std::move(one));
    }
    return result;
}

Value advice_json(const Advice& advice) {
    Value result = Value::object();
    set(result, "frame", advice.frame);
    set(result, "turn", advice.turn);
    set(result, "active", advice.active);
    set(result, "active_name", advice.active_name);
    JsonParser parser;
    result["kb"] = parser.parse(advice.json).value();
    return result;
}

Value quality_json(const Collector& collector) {
    const Quality& quality = collector.quality();
    Value types = Value::array();
    std::uint64_t records = 0;
    for (const auto& [type, count] : quality.types) {
        types.push_back({{"record_type", type.empty() ? Value(nullptr) : Value(type)},
                         {"read", count.read},
                         {"unused", count.unused}});
        records += count.read;
    }
    Value unknown = Value::array();
    for (const ActionKind& kind : collector.tally().kinds()) {
        if (!kind.in_vocabulary) unknown.push_back(kind.name);
    }
    Value errors = Value::array();
    for (const auto& [key, count] : quality.tool_errors) {
        errors.push_back({{"tool", key.first}, {"code", key.second}, {"count", count}});
    }
    Value clocks = Value::object();
    for (const Fact& fact : clock_facts(collector)) clocks[fact.key] = static_cast<std::uint64_t>(fact.datum.value);
    return {{"records", records},
            {"unreadable", quality.unreadable},
            {"first_unreadable", quality.first_unreadable},
            {"types", std::move(types)},
            {"without_action", quality.without_action},
            {"without_actor", quality.without_actor},
            {"without_turn", quality.without_turn},
            {"bad_durations", quality.bad_durations},
            {"outside_vocabulary", std::move(unknown)},
            {"clocks", std::move(clocks)},
            {"tool_errors", std::move(errors)}};
}

/// Under which column of the design the result of each section is stored.
Value strata_json(const Selection& selection) {
    Value strata = Value::object();
    for (const SectionName& section : section_names()) {
        if (selection.has(section.name)) strata[std::string(section.name)] = section.stratum;
    }
    return strata;
}

}  // namespace

void write_json(Writer& out, const Report& report, const Collector& collector, bool spread,
                const std::vector<Section>& sections, const Selection& selection, Language language) {
    RecordWriter record{out, spread};
    record.field("type", "report");
    record.field("tool", "action-report");
    record.field("method", {{"interval", "Wilson score, 95 %"},
                            {"percentile", "type 7 up to 8192 values, then DDSketch within 1 %"},
                            {"min_sample", report.min_sample}});
    record.field("strata", strata_json(selection));
    record.field("totals", {{"actions", report.actions},
                            {"actors", report.acting},
                            {"answers", report.answers},
                            {"success", rate_json(report.success)},
                            {"duration", spread_json(report.duration)}});
    if (selection.has("summary")) {
        record.rows("sessions", report.sessions, session_json);
        record.rows("actors", report.actors, actor_json);
    }
    if (selection.has("frequencies") || selection.has("durations")) record.rows("actions", report.kinds, kind_json);
    if (selection.has("frequencies")) {
        record.rows("spells", report.spells, [&](const SpellRow& row) { return spell_json(row, report.actors); });
        record.rows("failures", report.errors, [](const ErrorRow& row) {
            return Value{{"code", row.code}, {"count", row.count}};
        });
    }
    if (selection.has("timeline")) record.field("timeline", timeline_json(report, collector));
    if (selection.has("position"))
        record.field("position", report.position ? position_json(*report.position) : Value(nullptr));
    if (selection.has("advice")) record.field("advice", report.advice ? advice_json(*report.advice) : Value(nullptr));
    record.texts("sections", sections, [&](const Section& section) { return section_json(section, language); });
    if (selection.has("quality")) record.field("quality", quality_json(collector));
    record.end();
}

}  // namespace tk::report
