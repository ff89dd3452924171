#include <nlohmann/json.hpp>

#include "core/rows.hpp"
#include "db-update/learn.hpp"
#include "db-update/options.hpp"

namespace tk::update {

namespace {

Command& declare_append(Command& command, Options& options, const std::string& name, const std::string& summary) {
    Command& append = command.subcommand(name, summary);
    append.reads_stdin();
    add_files(append, options.append.files);
    append.text("--map", "OURS=THEIRS", &options.append.renames,
                "Members under other names, separated by commas; a dot leads into an object");
    add_dates(append, options.append.dates);
    add_keep_good(append, options.append.keep_good);
    add_dry_run(append, options.append.dry_run);
    return append;
}

Command& add_append(Command& command, Options& options, const std::string& name, const std::string& summary, Log log) {
    Command& append = declare_append(command, options, name, summary);
    if (log == Log::actions || log == Log::sessions) {
        append.text("--game", "KEY", &options.append.game, "Game of records that name none");
        append.text("--user", "USER", &options.append.user, "Whose sessions these are");
    }
    if (log == Log::actions)
        append.text("--session", "ID", &options.append.session, "Session of actions that name none");
    return append.action([&options, log](Context& context) {
        const auto database = open_to_write(context, options, options.append.dry_run);
        return append_records(context, *database, log, options.append);
    });
}

}  // namespace

void add_record_commands(Command& command, Options& options) {
    add_append(command, options, "actions", "record actions", Log::actions)
        .describe(
            "A record has action, and as known actor, session, params, context, result (with success), error, duration "
            "in seconds, time, t and confidence. One that is recorded already is left alone.")
        .example("The actions that a pipe has seen", "db-update actions actions.jsonl");
    add_append(command, options, "sessions", "record sessions: whose character played where and when", Log::sessions)
        .describe("A record has session, and as known user, class, level, server, game, start, end and data.")
        .example("When a session began",
                 "echo '{\"session\":\"s1\",\"class\":\"archer\",\"start\":\"2026-01-31T18:00:00Z\"}' | "
                 "db-update sessions --user ann");
    add_append(command, options, "metrics", "record measurements", Log::metrics)
        .describe("A record has metric and value, and as known actor and time; or several numbers under their names.")
        .example("How long a picture took to read",
                 "echo '{\"metric\":\"read_ms\",\"value\":15.5,\"actor\":\"ocr\"}' | db-update metrics");
    add_append(command, options, "interactions", "record what two actors did together", Log::interactions)
        .describe("A record has actors (two of them) and interaction, and as known success, time and data.")
        .example("One heals another",
                 "echo '{\"actors\":[\"e1\",\"e2\"],\"interaction\":\"heal\",\"success\":true}' | "
                 "db-update interactions");
    Command& learning =
        command.subcommand("learn-from-action", "sum up observed damage and behaviour, beside what was imported");
    learning.example("What the spells of a recorded fight really did",
                     "db-update learn-from-action actions.jsonl --game dofus");
    learning.operand("FILE", &options.append.files,
                     "Actions to record first; - is stdin, none: what is recorded already");
    learning.text("--game", "KEY", &options.append.game, "Game of actions that name none");
    learning.text("--session", "ID", &options.append.session, "Session of actions that name none");
    add_keep_good(learning, options.append.keep_good);
    add_dry_run(learning, options.append.dry_run);
    learning.action([&options](Context& context) {
        options.append.learn = true;
        const auto database = open_to_write(context, options, options.append.dry_run);
        if (!options.append.files.empty()) return append_records(context, *database, Log::actions, options.append);
        store::Transaction transaction(*database);
        const Learned learned = learn(*database);
        if (!options.append.dry_run) transaction.commit();
        Value record{{"type", "summary"},
                     {"table", "observed_damage,observed_monsters"},
                     {"inserted", 0},
                     {"updated", 0},
                     {"unchanged", 0},
                     {"rejected", 0},
                     {"actions", learned.actions}};
        record["learned"] = {{"spells", learned.spells}, {"behaviours", learned.behaviours}};
        if (options.append.dry_run) record["dry_run"] = true;
        record["written"] = !options.append.dry_run;
        print_row(context, record);
        return learned.actions == 0 ? Status::nothing : Status::done;
    });
}

}  // namespace tk::update
