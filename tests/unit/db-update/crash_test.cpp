#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "catch.hpp"
#include "importing.hpp"

using namespace tk::update;

TEST_CASE("a killed import leaves a sound database with all of it or nothing", "[db-update]") {
    const Knowledge knowledge;
    constexpr int count = 1500;
    const auto batch = [](int round) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += R"({"game":"g","id":)" + std::to_string(i) + R"(,"name":"sort )" + std::to_string(i) +
                    R"(","level":)" + std::to_string(round) + "}\n";
        return text;
    };
    const Table table = spells_table();
    knowledge.import(table, batch(0));

    const auto start = std::chrono::steady_clock::now();
    knowledge.import(table, batch(1));
    const std::chrono::duration<double> whole = std::chrono::steady_clock::now() - start;
    std::mt19937 random(11);
    int level = 1;
    int killed = 0;
    const int rounds = std::getenv("TURNKIT_LONG_TESTS") ? 200 : 20;
    for (int round = 2; round < 2 + rounds; ++round) {
        const std::string text = batch(round);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            try {
                knowledge.import(table, text);
            } catch (...) {
            }
            ::_exit(0);
        }
        std::this_thread::sleep_for(whole * std::uniform_real_distribution<double>(0.1, 1.2)(random));
        ::kill(child, SIGKILL);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        if (WIFSIGNALED(status)) ++killed;

        const auto database = knowledge.open(tk::store::Access::read);
        REQUIRE(database->check().empty());
        const auto rows = database->prepare("SELECT count(*), min(level_required), max(level_required) FROM spells");
        REQUIRE(rows->step());
        REQUIRE(rows->integer(0) == count);
        REQUIRE(rows->integer(1) == rows->integer(2));
        REQUIRE((rows->integer(1) == level || rows->integer(1) == round));
        level = static_cast<int>(rows->integer(1));
        const auto runs = database->prepare("SELECT count(*) FROM import_runs WHERE finished_at IS NULL");
        REQUIRE(runs->step());
        REQUIRE(runs->integer(0) == 0);
    }
    REQUIRE(killed >= 3);
}

TEST_CASE("four writers at once: none fails and nothing is lost", "[db-update]") {
    const Knowledge knowledge;
    constexpr int writers = 4;
    constexpr int rounds = 5;
    constexpr int rows = 40;
    std::vector<pid_t> children;
    for (int writer = 0; writer < writers; ++writer) {
        const std::string in = knowledge.folder / ("in" + std::to_string(writer));
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            int failures = 0;
            for (int round = 0; round < rounds; ++round) {
                std::string text;
                for (int i = 0; i < rows; ++i)
                    text += R"({"game":"g","name":"x","id":")" + std::to_string(writer) + "/" + std::to_string(round) +
                            "/" + std::to_string(i) + "\"}\n";
                try {
                    tk::Writer out(in + ".out");
                    tk::Log log("db-update", tk::Log::Level::error, false);
                    tk::Settings settings;
                    settings.quiet = true;
                    tk::Context context("db-update", settings, out, log);
                    ImportOptions options;
                    options.files = {knowledge.folder.file("in" + std::to_string(writer), text)};
                    const auto database = tk::store::open_database(knowledge.path(), tk::store::Access::write, {60});
                    if (import_records(context, *database, spells_table(), options) != tk::Status::done) ++failures;
                } catch (...) {
                    ++failures;
                }
            }
            ::_exit(failures);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WIFEXITED(status));
        REQUIRE(WEXITSTATUS(status) == 0);
    }
    REQUIRE(knowledge.ask("SELECT count(*) FROM spells") == std::to_string(writers * rounds * rows));
    REQUIRE(knowledge.ask("SELECT count(*) FROM import_runs WHERE inserted = 40") == std::to_string(writers * rounds));
    REQUIRE(knowledge.open()->check().empty());
}
