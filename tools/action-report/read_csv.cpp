#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "action-report/csv_reader.hpp"
#include "action-report/names.hpp"
#include "action-report/readers.hpp"
#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

struct Field {
    const char* name;
    std::vector<std::string> spellings;  ///< folded, of columns in the field's usual logs
};

const std::vector<Field>& known_fields() {
    static const std::vector<Field> fields{
        {"session",
         {"session", "session_id", "case:concept:name", "case", "case_id", "caseid", "case id", "trace", "game",
          "match"}},
        {"actor", {"actor", "actor_id", "org:resource", "resource", "user", "player", "daemon_id", "agent"}},
        {"action", {"action", "action_type", "concept:name", "activity", "event", "event_type", "type"}},
        {"time",
         {"time", "timestamp", "time:timestamp", "ts", "date", "datetime", "month", "day", "complete timestamp",
          "start_timestamp"}},
        {"success", {"success", "ok"}},
        {"duration", {"duration", "execution_time", "duration_s"}},
        {"error", {"error", "error_code"}},
        {"turn", {"turn", "round"}},
        {"id", {"id", "action_id", "event_id"}},
        {"t", {"t"}},
        {"spell", {"spell"}},
        {"target", {"target"}},
        {"actor_name", {"actor_name"}},
    };
    return fields;
}

constexpr std::size_t absent = SIZE_MAX;

struct Columns {
    std::size_t session = absent, actor = absent, action = absent, time = absent, success = absent, duration = absent,
                error = absent, turn = absent, id = absent, t = absent, spell = absent, target = absent,
                actor_name = absent;
    std::size_t from = absent, to = absent, weight = absent;  // of a list of edges
    std::vector<std::size_t> values;                          // measurements
};

Columns columns_of(const std::vector<std::string>& header, const std::string& map) {
    Columns columns;
    const auto place_of = [&](const std::string& name) -> std::size_t* {
        if (name == "session") return &columns.session;
        if (name == "actor") return &columns.actor;
        if (name == "action") return &columns.action;
        if (name == "time") return &columns.time;
        if (name == "success") return &columns.success;
        if (name == "duration") return &columns.duration;
        if (name == "error") return &columns.error;
        if (name == "turn") return &columns.turn;
        if (name == "id") return &columns.id;
        if (name == "t") return &columns.t;
        if (name == "spell") return &columns.spell;
        if (name == "actor_name") return &columns.actor_name;
        return name == "target" ? &columns.target : nullptr;
    };
    std::vector<bool> taken(header.size());
    for (const std::string& pair : split(map, ',')) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos) continue;
        const auto found = std::find(header.begin(), header.end(), std::string(trim(pair.substr(equals + 1))));
        std::size_t* const place = place_of(std::string(trim(pair.substr(0, equals))));
        if (found == header.end() || place == nullptr) continue;
        *place = static_cast<std::size_t>(found - header.begin());
        taken[*place] = true;
    }
    std::vector<std::string> folded;
    for (const std::string& name : header) folded.push_back(fold(trim(name)));
    for (const Field& field : known_fields()) {
        std::size_t* const place = place_of(field.name);
        for (const std::string& spelling : field.spellings) {
            const auto found = std::find(folded.begin(), folded.end(), spelling);
            if (*place != absent || found == folded.end()) continue;
            const auto at = static_cast<std::size_t>(found - folded.begin());
            if (!taken[at]) {
                *place = at;
                taken[at] = true;
            }
        }
    }
    const auto at = [&](const char* name) {
        const auto found = std::find(folded.begin(), folded.end(), name);
        return found == folded.end() ? absent : static_cast<std::size_t>(found - folded.begin());
    };
    for (const auto& [from, to] : {std::pair{"a", "b"}, {"source", "target"}, {"from", "to"}, {"actor", "other"}}) {
        if (columns.action != absent || at(from) == absent || at(to) == absent) continue;
        columns.from = at(from);
        columns.to = at(to);
        taken[columns.from] = taken[columns.to] = true;
    }
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (!taken[i]) columns.values.push_back(i);
    }
    if (columns.from != absent && !columns.values.empty()) columns.weight = columns.values.front();
    return columns;
}

