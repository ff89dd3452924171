#include <ctime>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "db-update/backup.hpp"
#include "db-update/crypt.hpp"
#include "db-update/options.hpp"
#include "db-update/person.hpp"
#include "db-update/sync.hpp"
#include "db-update/time_text.hpp"
#include "db-update/upkeep.hpp"
#include "knowledge/kept_answers.hpp"
#include "store/migrations.hpp"

namespace tk::update {

namespace {

using store::Access;

std::unique_ptr<store::Database> open(const Options& options, Access access) {
    return store::open_database(database_of(options), access, {options.wait});
}

Status init(Context& context, const Options& options) {
    const std::string path = database_of(options);
    make_own_folder(path);
    const auto database = store::open_database(path, Access::create, {options.wait});
    const int steps = store::migrate(*database);
    const Value record{
        {"type", "row"}, {"database", path}, {"schema", database->schema_version()}, {"migrations", steps}};
    print_row(context, record);
    return Status::done;
}

std::int64_t span(const std::string& text, const char* option) {
    const auto seconds = seconds_of(text);
    if (!seconds) throw UsageError(std::string(option) + ": not a span of time: " + text, "such as 15m, 24h or 90d");
    return *seconds;
}

Status backup(Context& context, const Options& options) {
    const auto& operands = options.care.operands;
    const std::string phrase = pass_phrase_of(options.care.password_file);
    if (!operands.empty() && operands.front() == "verify") {
        if (operands.size() != 2) throw UsageError("backup verify: give one backup");
        return verify_backup(context, operands[1], database_of(options), phrase);
    }
    if (operands.size() != 1) throw UsageError("backup: give one folder or file to write, or 'verify FILE'");
    if (options.care.encrypt && phrase.empty())
        throw UsageError("--encrypt needs a pass phrase", "set TURNKIT_PASSPHRASE or give --pass-phrase-file");
    BackupOptions wanted;
    wanted.database = database_of(options);
    wanted.target = operands.front();
    if (options.care.encrypt) wanted.pass_phrase = phrase;
    wanted.keep = options.care.keep;
    if (!options.care.if_older.empty()) wanted.if_older = span(options.care.if_older, "--if-older");
    wanted.wait = options.wait;
    return make_backup(context, wanted);
}

void add_pass_phrase_file(Command& command, std::string& file) {
    command.file("--pass-phrase-file", "FILE", &file, "Read the pass phrase from the first line");
}

void add_backup_commands(Command& command, Options& options) {
    Command& copy = command.subcommand("backup", "copy the database while it is in use, or verify a copy").changes();
    copy.example("Hourly copies of two days, for cron",
                 "mkdir -p saved && db-update backup saved --keep 48 --if-older 1h");
    copy.example("A copy, and is it whole?", "db-update backup now.db && db-update backup verify now.db");
    copy.operand("TARGET", &options.care.operands,
                 "Folder of backups or file to write; or the word verify and a backup");
    copy.integer("--keep", "N", &options.care.keep, "Keep only the N newest backups of the folder").between(1, 100000);
    copy.text("--if-older", "TIME", &options.care.if_older, "Do nothing while the newest is younger (15m, 24h, 7d)");
    copy.flag("--encrypt", options.care.encrypt, "Encrypt with AES-256 under a pass phrase (TURNKIT_PASSPHRASE)");
    add_pass_phrase_file(copy, options.care.password_file);
    copy.action([&options](Context& context) { return backup(context, options); });

    Command& restore = command.subcommand("restore", "put a backup in the place of the database").changes();
    restore.example("Back to an earlier copy", "db-update backup now.db && db-update restore now.db --force");
    restore.operand("BACKUP", &options.care.target, "The backup").required();
    restore.flag("--force", options.care.force, "Although a database is there; it is set aside");
    add_pass_phrase_file(restore, options.care.password_file);
    restore.action([&options](Context& context) {
        return restore_backup(context, options.care.target, database_of(options),
                              pass_phrase_of(options.care.password_file), options.care.force, options.wait);
    });
}

void add_person_commands(Command& command, Options& options) {
    Command& map = command.subcommand("data-map", "list which tables hold what about a person");
    map.example("All that is kept about people, by table", "db-update data-map");
    map.action([&options](Context& context) { return print_data_map(context, *open(options, Access::read)); });

    Command& out = command.subcommand("export-user", "print every row about a person");
    out.example(
        "What is known of a person, as a file",
        "echo '{\"session\":\"s1\"}' | db-update -q sessions --user ann && db-update export-user ann >ann.jsonl");
    out.operand("USER", &options.care.user, "E-mail address, user id, actor or seller").required();
    out.action(
        [&options](Context& context) { return export_user(context, *open(options, Access::read), options.care.user); });

    Command& forget = command.subcommand("forget", "delete every row about a person, from the file too");
    forget.example("How much would go",
                   "echo '{\"session\":\"s1\"}' | db-update -q sessions --user ann && db-update forget ann --dry-run");
    forget.operand("USER", &options.care.user, "E-mail address, user id, actor or seller").required();
    add_dry_run(forget, options.dry_run);
    forget.action([&options](Context& context) {
        return forget_user(context, *open(options, Access::write), options.care.user, options.dry_run,
                           knowledge::kept_answers_folder());
    });

    Command& agreed = command.subcommand("consent", "record or show what a person has agreed to");
    agreed.example("A person lets statistics be made", "db-update consent ann --grant statistics");
    agreed.operand("USER", &options.care.user, "Who").required();
    agreed.text("--grant", "PURPOSE", &options.care.grant, "The person agrees to this from now on")
        .not_with({"--withdraw"})
        .changes();
    agreed.text("--withdraw", "PURPOSE", &options.care.withdraw, "The person does not agree to this any more")
        .changes();
    agreed.action([&options](Context& context) {
        const bool grants = !options.care.grant.empty();
        const bool withdraws = !options.care.withdraw.empty();
        return consent(context, *open(options, Access::write), options.care.user,
                       grants ? options.care.grant : options.care.withdraw, grants, withdraws);
    });
}

}  // namespace

void add_care_commands(Command& command, Options& options) {
    command.subcommand("init", "create the database, or bring an older one up to date")
        .changes()
        .action([&options](Context& context) { return init(context, options); });
    command.subcommand("migrate", "bring an older database up to date, after a copy beside it")
        .changes()
        .example("After an upgrade of the tools", "db-update migrate")
        .action([&options](Context& context) { return migrate_database(context, database_of(options), options.wait); });
    command.subcommand("check", "check the file, its references and the full-text index")
        .example("Is the database sound?", "db-update check")
        .action([&options](Context& context) { return check_database(context, *open(options, Access::write)); });
    command.subcommand("vacuum", "give unused space back")
        .changes()
        .example("Make the file as small as it can be", "db-update vacuum")
        .action([&options](Context& context) { return vacuum_database(context, *open(options, Access::write)); });
    add_backup_commands(command, options);
    Command& prune = command.subcommand("prune", "delete old prices, actions, metrics and logs");
    prune.example("What is older than three months",
                  "echo '{\"metric\":\"read_ms\",\"value\":15,\"time\":\"2024-01-31\"}' | db-update -q metrics && "
                  "db-update prune --older-than 90d");
    prune.text("--older-than", "TIME", &options.care.older_than, "How old at least (90d, 24h)").required();
    add_dry_run(prune, options.dry_run);
    prune.action([&options](Context& context) {
        const std::int64_t age = span(options.care.older_than, "--older-than");
        return prune_database(context, *open(options, Access::write), utc_text(std::time(nullptr) - age),
                              options.dry_run);
    });
    add_person_commands(command, options);
    Command& sync = command.subcommand("sync", "import the sources of a list that have changed");
    sync.describe(
        "The list is under SOURCES below. What has not changed since its last import is passed over: a run that was "
        "stopped goes on where it was, and cron can run it at any time.");
    sync.example("Only what has changed",
                 "echo '[{\"name\":\"kb\",\"files\":[\"kb/*.json\"]}]' > sources.json && db-update sync sources.json");
    sync.operand("SOURCES", &options.care.list, "List of sources, JSON").required();
    add_dry_run(sync, options.dry_run);
    sync.action([&options](Context& context) {
        const auto database = open_to_write(context, options, options.dry_run);
        return sync_sources(context, *database, options.care.list, options.dry_run);
    });
}

}  // namespace tk::update
