#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "catch.hpp"
#include "core/error.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"
#include "store/sqlite.hpp"
#include "temp_folder.hpp"

using namespace tk::store;
using Catch::Matchers::Contains;

namespace {

std::string made_in(const TempFolder& folder) {
    const std::string path = folder / "kb.db";
    const auto database = open_database(path, Access::create);
    migrate(*database);
    return path;
}

std::string advice_of(const std::string& target, Access access) {
    try {
        open_database(target, access);
    } catch (const tk::Error& error) {
        return error.advice();
    }
    return "(opened)";
}

}  // namespace

TEST_CASE("a missing database is not made by opening it", "[store]") {
    const TempFolder folder;
    const Access access = GENERATE(Access::read, Access::write);
    REQUIRE_THROWS_WITH(open_database(folder / "none.db", access), Contains("there is no database at"));
    REQUIRE_THAT(advice_of(folder / "none.db", access), Contains("db-update init"));
    REQUIRE_FALSE(std::filesystem::exists(folder / "none.db"));
}

TEST_CASE("what is no turnkit database is refused with advice and left as it was", "[store]") {
    const TempFolder folder;
    const std::string text =
        folder.file("notes.txt", "dear diary, this is longer than a hundred bytes " + std::string(200, '.'));
    const std::string before = content_of(text);
    const Access access = GENERATE(Access::read, Access::write, Access::create);
    REQUIRE_THROWS_WITH(open_database(text, access), Contains("is not a database"));
    REQUIRE(content_of(text) == before);

    const std::string other = folder / "other.db";
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open(other.c_str(), &connection) == SQLITE_OK);
    REQUIRE(sqlite3_exec(connection, "CREATE TABLE mine (a)", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(connection);
    REQUIRE_THROWS_WITH(open_database(other, access), Contains("another program"));
    REQUIRE_FALSE(is_own_file(other));
    REQUIRE_FALSE(is_own_file(text));
    REQUIRE_FALSE(is_own_file(folder / "none.db"));

    REQUIRE_THROWS_WITH(open_database(folder.path().string(), access), Contains("is a folder"));
}

TEST_CASE("who only reads is not told to wait with an option that only writers have", "[store]") {
    const TempFolder folder;
    const std::string path = folder / "held.db";
    migrate(*open_database(path, Access::create));
    REQUIRE(is_own_file(path));
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &connection) == SQLITE_OK);
    REQUIRE(sqlite3_exec(connection, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (a)", nullptr,
                         nullptr, nullptr) == SQLITE_OK);
    const auto advice = [&](Access access) {
        try {
            open_database(path, access, {0.01});
        } catch (const tk::Error& error) {
            return error.advice();
        }
        return std::string("it was opened");
    };
    CHECK(advice(Access::read) == "try again when it has finished");
    CHECK_THAT(advice(Access::write), Contains("--wait"));
    sqlite3_close(connection);
}

TEST_CASE("an empty file is not a database until it is set up", "[store]") {
    const TempFolder folder;
    const std::string path = folder.file("empty.db", "");
    REQUIRE_THROWS_WITH(open_database(path, Access::read), Contains("is empty"));
    {
        const auto database = open_database(path, Access::create);
        REQUIRE(migrate(*database) == latest_version(database->dialect()));
    }
    REQUIRE_NOTHROW(open_database(path, Access::read));
}

TEST_CASE("a newer schema is refused by readers and writers alike", "[store]") {
    const TempFolder folder;
    const std::string path = made_in(folder);
    {
        const auto database = open_database(path, Access::write);
        database->set_schema_version(99);
    }
    const Access access = GENERATE(Access::read, Access::write, Access::create);
    REQUIRE_THROWS_WITH(open_database(path, access), Contains("has schema 99, newer than this build's "));
}

TEST_CASE("an older schema is brought up to date only when asked", "[store]") {
    const TempFolder folder;
    const std::string path = folder / "old.db";
    {
        const auto database = open_database(path, Access::create);
        Transaction transaction(*database);
        database->execute(database->dialect().migrations[0].script);
        database->set_schema_version(1);
        transaction.commit();
    }
    REQUIRE_THROWS_WITH(open_database(path, Access::read), Contains("older than this build's"));
    REQUIRE_THAT(advice_of(path, Access::write), Contains("db-update migrate"));
    {
        const auto database = open_database(path, Access::create);
        REQUIRE(migrate(*database) == latest_version(database->dialect()) - 1);
        REQUIRE(migrate(*database) == 0);
        REQUIRE(database->check().empty());
    }
    REQUIRE_NOTHROW(open_database(path, Access::read));
}

