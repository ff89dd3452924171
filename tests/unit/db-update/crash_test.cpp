#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <random>
#include <thread>

#include "catch.hpp"
#include "importing.hpp"

using namespace tk::update;

TEST_CASE("a killed import leaves a sound database with all of it or nothing", "[db-update]") {
    const Knowledge knowledge;
    constexpr int count = 3000;
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
    for (int round = 2; round < 14; ++round) {
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
