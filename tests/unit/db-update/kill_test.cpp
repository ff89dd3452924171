#include <filesystem>

#include "db-update/backup.hpp"
#include "db-update/compare.hpp"
#include "db-update/market.hpp"
#include "db-update/sync.hpp"
#include "importing.hpp"
#include "killing.hpp"

using namespace tk::update;
namespace fs = std::filesystem;

namespace {

std::string prices_of(int day, int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += R"({"game":"g","item_id":)" + std::to_string(i * 7919 % count) + R"(,"price":)" +
                std::to_string(i + 1) + R"(,"seller":"s","time":)" + std::to_string(1'700'000'000 + day) + "}\n";
    return text;
}

}  // namespace

TEST_CASE("a killed import of prices leaves a sound database with all of it or nothing", "[db-update]") {
    const Knowledge knowledge;
    constexpr int count = 6000;
    kill_at_random(
        [&](int round) {
            MarketOptions options;
            options.files = {knowledge.folder.file("prices", prices_of(round, count))};
            knowledge.call([&](tk::Context& context) { return import_market(context, *knowledge.open(), options); });
        },
        [&](int) {
            REQUIRE(knowledge.open(tk::store::Access::read)->check().empty());
            REQUIRE(knowledge.ask(
                        "SELECT count(*) FROM (SELECT 1 FROM market_data GROUP BY import_run HAVING count(*) <> " +
                        std::to_string(count) + ")") == "0");
            REQUIRE(knowledge.ask("SELECT count(*) - (SELECT count(DISTINCT import_run) FROM market_data) FROM "
                                  "import_runs") == "0");
        });
}

TEST_CASE("a killed sync goes on where it was, and imports each source once", "[db-update]") {
    const Knowledge knowledge;
    constexpr int sources = 5;
    std::string list = "[";
    for (int i = 0; i < sources; ++i)
        list += (i > 0 ? "," : "") + (R"({"name":"s)" + std::to_string(i) + R"(","kind":"market","files":["p)" +
                                      std::to_string(i) + R"("]})");
    const std::string path = knowledge.folder.file("sources.json", list + "]");
    const auto sync = [&] {
        return knowledge.call(
            [&](tk::Context& context) { return sync_sources(context, *knowledge.open(), path, false); });
    };
    kill_at_random(
        [&](int round) {
            for (int i = 0; i < sources; ++i)
                knowledge.folder.file("p" + std::to_string(i), prices_of(round * sources + i, 500));
            sync();
        },
        [&](int round) {
            for (int i = 0; i < sources; ++i)
                knowledge.folder.file("p" + std::to_string(i), prices_of(round * sources + i, 500));
            const std::string done = knowledge.ask("SELECT count(*) FROM market_data");
            int imported = 0;
            for (const auto& record : sync().records) {
                REQUIRE((record["state"] == "unchanged" || record["inserted"] == 500));
                if (record["state"] == "imported") ++imported;
            }
            REQUIRE(std::stoi(done) + imported * 500 == (round + 1) * sources * 500);
            REQUIRE(knowledge.ask("SELECT count(*) FROM market_data") == std::to_string((round + 1) * sources * 500));
            REQUIRE(knowledge.open(tk::store::Access::read)->check().empty());
        });
}

TEST_CASE("a killed restore leaves the database of before or the restored one", "[db-update]") {
    const Knowledge knowledge;
    const auto fill = [&](int day) {
        MarketOptions options;
        options.files = {knowledge.folder.file("prices", prices_of(day, 3000))};
        knowledge.call([&](tk::Context& context) { return import_market(context, *knowledge.open(), options); });
    };
    fill(1);
    BackupOptions options;
    options.database = knowledge.path();
    options.target = knowledge.folder / "copy.db";
    knowledge.call([&](tk::Context& context) { return make_backup(context, options); });
    const auto backup = contents_of(*knowledge.open(tk::store::Access::read));
    fill(2);
    auto present = contents_of(*knowledge.open(tk::store::Access::read));
    int restored = 0;
    kill_at_random(
        [&](int) {
            knowledge.call([&](tk::Context& context) {
                return restore_backup(context, options.target, knowledge.path(), "", true, 1);
            });
        },
        [&](int round) {
            const auto database = knowledge.open(tk::store::Access::read);
            REQUIRE(database->check().empty());
            const auto contents = contents_of(*database);
            REQUIRE((contents == backup || contents == present));
            if (contents != backup) return;
            ++restored;
            fill(round + 3);
            present = contents_of(*knowledge.open(tk::store::Access::read));
        });
    REQUIRE(restored >= 1);
}
