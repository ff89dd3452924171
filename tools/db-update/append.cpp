#include "db-update/append.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/progress.hpp"
#include "core/rows.hpp"
#include "db-update/append_rows.hpp"
#include "db-update/learn.hpp"
#include "db-update/parts.hpp"
#include "db-update/record_place.hpp"
#include "db-update/record_source.hpp"
#include "db-update/renames.hpp"
#include "db-update/run_record.hpp"
#include "db-update/time_text.hpp"
#include "db-update/unread.hpp"

namespace tk::update {

namespace {

struct Kind {
    std::string_view table, type, list;
};

Kind kind_of(Log log) {
    switch (log) {
        case Log::actions: return {"recorded_actions", "action", "actions"};
        case Log::sessions: return {"learning_sessions", "session", "sessions"};
        case Log::metrics: return {"metrics", "metric", "metrics"};
        case Log::interactions: return {"interactions", "interaction", "interactions"};
    }
    return {};
}

}  // namespace

Status append_records(Context& context, store::Database& database, Log log, const AppendOptions& options) {
    const Kind kind = kind_of(log);
    Progress progress("recording", 0, "records", !context.settings().quiet);
    const Renames renames = renames_of(options.renames);
    const bool is_named_type =
        std::any_of(renames.begin(), renames.end(), [](const auto& pair) { return pair.second == "type"; });
    store::Transaction transaction(database);
    RunRecord run(database, kind.table, now_utc());
    Appender appender(database, run.id(),
                      {options.game, options.session, options.user, renames, date_order(options.dates)});
    RecordPlace place;
    std::uint64_t counts[3] = {0, 0, 0};
    std::uint64_t rejected = 0;
    std::uint64_t passed = 0;
    for (const auto& pieces : sources_of(options.files)) {
        RecordSource source(pieces, [&](std::string_view list) { return list == kind.list; });
        const std::int64_t source_id = run.add_source(source.name());
        RecordKeys keys(pieces.front());
        std::int64_t records = 0;
        place.begin(0);
        while (true) {
            context.check_interrupt();
            try {
                const auto record = source.next();
                if (!record) break;
                ++records;
                place.begin(record->line);
                keys.next(record->view);
                progress.advance_to(++context.counters().records_in);
                const auto type = record->view.string("type");
                if (type && *type != kind.type && !is_named_type) {
                    ++passed;
                    continue;
                }
                try {
                    ++counts[static_cast<int>(appender.append(log, record->view, keys))];
                } catch (const RecordError& error) {
                    throw place.error(source.name(), error);
                }
            } catch (const InputError& error) {
                ++rejected;
                context.problem(error);
            }
        }
        run.end_source(source_id, source.content_hash(), records);
        tell_unread(context, source);
    }
    context.tell_rest_of_problems();
    run.end(kind.table, counts[0], counts[1], counts[2], rejected, "generic", "");
    Value summary{{"type", "summary"},    {"table", kind.table},    {"inserted", counts[0]},
                  {"updated", counts[1]}, {"unchanged", counts[2]}, {"rejected", rejected}};
    if (options.learn) {
        const Learned learned = learn(database);
        summary["learned"] = {{"spells", learned.spells}, {"behaviours", learned.behaviours}};
    }
    const bool refused = rejected > 0 && !options.keep_good;
    const bool written = !refused && !options.dry_run;
    if (written) transaction.commit();
    summary["run"] = written ? Value(run.id()) : Value(nullptr);
    if (options.dry_run) summary["dry_run"] = true;
    summary["written"] = written;
    if (passed > 0) summary["other_records"] = passed;
    print_row(context, summary);
    if (refused && !options.dry_run)
        context.log().warning("nothing was written, because " + std::to_string(rejected) +
                              (rejected == 1 ? " record" : " records") +
                              " cannot be used; --keep-good writes the others");
    return context.status();
}

}  // namespace tk::update
