#include "action-report/collector.hpp"

namespace tk::report {

namespace {

constexpr std::size_t duplicate_window = 65'536;

std::string text(const JsonView& object, std::string_view key) {
    return std::string(object.string(key).value_or(""));
}

std::optional<JsonView> object_at(const JsonView& record, std::string_view key) {
    auto found = record.find(key);
    return found && found->is_object() ? found : std::nullopt;
}

/// When a record says it was: its time, else its seconds from the start of the source.
std::optional<double> clock_of(const JsonView& record) {
    Event when;
    if (const auto time = record.string("time")) set_time(when, *time);
    when.t = seconds_from_start(record.number("t"));
    return when.clock();
}

/// Whether the record, which is no action, is one that the report counts, and that its filters hold for.
bool is_told(const JsonView& record, std::string_view type) {
    return type == "metric" || type == "interaction" || type == "decision" || record.string("answer") ||
           record.string("model");
}

/// Who took part: `actors`, else `actor`, empty where it tells none.
std::vector<std::string> actors_of(const JsonView& record) {
    const auto list = record.find("actors");
    if (!list) return {text(record, "actor")};
    std::vector<std::string> actors;
    for (const JsonView& actor : list->elements()) actors.emplace_back(actor.as_string().value_or(""));
    return actors;
}

}  // namespace

Collector::Collector(CollectorOptions options)
    : events_(options.mapping),
      filter_(std::move(options.filter)),
      queries_(std::move(options.queries)),
      comparison_(std::move(options.comparison)),
      on_event_(std::move(options.on_event)),
      keep_(options.keep),
      times_(std::move(options.zone)),
      recent_(duplicate_window),
      timeline_(options.timeline) {}

Collector::Collector(Mapping mapping, std::size_t timeline_limit)
    : Collector([&] {
          CollectorOptions options;
          options.mapping = std::move(mapping);
          options.timeline = timeline_limit;
          return options;
      }()) {}

bool Collector::seen_before(std::uint64_t hash) {
    std::uint64_t& slot = recent_[hash % duplicate_window];
    if (slot == hash) return true;
    slot = hash;
    return false;
}

TypeCount& Collector::count_type(std::string_view type) {
    auto place = quality_.types.find(type);
    if (place == quality_.types.end()) place = quality_.types.emplace(std::string(type), TypeCount{}).first;
    ++place->second.read;
    return place->second;
}

void Collector::count_record(std::string_view type) {
    count_type(type);
}

void Collector::unreadable(const std::string& message) {
    ++quality_.unreadable;
    if (quality_.first_unreadable.size() < Quality::most_shown) quality_.first_unreadable.push_back(message);
}

void Collector::note_repeat(std::uint64_t hash) {
    if (!seen_before(hash)) return;
    ++quality_.duplicates;
    quality_.duplicate_places.add(records_);
}

bool Collector::take_line(std::string_view line) {
    const std::uint64_t hash = keep_.repeats ? quick_hash(line) : 0;
    // The slot of the hash is far away in memory: it comes while the line is read.
    if (keep_.repeats) __builtin_prefetch(&recent_[hash % duplicate_window]);
    Event* const event = events_.read_line(line);
    if (event == nullptr) return false;
    count_type(events_.type());
    event->record = ++records_;
    if (keep_.repeats) note_repeat(hash);
    count_event(*event);
    return true;
}

void Collector::take(const Record& record) {
    const std::string_view type = record.view.string("type").value_or("");
    TypeCount& counted = count_type(type);
    ++records_;
    count_tool_errors(record.view);
    if (events_.is_action(record.view, type)) {
        note_repeat(quick_hash(record.line));
        Event& event = events_.read(record.view);
        event.record = records_;
        count_event(event);
        return;
    }
    const auto state = object_at(record.view, "state");
    const auto kb = object_at(record.view, "kb");
    if (state) {
        learn(*state);
        last_state_.assign(record.line);
    }
    if (kb) last_kb_.assign(record.line);
    if (filter_.any() && is_told(record.view, type) &&
        !lets_pass(actors_of(record.view), record.view.string("session").value_or(""), clock_of(record.view)))
        return;
    const bool answered = take_answer(record.view, state);
    const bool used = take_other(record.view, type);
    if (state || kb || answered || used) return;
    ++counted.unused;
    if (!quality_.unused_keys.empty()) return;
    for (const auto& [key, value] : record.view.members()) quality_.unused_keys.emplace_back(key);
}

void Collector::take_event(Event event) {
    event.record = ++records_;
    std::uint64_t hash = std::hash<std::string_view>{}(event.session);
    for (const std::string_view part : {event.id, event.actor, event.action, event.spell, event.target})
        hash = hash * 0x9E3779B97F4A7C15ULL + std::hash<std::string_view>{}(part);
    hash = hash * 31 + std::hash<double>{}(event.clock().value_or(-1)) + event.params_hash;
    if ((event.time || event.t || !event.id.empty()) && seen_before(hash)) {
        ++quality_.duplicates;
        quality_.duplicate_places.add(records_);
    }
    count_event(event);
}

void Collector::count_event(const Event& event) {
    if (event.action.empty()) {
        ++quality_.without_action;
        return;
    }
    if (!filter_.passes(event)) {
        ++quality_.filtered;
        return;
    }
    if (event.actor.empty() && event.actor_name.empty()) {
        ++quality_.without_actor;
        quality_.without_actor_places.add(event.record);
    }
    if (!event.turn) ++quality_.without_turn;
    if (event.bad_duration) ++quality_.bad_durations;
    const Counted counted = tally_.add(event);
    timeline_.add(event, counted);
    times_.add(event);
    for (StepQuery& query : queries_) query.add(event, counted, tally_);
    if (comparison_) comparison_->add(event, counted);
    if (on_event_) on_event_(event);
    if (event.t) last_t_ = std::max(last_t_.value_or(*event.t), *event.t);
    if (keep_.flow) {
        flow_.add(event, counted);
        applied_.add(event, counted, tally_);
    }
    if (keep_.activity) activity_.add(event, counted);
    if (keep_.ties) ties_.add(event, counted.session);
}

/// Whether the filter keeps a record that is no action: by its actors, session and time.
bool Collector::lets_pass(const std::vector<std::string>& actors, std::string_view session,
                          std::optional<double> clock) {
    const bool passes = filter_.passes_other(actors, session, clock);
    if (!passes) ++quality_.filtered;
    return passes;
}

void Collector::measure(std::string_view actor, std::string_view session, std::string_view metric, double value,
                        std::optional<double> at) {
    measures_.add(actor, metric, value, at, records_);
    if (comparison_) comparison_->measure(actor, session, metric, value, at);
}

void Collector::take_metric(std::string_view actor, std::string_view session, std::string_view metric, double value,
                            std::optional<double> at) {
    ++records_;
    if (lets_pass({std::string(actor)}, session, at)) measure(actor, session, metric, value, at);
}

void Collector::read_models(store::Database& db) {
    models_.read(db, [&](const std::string& session, std::optional<double> clock) {
        return !filter_.any() || lets_pass({std::string()}, session, clock);
    });
}

void Collector::take_interaction(const std::vector<std::string>& actors, std::string_view type,
                                 std::optional<bool> success, double weight) {
    ++records_;
    if (lets_pass(actors, {}, std::nullopt)) ties_.add_interaction(actors, type, success, weight, records_);
}

bool Collector::take_other(const JsonView& record, std::string_view type) {
    if (type == "metric") {
        const auto clock = clock_of(record);
        const std::string_view actor = record.string("actor").value_or("");
        const std::string_view session = record.string("session").value_or("");
        if (const auto value = record.number("value")) {
            measure(actor, session, record.string("metric").value_or("value"), *value, clock);
            return true;
        }
        const auto cpu = record.number("cpu_s");
        if (cpu) measure(record.string("tool").value_or(""), session, "cpu_s", *cpu, clock);
        return cpu.has_value();
    }
    if (type == "interaction") {
        ties_.add_interaction(actors_of(record), record.string("interaction").value_or(""), record.boolean("success"),
                              record.number("weight").value_or(1), records_);
        return true;
    }
    if (type == "decision") {
        decisions_.add(record, records_);
        return true;
    }
    if (!record.string("model")) return false;
    return models_.take(record, type, records_);
}

bool Collector::take_answer(const JsonView& record, const std::optional<JsonView>& state) {
    const auto said = record.string("answer");
    if (!said) return false;
    ++answers_;
    Answer answer{.session = {},
                  .turn = record.integer("turn"),
                  .model = text(record, "model"),
                  .provider = text(record, "provider"),
                  .text = std::string(*said)};
    if (const auto session = record.string("session")) answer.session = *session;
    if (!answer.turn && state) answer.turn = state->integer("turn");
    timeline_.add(std::move(answer));
    return true;
}

void Collector::learn(const JsonView& state) {
    const auto entities = state.find("entities");
    if (!entities) return;
    for (const JsonView& entity : entities->elements()) {
        const auto id = entity.string("id");
        if (!id) continue;
        auto place = known_.find(*id);
        if (place == known_.end()) place = known_.emplace(std::string(*id), Known{}).first;
        if (const auto name = entity.string("name")) place->second.name = *name;
        if (const auto team = entity.string("team")) place->second.team = *team;
    }
}

const std::string& Collector::name_of(const std::string& id) const {
    const auto known = known_.find(id);
    if (known != known_.end() && !known->second.name.empty()) return known->second.name;
    return tally_.actors().name_of(id);
}

void Collector::count_tool_errors(const JsonView& record) {
    const auto errors = record.find("errors");
    if (!errors) return;
    for (const JsonView& error : errors->elements()) ++quality_.tool_errors[{text(error, "tool"), text(error, "code")}];
}

}  // namespace tk::report
