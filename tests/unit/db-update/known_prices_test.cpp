#include "db-update/known_prices.hpp"

#include <fmt/format.h>

#include <map>
#include <random>
#include <set>
#include <tuple>

#include "catch.hpp"
#include "db-update/market_batch.hpp"
#include "importing.hpp"

using namespace tk::update;

namespace {

/// An observation that owns its texts; orders as the key of the table.
struct Offer {
    std::string game, item, server, time;
    std::int64_t lot;
    std::string seller;
    std::int64_t price;

    auto operator<=>(const Offer&) const = default;
};
using Quantity = std::optional<std::int64_t>;
/// What the table must hold.
using Offers = std::map<Offer, Quantity>;

Observation observation_of(const Offer& offer, Quantity quantity, std::int64_t line) {
    return {offer.game, offer.item,  offer.server, offer.time, offer.seller, {},
            offer.lot,  offer.price, quantity,     1,          line};
}

/// The plain way: one look-up an offer. The numbers of what was added, what was known, and the lines that contradict.
struct Outcome {
    std::uint64_t inserted = 0, unchanged = 0;
    std::multiset<std::int64_t> contradictions;

    bool operator==(const Outcome&) const = default;
};

using Batch = std::vector<std::pair<Offer, Quantity>>;

Outcome add_plainly(Offers& offers, Batch batch) {
    Outcome outcome;
    // Of offers alike in one batch, the one without a quantity and then the one with the least comes first.
    std::vector<std::size_t> order(batch.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return batch[a] < batch[b]; });
    for (const std::size_t line : order) {
        const auto& [offer, quantity] = batch[line];
        const auto [place, added] = offers.emplace(offer, quantity);
        if (added)
            ++outcome.inserted;
        else if (quantity && place->second != quantity)
            outcome.contradictions.insert(static_cast<std::int64_t>(line));
        else
            ++outcome.unchanged;
    }
    return outcome;
}

/// A market table, and the same as a map.
class Market {
public:
    Market() : database_(knowledge_.open()) { database_->execute("PRAGMA foreign_keys = OFF"); }

    /// Adds the batch in both ways and compares what they tell and what they leave.
    void add(const Batch& batch) {
        MarketBatch ours;
        std::int64_t line = 0;
        for (const auto& [offer, quantity] : batch) ours.add(observation_of(offer, quantity, line++));
        Outcome told;
        std::size_t steps = 0;
        tk::store::Transaction transaction(*database_);
        const MarketBatch::Result result = ours.write(
            *database_, 1, [&] { ++steps; }, [&](std::int64_t, std::int64_t at) { told.contradictions.insert(at); });
        transaction.commit();
        told.inserted = result.inserted;
        told.unchanged = result.unchanged;
        const Outcome expected = add_plainly(offers_, batch);
        REQUIRE(told.inserted == expected.inserted);
        REQUIRE(told.unchanged == expected.unchanged);
        REQUIRE(told.contradictions == expected.contradictions);
        REQUIRE(steps >= batch.size());
        REQUIRE(stored() == offers_);
    }

    /// How many of all offers the walk knows without a look-up; every other offer it must deny.
    std::size_t known(const Offers& asked) {
        KnownPrices prices(*database_, KnownPrices::Compare::key);
        std::size_t found = 0;
        for (const auto& [offer, quantity] : asked) {
            std::string row;
            put_price_key(row, observation_of(offer, quantity, 0));
            if (!prices.holds(row)) continue;
            REQUIRE(offers_.contains(offer));
            ++found;
        }
        return found;
    }
    const Offers& offers() const { return offers_; }

private:
    Offers stored() {
        Offers offers;
        const auto rows = database_->prepare(
            "SELECT game, item_id, server_name, timestamp, lot_size, seller_name, price, quantity FROM market_data");
        while (rows->step()) {
            const auto text = [&](int column) { return std::string(rows->text(column)); };
            offers[{text(0), text(1), text(2), text(3), rows->integer(4), text(5), rows->integer(6)}] =
                rows->maybe_integer(7);
        }
        return offers;
    }

