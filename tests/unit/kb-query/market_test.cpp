#include "kb-query/market.hpp"

#include <cmath>

#include "catch.hpp"
#include "kb-query/craft.hpp"
#include "store/migrations.hpp"
#include "temp_folder.hpp"

using namespace tk;
using namespace tk::query;

namespace {

constexpr double day = 86'400;

std::vector<Observation> prices(const std::vector<double>& list) {
    std::vector<Observation> observations;
    for (std::size_t i = 0; i < list.size(); ++i)
        observations.push_back({static_cast<double>(i) * day, list[i], {}, 0});
    return observations;
}

PriceFigures at(double median, std::size_t samples, double last_seen = 0) {
    PriceFigures figures;
    figures.median = median;
    figures.samples = samples;
    figures.last_seen = last_seen;
    return figures;
}

}  // namespace

TEST_CASE("times are read as they are written, and nothing else is a time") {
    CHECK(seconds_of("1970-01-02T00:00:00Z") == day);
    CHECK(seconds_of("1970-01-02") == day);
    CHECK(seconds_of("2026-11-25T20:15:30.25Z") == seconds_of("2026-11-25T20:15:30Z"));
    CHECK(seconds_of("2024-02-29T12:00:00Z") == 1709208000.0);
    CHECK_FALSE(seconds_of("2023-02-29"));
    CHECK_FALSE(seconds_of("yesterday"));
    CHECK_FALSE(seconds_of(""));
}

TEST_CASE("one wild price moves no figure") {
    const PriceFigures calm = figures_of(prices({100, 102, 98, 101, 99, 100, 103, 97, 100}));
    const PriceFigures wild = figures_of(prices({100, 102, 98, 101, 99, 100, 103, 97, 1'000'000}));
    CHECK(calm.median == 100);
    CHECK(wild.median == 100);
    CHECK(calm.outliers == 0);
    CHECK(wild.outliers == 1);
    CHECK(std::abs(wild.deviation - calm.deviation) <= 1.5);
    CHECK(std::abs(*wild.trend) < 1);
}

TEST_CASE("the trend is that of most days, in percent of the median") {
    CHECK(*figures_of(prices({100, 101, 102, 103, 104})).trend == Approx(100.0 / 102));
    CHECK(*figures_of(prices({100, 101, 102, 9, 104, 105, 106})).trend == Approx(100.0 / 102).epsilon(0.1));
    CHECK(*figures_of(prices({5, 5, 5})).trend == 0);
    CHECK_FALSE(figures_of(prices({100, 101})).trend);
}

TEST_CASE("the last price is the lowest of the last hour seen") {
    CHECK(figures_of({{0, 1, {}, 0}, {day, 30, {}, 0}, {day + 1800, 20, {}, 0}, {day + 3600, 40, {}, 0}}).last == 20);
    CHECK(figures_of({{0, 1, {}, 0}, {day, 30, {}, 0}, {day + 3601, 40, {}, 0}}).last == 40);
}

TEST_CASE("a craft is worth its revenue net of tax less its ingredients, for one piece") {
    Prices market;
    market.figures[{"g", "sword", "s"}] = at(100, 9, 10 * day);
    market.figures[{"g", "iron", "s"}] = at(10, 7, 9 * day);
    market.figures[{"g", "wood", "s"}] = at(5, 8, 4 * day);
    const Recipe recipe{{{"iron", 6}, {"wood", 4}}, 2};
    const Craft craft = craft_gain(market, {"g", "sword", "s"}, recipe, {0.02, 0.1}, 5, 10 * day);
    REQUIRE(craft.gain);
    CHECK(craft.gain->cost == Approx((60 + 20) * 1.1 / 2));
    CHECK(craft.gain->revenue == Approx(98));
    CHECK(craft.gain->basis.samples == 7);
    CHECK(craft.gain->basis.age_days == Approx(6));
}

TEST_CASE("a missing or thin price leaves the gain of a craft unknown, never zero") {
    Prices market;
    market.figures[{"g", "sword", "s"}] = at(100, 9);
    market.figures[{"g", "iron", "s"}] = at(10, 2);
    market.figures[{"g", "wood", "other"}] = at(5, 8);
    const Craft craft = craft_gain(market, {"g", "sword", "s"}, {{{"iron", 6}, {"wood", 4}}, 1}, {}, 5, 0);
    CHECK_FALSE(craft.gain);
    CHECK(craft.missing == std::vector<std::string>{"wood"});
    CHECK(craft.thin == std::vector<std::string>{"iron"});
}

TEST_CASE("the tax is that of its date, and a server's own goes before the one for all") {
    TempFolder folder;
    const auto database = store::open_database((folder.path() / "kb.db").string(), store::Access::create);
    store::migrate(*database);
    database->execute(R"sql(
        INSERT INTO import_runs (id, table_name, tool_version, started_at) VALUES (1, 'market_taxes', '0', '');
        INSERT INTO import_sources (id, import_run, source_file) VALUES (1, 1, 'test');
        INSERT INTO market_taxes (game, id, server_name, kind, valid_from, rate, import_run, import_source, created_at, updated_at)
        VALUES ('g', 'a', '', 'sale', '2020-01-01T00:00:00Z', 0.03, 1, 1, '', ''),
               ('g', 'b', '', 'sale', '2025-01-01T00:00:00Z', 0.02, 1, 1, '', ''),
               ('g', 'c', 'Élite', 'sale', '2022-01-01T00:00:00Z', 0.05, 1, 1, '', '');
    )sql");
    CHECK(Taxes(*database, "2026-01-01T00:00:00Z").rate("g", "Any", "sale") == 0.02);
    CHECK(Taxes(*database, "2024-01-01T00:00:00Z").rate("g", "Any", "sale") == 0.03);
    CHECK(Taxes(*database, "2024-01-01T00:00:00Z").rate("g", "elite", "sale") == 0.05);
    CHECK_FALSE(Taxes(*database, "2019-01-01T00:00:00Z").rate("g", "Any", "sale"));
    CHECK_FALSE(Taxes(*database, "2026-01-01T00:00:00Z").rate("g", "Any", "buy"));
}

TEST_CASE("a lot's price is that of its pieces together, and one without an amount is left out") {
    TempFolder folder;
    const auto database = store::open_database((folder.path() / "kb.db").string(), store::Access::create);
    store::migrate(*database);
    database->execute(R"sql(
        INSERT INTO import_runs (id, table_name, tool_version, started_at) VALUES (1, 'market_data', '0', '');
        INSERT INTO import_sources (id, import_run, source_file) VALUES (1, 1, 'test');
        INSERT INTO market_data (game, item_id, server_name, timestamp, lot_size, price, quantity, item_name, import_run, import_source)
        VALUES ('g', '1', 's', '2026-01-01T00:00:00Z', 10, 50, 3, 'Fer', 1, 1),
               ('g', '1', 's', '2026-01-02T00:00:00Z', 1, 0, NULL, 'Fer', 1, 1),
               ('g', '1', 's', '2025-01-02T00:00:00Z', 1, 900, NULL, 'Fer', 1, 1),
               ('g', '2', 's', 'soon', 1, 7, NULL, NULL, 1, 1);
    )sql");
    const Prices prices = read_prices(*database, {"g", "", *seconds_of("2026-01-03"), 30});
    REQUIRE(prices.figures.size() == 1);
    const PriceFigures& iron = prices.figures.at({"g", "1", "s"});
    CHECK(iron.samples == 1);
    CHECK(iron.median == 5);
    CHECK(iron.pieces_on_offer == 30);
    CHECK(prices.left_out == 1);
}