TEST_CASE("ways of the world graph are kept when their table is given an id", "[store]") {
    const TempFolder folder;
    const auto database = open_database(folder / "old.db", Access::create);
    for (int step = 0; step < 3; ++step) database->execute(database->dialect().migrations[step].script);
    database->set_schema_version(3);
    database->execute(
        "INSERT INTO import_runs (id, table_name, tool_version, started_at) VALUES (1, 'world_edges', '0', 'now');"
        "INSERT INTO import_sources (id, import_run, source_file) VALUES (1, 1, 'world.json');"
        "INSERT INTO world_edges VALUES ('dofus', '10', '11', 'right', NULL, 1, 1)");
    migrate(*database);
    const auto row = database->prepare("SELECT id, from_map, to_map, direction, created_at FROM world_edges");
    REQUIRE(row->step());
    REQUIRE(row->text(0) == "10>11>right>");
    REQUIRE(row->text(2) == "11");
    REQUIRE(row->text(4) == "now");
    REQUIRE_FALSE(row->step());
}

TEST_CASE("a PostgreSQL URL is refused without printing it", "[store]") {
    REQUIRE_THROWS_WITH(open_database("postgresql://me@host/kb", Access::read), Contains("no PostgreSQL back end yet"));
    REQUIRE_THROWS_WITH(open_database("postgresql://me:s3cret@host/kb", Access::read),
                        Contains("password does not belong") && !Contains("s3cret"));
    REQUIRE_THROWS_AS(open_database("postgres://me:s3cret@host/kb", Access::read), tk::UsageError);
}

TEST_CASE("a reader cannot change anything and leaves no file behind", "[store]") {
    const TempFolder folder;
    const std::string path = made_in(folder);
    {
        const auto database = open_database(path, Access::read);
        REQUIRE_THROWS_AS(database->execute("DELETE FROM spells"), tk::Error);
        const auto count = database->prepare("SELECT count(*) FROM spells");
        REQUIRE(count->step());
    }
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        names.push_back(entry.path().filename());
    REQUIRE(names == std::vector<std::string>{"kb.db"});
}

TEST_CASE("notes may be left in the log, where the next tool finds them and tidies up", "[store]") {
    const TempFolder folder;
    const std::string path = made_in(folder);
    const tk::store::OpenOptions options{.leaves_log = true};
    open_database(path, Access::write, options)
        ->execute("INSERT INTO breakers (provider, state, updated_at) VALUES ('p', 'open', 'now')");
    REQUIRE(std::filesystem::exists(path + "-wal"));
    {
        const auto database = open_database(path, Access::read);
        const auto select = database->prepare("SELECT state FROM breakers");
        REQUIRE(select->step());
        REQUIRE(select->text(0) == "open");
    }
    REQUIRE_FALSE(std::filesystem::exists(path + "-wal"));
}

TEST_CASE("a database in a folder that cannot be written can be read and not changed", "[store]") {
    const TempFolder folder;
    const std::string path = made_in(folder);
    if (::geteuid() == 0) {
        // Root may write everywhere; become nobody for this test, in a child.
        ::chmod(folder.path().c_str(), 0555);
        const pid_t child = ::fork();
        if (child == 0) {
            int status = 1;
            if (::setgid(65534) == 0 && ::setuid(65534) == 0) {
                try {
                    const auto database = open_database(path, Access::read);
                    const auto count = database->prepare("SELECT count(*) FROM spells");
                    status = count->step() ? 0 : 2;
                } catch (const std::exception&) {
                    status = 3;
                }
                try {
                    const auto database = open_database(path, Access::write);
                    const Transaction transaction(*database);
                    status = 4;
                } catch (const tk::Error& error) {
                    if (std::string(error.what()).find("cannot be written") == std::string::npos) status = 5;
                }
            }
            ::_exit(status);
        }
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WEXITSTATUS(status) == 0);
    } else {
        ::chmod(folder.path().c_str(), 0555);
        REQUIRE_NOTHROW(open_database(path, Access::read)->schema_version());
    }
    ::chmod(folder.path().c_str(), 0755);
}

TEST_CASE("two processes may set up the same database at once", "[store]") {
    const TempFolder folder;
    const std::string path = folder / "race.db";
    std::vector<std::thread> threads;
    std::vector<std::string> failures(4);
    for (std::string& failure : failures) {
        threads.emplace_back([&failure, &path] {
            try {
                const auto database = open_database(path, Access::create);
                migrate(*database);
            } catch (const std::exception& error) {
                failure = error.what();
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    REQUIRE(failures == std::vector<std::string>(4));
    REQUIRE(open_database(path, Access::read)->check().empty());
}

TEST_CASE("a schema that became newer after the database was opened is not migrated", "[store]") {
    const TempFolder folder;
    const auto database = open_database(folder / "kb.db", Access::create);
    database->set_schema_version(99);
    REQUIRE_THROWS_WITH(tk::store::migrate(*database), Contains("has schema 99, newer than this build's "));
    CHECK(database->schema_version() == 99);
}
