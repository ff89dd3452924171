#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kb-query/market_stats.hpp"
#include "store/database.hpp"

namespace tk::query {

/// Which prices count.
struct MarketScope {
    std::string game, server;  ///< empty: all
    double now = 0;            ///< seconds since 1970
    double days = 30;          ///< how far back
};

/// An item on a server.
struct Market {
    std::string game, item, server;
    friend auto operator<=>(const Market&, const Market&) = default;
};

/// The figures of every item on every server in the time asked for. Rows whose time cannot be read, and lots without a
/// price, are left out and counted: a missing price is never zero.
struct Prices {
    std::map<Market, PriceFigures> figures;
    std::map<std::pair<std::string, std::string>, std::string> names;  ///< by game and item
    std::int64_t left_out = 0;
};
/// Reads the prices of the scope in one pass.
Prices read_prices(store::Database& database, const MarketScope& scope);

/// Parts of a price that the seller ("sale") and on top of it the buyer ("buy") pay, with the date since when.
class Taxes {
public:
    Taxes(store::Database& database, const std::string& now);
    /// The rate that holds at `now`, as a fraction; nothing when none is known. A rate for the server goes first.
    std::optional<double> rate(const std::string& game, const std::string& server, const std::string& kind) const;

private:
    std::map<std::vector<std::string>, double> rates_;  // by game, server, kind
};

/// What a recipe needs of one item.
struct Ingredient {
    std::string item;
    double quantity = 0;
};
/// How an item is made.
struct Recipe {
    std::vector<Ingredient> ingredients;
    double pieces = 1;  ///< that one crafting gives
};

/// By game and result; of several recipes for one result the first by id.
std::map<std::pair<std::string, std::string>, Recipe> read_recipes(store::Database& database, const std::string& game);

}  // namespace tk::query
