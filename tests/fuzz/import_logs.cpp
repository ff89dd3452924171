// links: tk_tool_db_update
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "core/error.hpp"
#include "db-update/append.hpp"
#include "db-update/market.hpp"
#include "store/migrations.hpp"

namespace {

/// A file of this process that is written anew for each input, and a database in memory that nothing is ever written
/// to.
struct Ground {
    Ground() : path("/tmp/turnkit-fuzz-logs-" + std::to_string(::getpid())) { tk::store::migrate(*database); }
    ~Ground() { std::remove(path.c_str()); }
    std::string path;
    std::unique_ptr<tk::store::Database> database = tk::store::open_database(":memory:", tk::store::Access::create);
};

}  // namespace

/// Whatever a file holds, its prices, actions, sessions, metrics and interactions are counted or refused, and a dry run
/// leaves no row behind.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Ground ground;
    std::ofstream(ground.path, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    tk::Writer out("/dev/null");
    tk::Log log("db-update", tk::Log::Level::error, false);
    tk::Settings settings;
    settings.quiet = true;
    const auto attempt = [&](auto&& work) {
        tk::Context context("db-update", settings, out, log);
        try {
            work(context);
        } catch (const tk::Error&) {
        }
    };
    attempt([&](tk::Context& context) {
        tk::update::MarketOptions options;
        options.files = {ground.path};
        options.game = "g";
        options.time = "2026-01-31T18:00:00Z";
        options.dry_run = options.keep_good = true;
        import_market(context, *ground.database, options);
    });
    for (const auto kind : {tk::update::Log::actions, tk::update::Log::sessions, tk::update::Log::metrics,
                            tk::update::Log::interactions}) {
        attempt([&](tk::Context& context) {
            tk::update::AppendOptions options;
            options.files = {ground.path};
            options.dry_run = options.keep_good = true;
            append_records(context, *ground.database, kind, options);
        });
    }
    const auto rows = ground.database->prepare(
        "SELECT (SELECT count(*) FROM market_data) + (SELECT count(*) FROM recorded_actions) + (SELECT count(*) FROM "
        "metrics) + (SELECT count(*) FROM interactions) + (SELECT count(*) FROM import_runs)");
    if (!rows->step() || rows->integer(0) != 0) std::abort();
    return 0;
}
