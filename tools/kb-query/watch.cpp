#include "kb-query/watch.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "core/text.hpp"
#include "kb-query/answer.hpp"

namespace tk::query {

namespace {

std::string name_of(const Prices& prices, const Market& market) {
    const auto found = prices.names.find({market.game, market.item});
    return found == prices.names.end() ? "" : found->second;
}

bool is_meant(const WatchRule& rule, const Prices& prices, const Market& market) {
    if (!rule.server.empty() && fold(rule.server) != fold(market.server)) return false;
    return rule.item == market.item || fold(rule.item) == fold(name_of(prices, market));
}

}  // namespace

std::vector<WatchRule> read_rules(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(with_errno(file));
    std::ostringstream text;
    text << in.rdbuf();
    JsonParser parser;
    std::vector<WatchRule> rules;
    const auto view = [&] {
        try {
            return parser.parse(text.str());
        } catch (const Error& error) {
            throw Error(fmt::format("{}: {}", file, error.what()));
        }
    }();
    if (!view.is_array())
        throw Error(file + " is no list of rules",
                    R"(write [{"item": "Fer", "server": "Ilyzaelle", "buy_at_most": 12}])");
    for (const JsonView& entry : view.elements()) {
        const auto item = entry.find("item");
        WatchRule rule;
        if (item) rule.item = item->as_string() ? std::string(*item->as_string()) : item->dump();
        rule.server = entry.string("server").value_or("");
        rule.buy_at_most = entry.number("buy_at_most");
        rule.target = entry.number("target");
        const std::string place = fmt::format("{}: rule {}", file, rules.size() + 1);
        if (rule.item.empty()) throw Error(place + " names no item", R"(give "item" an id or a name)");
        if (!rule.buy_at_most && !rule.target)
            throw Error(place + " waits for nothing", R"(give a number to "buy_at_most" or "target")");
        rules.push_back(std::move(rule));
    }
    return rules;
}

Status run_watch(Context& context, const std::vector<WatchRule>& rules, const Prices& prices, double now,
                 double max_age) {
    RowPrinter printer{context};
    bool fired = false;
    for (const WatchRule& rule : rules) {
        bool any = false;
        for (const auto& [market, figures] : prices.figures) {
            if (!is_meant(rule, prices, market)) continue;
            any = true;
            const double age = (now - figures.last_seen) / 86'400;
            const bool fresh = age <= max_age;
            const bool buy = fresh && rule.buy_at_most && figures.last <= *rule.buy_at_most;
            const bool sell = fresh && rule.target && figures.last >= *rule.target;
            fired = fired || buy || sell;
            Value row{{"type", "row"}, {"fires", buy || sell}};
            if (buy || sell) row["alert"] = buy ? "buy" : "sell";
            if (const std::string name = name_of(prices, market); !name.empty()) row["item_name"] = name;
            row["server_name"] = market.server;
            row["price"] = figures.last;
            if (rule.buy_at_most) row["buy_at_most"] = *rule.buy_at_most;
            if (rule.target) row["target"] = *rule.target;
            row["age_days"] = std::round(age * 10) / 10;
            row["samples"] = figures.samples;
            if (!fresh)
                row["note"] = in_language(context.language(), "the last price is too old to act on",
                                          "le dernier prix est trop ancien pour agir");
            row["item_id"] = market.item;
            row["game"] = market.game;
            printer.row(row);
        }
        if (any) continue;
        Value row{{"type", "row"}, {"fires", false}, {"item_name", rule.item}};
        if (!rule.server.empty()) row["server_name"] = rule.server;
        row["note"] = in_language(context.language(), "no price was seen", "aucun prix n'a été vu");
        printer.row(row);
    }
    printer.finish();
    return fired ? Status::alert : Status::done;
}

}  // namespace tk::query
