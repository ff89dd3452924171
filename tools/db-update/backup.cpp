#include "db-update/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "db-update/compare.hpp"
#include "db-update/crypt.hpp"
#include "db-update/time_text.hpp"

namespace tk::update {

namespace {

namespace fs = std::filesystem;
using store::Access;

constexpr std::string_view prefix = "turnkit-";

/// A file that is removed unless it got its final name.
class Unfinished {
public:
    explicit Unfinished(std::string path) : path_(std::move(path)) { clear(); }
    ~Unfinished() { clear(); }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    const std::string& path() const { return path_; }
    void rename_to(const std::string& name) {
        const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0 || ::fsync(descriptor) != 0) throw Error(with_errno(path_));
        ::close(descriptor);
        fs::rename(path_, name);
    }

private:
    void clear() const {
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(path_ + suffix, ignored);
    }
    std::string path_;
};

std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
    return result + "'";
}

/// Backups of a folder, the last written first.
std::vector<fs::path> backups_in(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        const bool is_ours = name.starts_with(prefix) && (name.ends_with(".db") || name.ends_with(".db.aes"));
        if (is_ours && entry.is_regular_file()) found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) {
        return std::pair(fs::last_write_time(a), a) > std::pair(fs::last_write_time(b), b);
    });
    return found;
}

double age_of(const fs::path& file) {
    return std::chrono::duration<double>(fs::file_time_type::clock::now() - fs::last_write_time(file)).count();
}

/// turnkit-2026-11-25T201500Z.db; a second one in the same second gets a number.
std::string name_in(const fs::path& folder, const std::string& suffix) {
    std::string time = now_utc();
    std::erase(time, ':');
    std::string name = std::string(prefix) + time;
    for (int number = 2; fs::exists(folder / (name + suffix)); ++number)
        name = std::string(prefix) + time + "-" + std::to_string(number);
    return (folder / (name + suffix)).string();
}

/// A backup as a plain database file: itself, or decrypted beside `near` into `plain`.
std::string plain_file(const std::string& backup, const std::string& pass_phrase, const Unfinished& plain) {
    if (!fs::exists(backup)) throw Error("there is no backup at " + backup);
    if (!is_encrypted(backup)) return backup;
    if (pass_phrase.empty())
        throw Error(backup + " is encrypted", "give the phrase by TURNKIT_PASSPHRASE or --pass-phrase-file");
    decrypt_file(backup, plain.path(), pass_phrase);
    return plain.path();
}

}  // namespace

Status make_backup(Context& context, const BackupOptions& options) {
    const bool into_folder = fs::is_directory(options.target) || options.target.ends_with('/');
    if (!into_folder && (options.keep || options.if_older))
        throw UsageError("--keep and --if-older are for a folder of backups, not for one file");
    const std::string suffix = options.pass_phrase.empty() ? ".db" : ".db.aes";
    if (into_folder) fs::create_directories(options.target);
    if (into_folder && options.if_older) {
        const auto all = backups_in(options.target);
        if (!all.empty() && age_of(all.front()) < static_cast<double>(*options.if_older)) {
            print_row(context,
                      {{"type", "row"}, {"backup", all.front().string()}, {"made", false}, {"reason", "recent"}});
            return Status::done;
        }
    }
    if (!into_folder && fs::exists(options.target))
        throw Error(options.target + " is there already", "name another file, or a folder");
    const auto database = store::open_database(options.database, Access::write, {options.wait});
    const std::string name = into_folder ? name_in(options.target, suffix) : options.target;
    Unfinished copy(name + ".unfinished");
    try {
        database->execute("VACUUM INTO " + quoted(copy.path()));
    } catch (const Error& error) {
        // SQLite names the database, and often the copy is on another disk.
        throw Error("the copy " + name + " cannot be made: " + error.what(), error.advice());
    }
    std::map<std::string, TableContent> contents;
    {
        const auto opened = store::open_database(copy.path(), Access::read);
        const auto faults = faults_of(*opened);
        if (!faults.empty())
            throw Error(options.database + ": the copy is not sound: " + faults.front(), "run 'db-update check'");
        contents = contents_of(*opened);
    }
    std::int64_t rows = 0;
    for (const auto& [table, content] : contents) rows += content.rows;
    if (options.pass_phrase.empty()) {
        copy.rename_to(name);
    } else {
        Unfinished cipher(name + ".unfinished-aes");
        encrypt_file(copy.path(), cipher.path(), options.pass_phrase);
        cipher.rename_to(name);
    }
    Value removed = Value::array();
    if (into_folder && options.keep) {
        const auto all = backups_in(options.target);
        for (std::size_t i = static_cast<std::size_t>(*options.keep); i < all.size(); ++i) {
            fs::remove(all[i]);
            removed.push_back(all[i].string());
        }
    }
    Value record{{"type", "row"}, {"backup", name}, {"made", true}, {"rows", rows}, {"bytes", fs::file_size(name)}};
    record["encrypted"] = !options.pass_phrase.empty();
    if (!removed.empty()) record["removed"] = removed;
    print_row(context, record);
    return Status::done;
}

