#include "kb-query/market.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "core/text.hpp"

namespace tk::query {

namespace {

std::string rfc3339(double seconds) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

std::optional<std::string> given(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

Prices read_prices(store::Database& database, const MarketScope& scope) {
    const auto rows = database.prepare(
        "SELECT game, item_id, server_name, timestamp, lot_size, price, quantity, seller_name, item_name FROM "
        "market_data "
        "WHERE timestamp >= $1 AND timestamp <= $2 AND ($3 IS NULL OR game = $3) ORDER BY game, item_id, server_name, "
        "timestamp");
    rows->with(rfc3339(scope.now - scope.days * 86'400), rfc3339(scope.now), given(scope.game));
    const std::string server = fold(scope.server);
    Prices prices;
    Market market;
    std::vector<Observation> observations;
    const auto close = [&] {
        if (!observations.empty()) prices.figures.emplace(market, figures_of(observations));
        observations.clear();
    };
    while (rows->step()) {
        if (rows->text(1) != market.item || rows->text(2) != market.server || rows->text(0) != market.game) {
            close();
            market = {std::string(rows->text(0)), std::string(rows->text(1)), std::string(rows->text(2))};
        }
        if (!server.empty() && fold(market.server) != server) continue;
        const auto seconds = seconds_of(rows->text(3));
        const double lot = rows->real(4);
        const double price = rows->real(5);
        if (!seconds || lot <= 0 || price <= 0) {
            ++prices.left_out;
            continue;
        }
        Observation one{*seconds, price / lot, {}, 0};
        if (const auto lots = rows->maybe_integer(6)) one.pieces = static_cast<double>(*lots) * lot;
        if (!rows->text(7).empty()) one.seller = 1 + std::hash<std::string_view>{}(rows->text(7)) / 2;
        observations.push_back(one);
        if (!rows->is_null(8)) prices.names[{market.game, market.item}] = rows->text(8);
    }
    close();
    const auto items = database.prepare("SELECT name FROM items WHERE game = $1 AND id = $2");
    for (const auto& [key, figures] : prices.figures) {
        if (prices.names.contains({key.game, key.item})) continue;
        items->with(key.game, key.item);
        if (items->step()) prices.names[{key.game, key.item}] = items->text(0);
    }
    return prices;
}

Taxes::Taxes(store::Database& database, const std::string& now) {
    const auto rows = database.prepare(
        "SELECT game, server_name, kind, rate FROM market_taxes WHERE valid_from <= $1 ORDER BY valid_from");
    rows->with(now);
    while (rows->step()) {
        // The later one takes the place of the earlier.
        rates_[{std::string(rows->text(0)), fold(rows->text(1)), std::string(rows->text(2))}] = rows->real(3);
    }
}

std::optional<double> Taxes::rate(const std::string& game, const std::string& server, const std::string& kind) const {
    for (const std::string& where : {fold(server), std::string()}) {
        const auto found = rates_.find({game, where, kind});
        if (found != rates_.end()) return found->second;
    }
    return std::nullopt;
}

std::map<std::pair<std::string, std::string>, Recipe> read_recipes(store::Database& database, const std::string& game) {
    std::map<std::pair<std::string, std::string>, Recipe> recipes;
    const auto rows = database.prepare(
        "SELECT game, result_id, ingredients, result_quantity FROM recipes WHERE $1 IS NULL OR game = $1 ORDER BY "
        "game, id");
    rows->with(given(game));
    JsonParser parser;
    while (rows->step()) {
        Recipe recipe;
        recipe.pieces = rows->real(3) > 0 ? rows->real(3) : 1;
        for (const JsonView& entry : parser.parse(rows->text(2)).elements()) {
            const auto item = entry.find("item");
            if (!item) continue;
            const auto name = item->as_string();
            recipe.ingredients.push_back(
                {name ? std::string(*name) : item->dump(), entry.number("quantity").value_or(1)});
        }
        if (!recipe.ingredients.empty())
            recipes.emplace(std::pair{std::string(rows->text(0)), std::string(rows->text(1))}, std::move(recipe));
    }
    return recipes;
}

}  // namespace tk::query