/// A column that is named and is not there would go unheard.
void tell_lacking(const std::vector<std::string>& header, const std::string& map, const std::string& source,
                  Context& context) {
    for (const std::string& pair : split(map, ',')) {
        const auto equals = pair.find('=');
        const std::string name(equals == std::string::npos ? "" : trim(std::string_view(pair).substr(equals + 1)));
        if (name.empty() || std::find(header.begin(), header.end(), name) != header.end()) continue;
        const auto near = nearest(name, header);
        context.log().warning(fmt::format("{}: --map {}: there is no such column{}", source, trim(pair),
                                          near ? fmt::format("; did you mean '{}'?", *near) : ""));
    }
}

std::optional<double> number_of(std::string_view text) {
    text = trim(text);
    double value = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<bool> truth_of(std::string_view text) {
    const std::string folded = fold(trim(text));
    if (folded == "true" || folded == "1" || folded == "yes" || folded == "ok") return true;
    if (folded == "false" || folded == "0" || folded == "no") return false;
    return std::nullopt;
}

Event event_of(const Columns& columns, const std::vector<std::string>& row) {
    const auto at = [&](std::size_t column) {
        return column < row.size() ? std::string_view(row[column]) : std::string_view();
    };
    Event event;
    event.session = at(columns.session);
    event.actor = at(columns.actor);
    event.action = at(columns.action);
    event.error = at(columns.error);
    event.id = at(columns.id);
    event.spell = at(columns.spell);
    event.target = at(columns.target);
    event.actor_name = at(columns.actor_name);
    if (!at(columns.time).empty()) event.bad_time = !set_time(event, at(columns.time));
    event.success = truth_of(at(columns.success));
    event.t = seconds_from_start(number_of(at(columns.t)));
    if (const auto turn = number_of(at(columns.turn)); turn && std::abs(*turn) < 1e15)
        event.turn = static_cast<std::int64_t>(*turn);
    if (!at(columns.duration).empty()) {
        event.duration = number_of(at(columns.duration));
        event.bad_duration = !event.duration || !(*event.duration >= 0 && *event.duration <= 1e12);
        if (event.bad_duration) event.duration.reset();
    }
    return event;
}

}  // namespace

void read_csv(ByteStream& in, Collector& log, Context& context, const ReadOptions& options) {
    CsvReader reader{in};
    std::vector<std::string> header;
    if (!reader.next(header)) return;
    if (!reader.is_utf8(header)) throw InputError(in.source(), reader.line(), "not valid UTF-8", convert_latin1);
    if (const char* const fault = reader.fault()) throw InputError(in.source(), reader.line(), fault);
    if (header[0].starts_with("\xEF\xBB\xBF")) header[0].erase(0, 3);
    if (header[0].starts_with('#')) header[0].erase(0, 1);
    tell_lacking(header, options.map, in.source(), context);
    const Columns columns = columns_of(header, options.map);
    if (columns.action == absent && columns.from == absent && columns.values.empty()) {
        throw Error(in.source() + ": its columns tell no action, no measurement and no edge",
                    "name them: --map action=COLUMN,actor=COLUMN,time=COLUMN,session=COLUMN");
    }
    const auto problem = [&](const std::string& what, const char* advice = "") {
        const InputError error{in.source(), reader.line(), what, advice};
        log.unreadable(error.what());
        context.problem(error);
    };
    std::vector<std::string> row;
    for (std::uint64_t number = 0; reader.next(row); ++number) {
        if ((number & 4095) == 0) context.check_interrupt();
        ++context.counters().records_in;
        if (const char* const fault = reader.fault()) {
            problem(fault, "what follows in the file was not read");
            continue;
        }
        if (row.size() != header.size()) {
            problem(fmt::format("{} fields, the header has {}", row.size(), header.size()));
            continue;
        }
        if (!reader.is_utf8(row)) {
            problem("not valid UTF-8", convert_latin1);
            continue;
        }
        if (columns.from != absent) {
            log.count_record("csv edge");
            log.take_interaction({row[columns.from], row[columns.to]}, {}, std::nullopt,
                                 columns.weight == absent ? 1 : number_of(row[columns.weight]).value_or(1));
        } else if (columns.action != absent) {
            log.count_record("csv action");
            log.take_event(event_of(columns, row));
        } else {
            const Event event = event_of(columns, row);
            log.count_record("csv measurement");
            for (const std::size_t column : columns.values) {
                if (const auto value = number_of(row[column]))
                    log.take_metric(event.actor, event.session, header[column], *value,
                                    event.time ? event.time : event.t);
            }
        }
    }
}

}  // namespace tk::report
