#include "db-update/append_rows.hpp"

#include <nlohmann/json.hpp>

#include "core/actions.hpp"
#include "core/error.hpp"
#include "db-update/fields.hpp"
#include "db-update/time_text.hpp"
#include "db-update/unnamed.hpp"

namespace tk::update {

namespace {

std::optional<std::string> json_of(const std::optional<JsonView>& value) {
    return value ? std::optional(value->dump()) : std::nullopt;
}

std::optional<std::string> time_of(Fields& fields, Names names, DateOrder order) {
    const auto value = fields.any(names);
    if (!value) return std::nullopt;
    const auto time = time_of_value(*value, order);
    if (!time)
        refuse(std::string(*names.begin()) + " must be a time such as 2026-01-31T18:00:00Z, not " + value->dump());
    return time;
}

constexpr double huge = 1e300;

}  // namespace

Appender::Appender(store::Database& database, std::int64_t run, Defaults defaults)
    : database_(database),
      run_(run),
      defaults_(std::move(defaults)),
      now_(now_utc()),
      action_(database.prepare(
          "INSERT INTO recorded_actions (session_id, action_id, actor_id, action_type, action_data, context_data, "
          "outcome_data, success, error, execution_time, timestamp, game, t, confidence, import_run, record_key) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING")),
      session_of_action_(database.prepare("INSERT INTO learning_sessions (session_id, game, user_id, import_run) "
                                          "VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")),
      metric_(database.prepare(
          "INSERT INTO metrics (actor_id, metric_type, value, timestamp, data, import_run, record_key) SELECT $1, $2, "
          "$3, $4, $5, $6, $7 "
          "WHERE $7 IS NOT NULL OR NOT EXISTS (SELECT 1 FROM metrics WHERE timestamp = $4 AND metric_type = $2 AND "
          "value = $3 AND "
          "actor_id IS $1 AND data IS $5 AND import_run IS NOT $6) "
          "ON CONFLICT DO NOTHING")),
      interaction_(database.prepare(
          "INSERT INTO interactions (actor_id, other_id, interaction_type, data, success, timestamp, import_run, "
          "record_key) SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE $8 IS NOT NULL OR NOT EXISTS (SELECT 1 FROM "
          "interactions WHERE "
          "timestamp = $6 AND actor_id = "
          "$1 AND other_id = $2 AND interaction_type = $3 AND data IS $4 AND success IS $5 AND import_run IS NOT "
          "$7) ON CONFLICT DO NOTHING")) {}

Outcome Appender::append(Log log, const JsonView& record, const RecordKeys& keys) {
    switch (log) {
        case Log::actions: return action(record, keys);
        case Log::sessions: return session(record);
        case Log::metrics: return metric(record, keys);
        case Log::interactions: return interaction(record, keys);
    }
    return Outcome::unchanged;
}

void Appender::ensure_session(const std::string& session, const std::string& game) {
    if (session == last_session_) return;
    const auto user = defaults_.user.empty() ? std::optional<std::string>() : std::optional(defaults_.user);
    session_of_action_->with(session, game, user, run_).run();
    last_session_ = session;
}

Outcome Appender::action(const JsonView& record, const RecordKeys& keys) {
    Notes notes;
    Fields fields(record, notes, {}, &defaults_.renames);
    const auto type = fields.text({"action", "action_type"});
    if (!type)
        throw RecordError("invalid", "the action does not say what was done (member action)",
                          advice_without("action", fields.all()));
    auto session = fields.id({"session", "session_id"});
    if (!session && !defaults_.session.empty()) session = defaults_.session;
    const std::string game = fields.text({"game"}).value_or(defaults_.game);
    if (session) ensure_session(*session, game);
    const auto result = fields.any({"result", "outcome", "outcome_data"});
    auto success = result ? result->boolean("success") : std::nullopt;
    if (!success) success = record.boolean("success");
    // What a log keeps beside the columns (names of actor and target) stays with the parameters.
    const auto told = fields.any({"params", "action_data"});
    Value params = told ? told->value() : Value::object();
    if (params.is_object()) {
        if (const auto name = fields.text({"actor_name"})) params["actor_name"] = *name;
    }
    const auto error = fields.any({"error"});
    const auto failure =
        error ? std::optional(error->is_string() ? std::string(*error->as_string()) : error->dump()) : std::nullopt;
    const auto id = fields.id({"id", "action_id"});
    const auto key = session && id ? std::nullopt : keys.key(record, session.value_or(""));
    action_
        ->with(session, id, fields.id({"actor", "actor_id", "daemon_id"}), action_name(*type),
               params.empty() ? std::optional<std::string>() : std::optional(params.dump()),
               json_of(fields.any({"context", "context_data"})), result ? std::optional(result->dump()) : std::nullopt,
               success, failure, fields.number({"duration", "execution_time"}, 0, huge),
               time_of(fields, {"time", "timestamp"}, defaults_.dates),
               game.empty() ? std::optional<std::string>() : std::optional(game), fields.number({"t"}, -huge, huge),
               fields.number({"confidence"}, 0, 1), run_, key)
        .run();
    return database_.changes() > 0 ? Outcome::inserted : Outcome::unchanged;
}

Outcome Appender::session(const JsonView& record) {
    Notes notes;
    Fields fields(record, notes, {}, &defaults_.renames);
    const auto id = fields.id({"session", "session_id", "id"});
    if (!id) refuse("the session has no id (member session)");
    const auto start = time_of(fields, {"start", "start_time", "time"}, defaults_.dates);
    const auto end = time_of(fields, {"end", "end_time"}, defaults_.dates);
    if (start && end && *end < *start) refuse("the session ends before it starts");
    auto user = fields.id({"user", "user_id"});
    if (!user && !defaults_.user.empty()) user = defaults_.user;
    auto game = fields.text({"game"});
    if (!game && !defaults_.game.empty()) game = defaults_.game;
    const auto known = database_.prepare("SELECT 1 FROM learning_sessions WHERE session_id = $1");
    known->with(*id);
    const bool is_new = !known->step();
    known->rewind();
    // What a later record says fills what an earlier one left open, and never erases it.
    std::string sql =
        "INSERT INTO learning_sessions (session_id, character_class, character_level, server_name, start_time, "
        "end_time, meta_data, game, user_id, import_run) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
        "ON CONFLICT (session_id) DO UPDATE SET ";
    std::string where;
    for (const char* column : {"character_class", "character_level", "server_name", "start_time", "end_time",
                               "meta_data", "game", "user_id"}) {
        const std::string name(column);
        if (!where.empty()) {
            sql += ", ";
            where += " OR ";
        }
        sql += name + " = coalesce(excluded." + name + ", learning_sessions." + name + ")";
        where += "(excluded." + name + " IS NOT NULL AND excluded." + name + " IS NOT learning_sessions." + name + ")";
    }
    database_.prepare(sql + " WHERE " + where)
        ->with(*id, fields.text({"class", "character_class"}), fields.integer({"level", "character_level"}),
               fields.id({"server", "server_name"}), start, end, fields.json({"meta_data", "data"}), game, user, run_)
        .run();
    if (database_.changes() == 0) return Outcome::unchanged;
    return is_new ? Outcome::inserted : Outcome::updated;
}

Outcome Appender::metric(const JsonView& record, const RecordKeys& keys) {
    Notes notes;
    Fields fields(record, notes, {}, &defaults_.renames);
    const auto type = fields.text({"metric", "metric_type"});
    const auto value = fields.number({"value"}, -huge, huge);
    const auto time = time_of(fields, {"time", "timestamp"}, defaults_.dates);
    const auto actor = fields.id({"actor", "actor_id", "daemon_id", "tool"});
    fields.any({"type"});
    const auto key = time ? std::nullopt : keys.key(record, "");
    if (type && !value) refuse("the metric has no value");
    if (type) {
        metric_->with(actor, *type, *value, time.value_or(now_), fields.rest(), run_, key).run();
        return database_.changes() > 0 ? Outcome::inserted : Outcome::unchanged;
    }
    // What --stats writes: one record with a number for each measure.
    bool any = false;
    std::int64_t inserted = 0;
    for (const auto& [name, number] : record.members()) {
        const auto measured = number.as_number();
        if (!measured || name == "t") continue;
        metric_->with(actor, name, *measured, time.value_or(now_), std::monostate{}, run_, key).run();
        inserted += database_.changes();
        any = true;
    }
    if (!any) refuse("the metric names nothing that was measured (members metric and value)");
    return inserted > 0 ? Outcome::inserted : Outcome::unchanged;
}

Outcome Appender::interaction(const JsonView& record, const RecordKeys& keys) {
    Notes notes;
    Fields fields(record, notes, {}, &defaults_.renames);
    std::optional<std::string> first = fields.id({"actor", "actor_id", "daemon_id1"});
    std::optional<std::string> second = fields.id({"other", "other_id", "daemon_id2"});
    if (const auto actors = fields.ids({"actors"})) {
        const Value list = Value::parse(*actors);
        if (list.size() != 2) refuse("actors must be two");
        first = list[0].get<std::string>();
        second = list[1].get<std::string>();
    }
    if (!first || !second) refuse("an interaction is between two (member actors)");
    const auto type = fields.text({"interaction", "interaction_type"});
    if (!type) refuse("the interaction does not say what it was (member interaction)");
    const auto success = record.boolean("success");
    fields.any({"success"});
    fields.any({"type"});
    const auto time = time_of(fields, {"time", "timestamp"}, defaults_.dates);
    const auto data = fields.json({"data"});
    const auto key = time ? std::nullopt : keys.key(record, "");
    interaction_->with(*first, *second, *type, data ? data : fields.rest(), success, time.value_or(now_), run_, key)
        .run();
    return database_.changes() > 0 ? Outcome::inserted : Outcome::unchanged;
}

}  // namespace tk::update