Status verify_backup(Context& context, const std::string& backup, const std::string& database,
                     const std::string& pass_phrase) {
    const Unfinished plain(backup + ".unfinished-plain");
    Value record{{"type", "row"}, {"backup", backup}};
    record["encrypted"] = is_encrypted(backup);
    const auto opened = store::open_database(plain_file(backup, pass_phrase, plain), Access::read);
    const auto faults = faults_of(*opened);
    record["sound"] = faults.empty();
    if (!faults.empty()) record["faults"] = faults;
    const auto theirs = contents_of(*opened);
    std::int64_t rows = 0;
    for (const auto& [table, content] : theirs) rows += content.rows;
    record["rows"] = rows;
    if (fs::exists(database)) {
        const auto live = store::open_database(database, Access::read);
        Value differing = Value::object();
        for (const auto& [table, content] : contents_of(*live)) {
            const auto found = theirs.find(table);
            if (found != theirs.end() && found->second == content) continue;
            differing[table] = {{"backup", found == theirs.end() ? Value(nullptr) : Value(found->second.rows)},
                                {"database", content.rows}};
        }
        record["same_as_database"] = differing.empty();
        if (!differing.empty()) record["differs"] = differing;
    }
    print_row(context, record);
    if (!faults.empty()) context.log().error(backup + " is not sound: " + faults.front());
    return faults.empty() ? Status::done : Status::failed;
}

Status restore_backup(Context& context, const std::string& backup, const std::string& database,
                      const std::string& pass_phrase, bool force, double wait) {
    if (!fs::exists(backup)) throw Error("there is no backup at " + backup);
    Unfinished copy(database + ".unfinished");
    if (is_encrypted(backup)) {
        plain_file(backup, pass_phrase, copy);
    } else {
        const auto source = store::open_database(backup, Access::read);
        source.get();
        std::error_code error;
        fs::copy_file(backup, copy.path(), error);
        if (error)
            throw Error(copy.path() + " cannot be written: " + error.message() + "; nothing was changed",
                        "see whether the disk is full or failing");
    }
    std::int64_t rows = 0;
    {
        const auto opened = store::open_database(copy.path(), Access::read);
        const auto faults = faults_of(*opened);
        if (!faults.empty()) throw Error(backup + " is not sound: " + faults.front(), "try an older one");
        for (const auto& [table, content] : contents_of(*opened)) rows += content.rows;
    }
    Value record{{"type", "row"}, {"database", database}, {"restored", backup}, {"rows", rows}};
    if (fs::exists(database)) {
        if (!force)
            throw Error(database + " is there already", "--force puts the backup in its place and sets it aside");
        const std::string aside = database + ".before-restore";
        // Nobody may be in the middle of writing; a file that cannot be opened has no writers.
        std::unique_ptr<store::Database> live;
        std::unique_ptr<store::Transaction> lock;
        try {
            live = store::open_database(database, Access::write, {wait});
            live->execute("PRAGMA wal_checkpoint(TRUNCATE)");
            lock = std::make_unique<store::Transaction>(*live);
        } catch (const Error& error) {
            if (std::string(error.what()).find("in use") != std::string::npos) throw;
            context.log().warning(std::string(error.what()) + "; it is set aside as it is");
        }
        for (const char* suffix : {"-wal", "-shm"}) {
            fs::remove(aside + suffix);
            if (fs::exists(database + suffix)) fs::rename(database + suffix, aside + suffix);
        }
        // At every moment there is a database under its name: the old one until the new one takes its place.
        fs::remove(aside);
        std::error_code no_links;
        fs::create_hard_link(database, aside, no_links);
        if (no_links) fs::copy_file(database, aside);
        copy.rename_to(database);
        lock.reset();
        if (live) {
            live.reset();
            // All of it was brought into the file above.
            for (const char* suffix : {"-wal", "-shm"}) fs::remove(aside + suffix);
        }
        record["set_aside"] = aside;
    }
    if (!record.contains("set_aside")) copy.rename_to(database);
    store::open_database(database, Access::create, {wait});  // back into the mode of a database in use
    print_row(context, record);
    return Status::done;
}

}  // namespace tk::update
