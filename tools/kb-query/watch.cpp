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

constexpr std::string_view members_of_rule = "a rule has item, server, buy_at_most and target";

/// A price, written as a number.
double limit_of(const JsonView& value, std::string_view name, const std::string& place) {
    const auto number = value.as_number();
    if (!number) throw Error(fmt::format("{}: {} is no number: {}", place, name, value.dump()));
    return *number;
}

/// What is misspelt would watch for less, or for more, than was meant: it is refused.
WatchRule rule_of(const JsonView& entry, const std::string& place) {
    if (!entry.is_object()) throw Error(place + " is no object", std::string(members_of_rule));
    WatchRule rule;
    for (const auto& [name, value] : entry.members()) {
        if (name == "item") {
            rule.item = value.as_string() ? std::string(*value.as_string()) : value.dump();
        } else if (name == "server") {
            rule.server = value.as_string().value_or("");
        } else if (name == "buy_at_most") {
            rule.buy_at_most = limit_of(value, name, place);
        } else if (name == "target") {
            rule.target = limit_of(value, name, place);
        } else {
            throw Error(fmt::format("{} has an unknown member '{}'", place, name), std::string(members_of_rule));
        }
    }
    if (rule.item.empty()) throw Error(place + " names no item", R"(give "item" an id or a name)");
    if (!rule.buy_at_most && !rule.target)
        throw Error(place + " waits for nothing", R"(give a number to "buy_at_most" or "target")");
    return rule;
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
    for (const JsonView& entry : view.elements())
        rules.push_back(rule_of(entry, fmt::format("{}: rule {}", file, rules.size() + 1)));
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
