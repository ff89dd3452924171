#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <set>

#include "action-report/ocel.hpp"
#include "action-report/readers.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "store/database.hpp"
#include "store/sqlite.hpp"
#include "store/sqlite_error.hpp"

namespace tk::report {

namespace {

struct Closer {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, Closer>;

/// A database that need not be turnkit's own.
struct File {
    Connection connection;
    std::string path;

    [[noreturn]] void fail(int code) const { store::throw_sqlite(connection.get(), code, path); }
};

/// Rows of a query over it. All throw Error, which names the file, when it cannot be read.
class Rows {
public:
    Rows(const File& file, const std::string& sql) : file_(file) {
        sqlite3_stmt* statement = nullptr;
        const int code = sqlite3_prepare_v2(file.connection.get(), sql.c_str(), -1, &statement, nullptr);
        if (code != SQLITE_OK) file.fail(code);
        statement_.reset(statement);
    }
    bool next() {
        const int code = sqlite3_step(statement_.get());
        if (code != SQLITE_ROW && code != SQLITE_DONE) file_.fail(code);
        return code == SQLITE_ROW;
    }
    std::string text(int column) const {
        const auto* const value = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
        std::string text = value == nullptr ? "" : value;
        if (!valid_utf8(text))
            throw Error(file_.path + ": a text of the column " + name(column) + " is not valid UTF-8");
        return text;
    }
    int columns() const { return sqlite3_column_count(statement_.get()); }
    std::string name(int column) const { return sqlite3_column_name(statement_.get(), column); }

private:
    const File& file_;
    std::unique_ptr<sqlite3_stmt, Closer> statement_;
};

std::string quoted(const std::string& identifier) {
    std::string text = "\"";
    for (const char c : identifier) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

bool has_table(const File& db, const char* name) {
    return Rows(db, std::string("select 1 from sqlite_master where name = '") + name + "'").next();
}

OcelLog read_ocel_tables(const File& db) {
    OcelLog ocel;
    std::map<std::string, std::size_t> index;
    for (Rows rows(db, "select ocel_id, ocel_type from object"); rows.next();)
        ocel.type_of[rows.text(0)] = rows.text(1);
    for (Rows rows(db, "select ocel_type from object_map_type"); rows.next();) ocel.object_types.insert(rows.text(0));
    for (Rows rows(db, "select ocel_id, ocel_type from event order by ocel_id"); rows.next();) {
        index[rows.text(0)] = ocel.events.size();
        ocel.events.push_back({rows.text(0), rows.text(1), {}, {}, {}});
    }
    for (Rows types(db, "select ocel_type, ocel_type_map from event_map_type"); types.next();) {
        ocel.event_types.insert(types.text(0));
        for (Rows rows(db, "select * from " + quoted("event_" + types.text(1))); rows.next();) {
            std::string id;
            for (int i = 0; i < rows.columns(); ++i) {
                if (rows.name(i) == "ocel_id") id = rows.text(i);
            }
            const auto event = index.find(id);
            if (event == index.end()) continue;
            for (int i = 0; i < rows.columns(); ++i) {
                if (rows.name(i) == "ocel_time")
                    ocel.events[event->second].time = rows.text(i);
                else if (rows.name(i) != "ocel_id")
                    ocel.events[event->second].attributes.emplace_back(rows.name(i), rows.text(i));
            }
        }
    }
    for (Rows rows(db, "select ocel_event_id, ocel_object_id from event_object"); rows.next();) {
        if (const auto event = index.find(rows.text(0)); event != index.end())
            ocel.events[event->second].objects.push_back(rows.text(1));
    }
    for (Rows rows(db, "select 1 from object_object"); rows.next();) ++ocel.object_object_links;
    return ocel;
}

/// A JSON text of the database, or null where it is none.
std::string json_or_null(std::string_view text) {
    const std::string_view trimmed = trim(text);
    return trimmed.starts_with('{') ? std::string(trimmed) : "null";
}

std::string member(const char* key, const store::Statement& row, int column) {
    return row.is_null(column) ? "" : fmt::format(",\"{}\":{}", key, json_quote(row.text(column)));
}

std::string number_member(const char* key, const store::Statement& row, int column) {
    return row.is_null(column) ? "" : fmt::format(",\"{}\":{}", key, row.real(column));
}

/// Hands a row over as the record that it was written from, so that all inputs take one way.
class Records {
public:
    Records(Collector& log, Context& context, std::string source)
        : log_(log), context_(context), source_(std::move(source)) {}

    void take(const std::string& line) {
        ++number_;
        try {
            log_.take(Record{line, number_, source_, parser_.parse(line)});
            ++context_.counters().records_in;
        } catch (const Error& error) {
            const InputError problem{fmt::format("{}: row {}: ", source_, number_), error.what()};
            log_.unreadable(problem.what());
            context_.problem(problem);
        }
        if ((number_ & 1023) == 0) context_.check_interrupt();
    }

private:
    Collector& log_;
    Context& context_;
    std::string source_;
    JsonParser parser_;
    std::size_t number_ = 0;
};

void read_own(const std::string& path, Collector& log, Context& context) {
    const auto db = store::open_database(path, store::Access::read);
    Records records{log, context, path};
    const auto actions = db->prepare(
        "select session_id, action_id, actor_id, action_type, action_data, context_data, outcome_data, success, error, "
        "execution_time, timestamp from recorded_actions order by id");
    while (actions->step()) {
        const store::Statement& row = *actions;
        std::string result = json_or_null(row.is_null(6) ? "" : row.text(6));
        if (!row.is_null(7) && result.find("\"success\"") == std::string::npos) {
            const std::string flag = row.integer(7) != 0 ? "true" : "false";
            result = result == "null" || result == "{}" ? "{\"success\":" + flag + "}"
                                                        : "{\"success\":" + flag + "," + result.substr(1);
        }
        records.take("{\"type\":\"action\"" + member("session", row, 0) + member("id", row, 1) +
                     member("actor", row, 2) + member("action", row, 3) +
                     ",\"params\":" + json_or_null(row.is_null(4) ? "" : row.text(4)) +
                     ",\"context\":" + json_or_null(row.is_null(5) ? "" : row.text(5)) + ",\"result\":" + result +
                     member("error", row, 8) + number_member("duration", row, 9) + member("time", row, 10) + "}");
    }
    const auto metrics = db->prepare("select actor_id, metric_type, value, timestamp from metrics order by id");
    while (metrics->step()) {
        records.take("{\"type\":\"metric\"" + member("actor", *metrics, 0) + member("metric", *metrics, 1) +
                     number_member("value", *metrics, 2) + member("time", *metrics, 3) + "}");
    }
    const auto interactions =
        db->prepare("select actor_id, other_id, interaction_type, success, timestamp from interactions order by id");
    while (interactions->step()) {
        const store::Statement& row = *interactions;
        records.take(fmt::format("{{\"type\":\"interaction\",\"actors\":[{},{}]", json_quote(row.text(0)),
                                 json_quote(row.text(1))) +
                     member("interaction", row, 2) +
                     (row.is_null(3)        ? ""
                      : row.integer(3) != 0 ? ",\"success\":true"
                                            : ",\"success\":false") +
                     member("time", row, 4) + "}");
    }
    const auto decisions = db->prepare("select actor_id, choice, timestamp from decisions order by id");
    while (decisions->step()) {
        records.take("{\"type\":\"decision\"" + member("actor", *decisions, 0) + member("decision", *decisions, 1) +
                     member("time", *decisions, 2) + "}");
    }
    log.read_models(*db);
}

}  // namespace

void read_database(const std::string& path, Collector& log, Context& context, const ReadOptions& options) {
    if (!store::is_own_file(path)) {
        sqlite3* raw = nullptr;
        const int code = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
        const File file{Connection{raw}, path};
        if (code != SQLITE_OK) file.fail(code);
        constexpr int patience_ms = 5'000;  // as long as other readers wait for a writer
        sqlite3_busy_timeout(raw, patience_ms);
        if (has_table(file, "event_map_type")) {
            OcelLog ocel = read_ocel_tables(file);
            try {
                hand_over(std::move(ocel), log, context, options);
            } catch (const Error& error) {
                throw Error(path + ": " + error.what());
            }
            return;
        }
    }
    read_own(path, log, context);
}

}  // namespace tk::report
