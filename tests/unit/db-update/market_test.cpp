#include <fmt/format.h>

#include <random>
#include <set>

#include "catch.hpp"
#include "db-update/market.hpp"
#include "db-update/market_batch.hpp"
#include "importing.hpp"

using namespace tk::update;
using Catch::Matchers::Contains;
using Counts = std::vector<int>;

namespace {

Imported prices(const Knowledge& knowledge, const std::string& text, MarketOptions options = {}) {
    if (options.game.empty()) options.game = "dofus";
    options.files = {knowledge.folder.file("prices", text)};
    return knowledge.call([&](tk::Context& context) { return import_market(context, *knowledge.open(), options); });
}

}  // namespace

TEST_CASE("prices are added and never overwritten", "[db-update]") {
    const Knowledge knowledge;
    const std::string day = R"({"item_id":303,"server":"A","lot_size":10,"price":120,"time":"2026-01-31T18:00:00Z"})";
    REQUIRE(prices(knowledge, day).counts() == Counts{1, 0, 0, 0});
    REQUIRE(prices(knowledge, day).counts() == Counts{0, 0, 1, 0});
    // Another price, moment, lot, seller or server is another observation.
    REQUIRE(prices(knowledge, R"({"item_id":"303","server":"A","lot_size":10,"price":121,"time":"2026-01-31T18:00:00Z"}
{"item_id":303,"server":"A","lot_size":10,"price":120,"time":"2026-01-31T20:00:00+01:00"}
{"item_id":303,"server":"A","lot_size":1,"price":120,"time":1769882400}
{"item_id":303,"server":"A","lot_size":10,"price":120,"seller":"Bob","time":1769882400000}
{"item_id":303,"server":"B","lot_size":10,"price":120,"time":"2026-01-31T18:00:00.000Z"}
)")
                .counts() == Counts{5, 0, 0, 0});
    REQUIRE(knowledge.ask("SELECT count(*) FROM market_data") == "6");
    REQUIRE(knowledge.ask("SELECT timestamp FROM market_data WHERE timestamp LIKE '%19:%'") == "2026-01-31T19:00:00Z");
}

TEST_CASE("a known offer with another quantity is refused, not replaced", "[db-update]") {
    const Knowledge knowledge;
    prices(knowledge, R"({"item_id":1,"price":5,"quantity":3,"time":"2026-01-31"})");
    const Imported other = prices(knowledge, R"({"item_id":1,"price":5,"quantity":4,"time":"2026-01-31"})");
    REQUIRE(other.counts() == Counts{0, 0, 0, 1});
    REQUIRE_THAT(other.messages, Contains(":1: ") && Contains("another quantity"));
    REQUIRE(knowledge.ask("SELECT quantity FROM market_data") == "3");
}

TEST_CASE("every price that cannot be used is named, and nothing is written", "[db-update]") {
    const Knowledge knowledge;
    const std::string text = R"({"item_id":1,"price":5,"time":"2026-01-31"}
{"item_id":1,"time":"2026-01-31"}
{"item_id":1,"price":0,"time":"2026-01-31"}
{"item_id":1,"price":5,"time":"2026-02-30"}
{"item_id":1,"price":5}
{"price":5,"time":"2026-01-31"}
{"item_id":1,"price":"5a","time":"2026-01-31"}
)";
    const Imported refused = prices(knowledge, text);
    REQUIRE(refused.counts() == Counts{1, 0, 0, 6});
    REQUIRE(refused.summary()["written"] == false);
    REQUIRE(knowledge.ask("SELECT count(*) FROM market_data") == "0");
    for (int line = 2; line <= 7; ++line) REQUIRE_THAT(refused.messages, Contains(fmt::format(":{}: ", line)));
    MarketOptions keep;
    keep.keep_good = true;
    REQUIRE(prices(knowledge, text, keep).counts() == Counts{1, 0, 0, 6});
    REQUIRE(knowledge.ask("SELECT count(*) FROM market_data") == "1");
}

TEST_CASE("batches of any size add exactly the set of distinct observations", "[db-update]") {
    std::mt19937 random(3);
    const Knowledge knowledge;
    std::set<std::string> distinct;
    for (int round = 0; round < 4; ++round) {
        std::string text;
        int fresh = 0;
        const int count = 1 + static_cast<int>(random() % 400);
        for (int i = 0; i < count; ++i) {
            const std::string line = fmt::format(R"({{"item_id":{},"price":{},"lot_size":{},"time":"2026-01-0{}"}})",
                                                 random() % 6, 1 + random() % 4, 1 + random() % 2, 1 + random() % 9);
            if (distinct.insert(line).second) ++fresh;
            text += line + "\n";
        }
        MarketOptions dry;
        dry.dry_run = true;
        REQUIRE(prices(knowledge, text, dry).counts() == Counts{fresh, 0, count - fresh, 0});
        REQUIRE(prices(knowledge, text).counts() == Counts{fresh, 0, count - fresh, 0});
        REQUIRE(knowledge.ask("SELECT count(*) FROM market_data") == std::to_string(distinct.size()));
    }
}

TEST_CASE("a table of prices with everything quoted, grouped thousands and decimal commas", "[db-update]") {
    const Knowledge knowledge;
    const Imported read = prices(knowledge,
                                 "\xEF\xBB\xBF\"item_id\";\"price\";\"lot\";\"time\"\r\n"
                                 "\"303\";\"1 234\";\"10\";\"2026-01-31\"\r\n"
                                 "\"304\";\"1\u202F234,00\";\"1\";\"2026-01-31\"\r\n"
                                 "\"305\";\"12,5\";\"1\";\"2026-01-31\"\r\n");
    REQUIRE(read.counts() == Counts{2, 0, 0, 1});
    REQUIRE(read.summary()["repaired"] == nlohmann::json{{"number_text", 4}});
    REQUIRE_THAT(read.messages, Contains(":4: price must be a whole number, not \"12,5\""));
}

TEST_CASE("a table of prices under other names", "[db-update]") {
    const Knowledge knowledge;
    MarketOptions options;
    options.renames = {"item=objet,price=prix,lot=lot_de"};
    options.server = "Vesperlund";
    options.time = "2026-01-31T18:00:00Z";
    REQUIRE(prices(knowledge, "objet;prix;lot_de\n303;120;10\nÉpée;7;1\n", options).counts() == Counts{2, 0, 0, 0});
    REQUIRE(knowledge.ask("SELECT server_name || price || lot_size FROM market_data WHERE item_id = 'Épée'") ==
            "Vesperlund71");
}