    Knowledge knowledge_;
    std::unique_ptr<tk::store::Database> database_;
    Offers offers_;
};

Offer offer_of_item(int item, int minute = 0) {
    return {"g", fmt::format("{:06}", item), "s", fmt::format("2026-01-31T18:{:02}:00Z", minute), 1, "", 5};
}

Batch items(int first, int last, int step) {
    Batch batch;
    for (int item = first; item < last; item += step) batch.emplace_back(offer_of_item(item), std::nullopt);
    return batch;
}

}  // namespace

TEST_CASE("random batches leave what a look-up for each offer would leave, and tell the same", "[db-update]") {
    for (unsigned seed = 0; seed < 12; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto one_of = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
        const int variety = 1 + one_of(12);
        // Times of two kinds: their bytes do not compare as their texts.
        const auto time = [&] {
            return fmt::format("2026-01-31T18:00:{:02}{}Z", one_of(variety), one_of(4) == 0 ? ".5" : "");
        };
        Market market;
        Batch last;
        for (int round = 0; round < 5; ++round) {
            Batch batch;
            for (int count = one_of(1500); count > 0; --count) {
                const Offer offer{
                    one_of(3) == 0 ? "g" : "gg", std::to_string(one_of(variety)), one_of(2) == 0 ? "" : "A", time(),
                    1 + 299 * one_of(2),         one_of(2) == 0 ? "" : "Bob",     1 + one_of(variety) * 100};
                batch.emplace_back(offer, one_of(2) == 0 ? Quantity() : Quantity(one_of(3)));
            }
            if (one_of(2) == 0) batch.insert(batch.end(), last.begin(), last.end());
            market.add(batch);
            last = batch;
        }
    }
}

TEST_CASE("a batch may lie before, between, among and behind what is known", "[db-update]") {
    Market market;
    market.add(items(1000, 5000, 2));
    market.add(items(0, 1000, 1));     // before
    market.add(items(6000, 9000, 3));  // behind
    market.add(items(1001, 5000, 2));  // between, none known
    market.add(items(0, 10000, 1));    // among, some known
    market.add({});
    market.add(items(0, 10000, 1));  // all known
    market.add(items(0, 10000, 9));  // a part of it
    market.add(items(0, 20000, 7));
}

TEST_CASE("few offers spread over a large table are told from what it holds", "[db-update]") {
    Market market;
    Batch many;
    for (int item = 0; item < 500; ++item)
        for (int minute = 0; minute < 60; ++minute) many.emplace_back(offer_of_item(item, minute), std::nullopt);
    market.add(many);
    Batch few;
    for (std::size_t i = 0; i < many.size(); i += 50) few.push_back(many[i]);
    few.emplace_back(offer_of_item(700), std::nullopt);
    market.add(few);
    // More rows than one rest is long, each with many of the table between it and the next one.
    Batch fresh;
    for (int item = 0; item < 500; ++item)
        for (int seller = 0; seller < 20; ++seller) {
            Offer offer = offer_of_item(item, 30);
            offer.seller = fmt::format("{:02}", seller);
            fresh.emplace_back(offer, std::nullopt);
        }
    market.add(fresh);
    market.add(fresh);
}

TEST_CASE("the walk finds every offer of a batch that is known in full", "[db-update]") {
    Market market;
    market.add(items(0, 3000, 1));
    REQUIRE(market.known(market.offers()) == market.offers().size());
    Offers absent;
    for (const auto& [offer, quantity] : items(5000, 9000, 1)) absent.emplace(offer, quantity);
    REQUIRE(market.known(absent) == 0);
}

TEST_CASE("after a stretch where it does not help the walk finds what is known again", "[db-update]") {
    Market market;
    market.add(items(0, 40000, 2));
    Offers asked;
    for (const auto& [offer, quantity] : items(1, 20000, 2)) asked.emplace(offer, quantity);
    for (const auto& [offer, quantity] : items(20000, 40000, 2)) asked.emplace(offer, quantity);
    REQUIRE(market.known(asked) > 5000);
}
