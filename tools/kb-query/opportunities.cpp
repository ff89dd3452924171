#include "kb-query/opportunities.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "core/text.hpp"
#include "kb-query/answer.hpp"
#include "kb-query/craft.hpp"
#include "kb-query/watch.hpp"

namespace tk::query {

namespace {

double rounded(double number, double steps = 100) {
    return std::round(number * steps) / steps;
}

/// All that a row says of one market.
class Report {
public:
    Report(store::Database& database, const OpportunityOptions& options, const Prices& prices, double now,
           const std::string& now_text, Language language)
        : options_(options),
          prices_(prices),
          now_(now),
          language_(language),
          taxes_(database, now_text),
          recipes_(read_recipes(database, options.game)) {}

    Value row(const Market& market, const PriceFigures& figures) {
        Value row{{"type", "row"}};
        const auto name = prices_.names.find({market.game, market.item});
        if (name != prices_.names.end()) row["item_name"] = name->second;
        row["server_name"] = market.server;
        best_ = {};
        notes_ = Value::array();
        const bool enough = figures.samples >= min_samples();
        if (!enough)
            note("not enough data ({} of {})", "données insuffisantes ({} sur {})", figures.samples, min_samples());
        Value spread = spread_of(market, figures);
        Value craft = craft_of(market);
        if (enough) consider_buying(market, figures);

        if (!best_.kind.empty()) {
            row["opportunity"] = best_.kind;
            row["gain"] = rounded(best_.gain);
            row["gain_percent"] = rounded(best_.percent, 10);
        }
        row["price"] = rounded(figures.last);
        if (enough) row["median"] = rounded(figures.median);
        if (enough && figures.trend) row["trend_percent_a_day"] = rounded(*figures.trend);
        row["samples"] = figures.samples;
        row["age_days"] = rounded(age(figures), 10);
        if (enough) {
            row["low"] = rounded(figures.low);
            row["deviation"] = rounded(figures.deviation);
            row["outliers"] = figures.outliers;
            if (!figures.trend)
                note("no trend: seen on {} of 3 days", "pas de tendance : vu {} jour(s) sur 3", figures.days);
        }
        row["enough"] = enough;
        row["item_id"] = market.item;
        row["game"] = market.game;
        row["liquidity"] = liquidity_of(figures);
        if (!spread.is_null()) row["spread"] = std::move(spread);
        if (!craft.is_null()) row["craft"] = std::move(craft);
        if (!notes_.empty()) row["notes"] = std::move(notes_);
        return row;
    }

    bool knows_all_taxes() const { return knows_all_taxes_; }

private:
    struct Best {
        std::string kind;
        double gain = 0, percent = 0;
    };

    std::size_t min_samples() const { return static_cast<std::size_t>(options_.min_samples); }
    double age(const PriceFigures& figures) const { return (now_ - figures.last_seen) / 86'400; }

    /// A remark for people on the row at hand.
    template <class... Values>
    void note(std::string_view english, std::string_view french, const Values&... values) {
        notes_.push_back(in_language(language_, english, french, values...));
    }

    Rates rates(const Market& market) {
        const auto sale = taxes_.rate(market.game, market.server, "sale");
        if (!sale) knows_all_taxes_ = false;
        return {sale.value_or(0), taxes_.rate(market.game, market.server, "buy").value_or(0)};
    }

    void consider(const std::string& kind, const Gain& gain) {
        if (gain.percent() < options_.min_gain || gain.percent() <= best_.percent) return;
        best_ = {kind, gain.gain(), gain.percent()};
    }

    void consider_buying(const Market& market, const PriceFigures& figures) {
        if (age(figures) > options_.max_age) {
            note("the last price is too old to act on", "le dernier prix est trop ancien pour agir");
            return;
        }
        const Rates rate = rates(market);
        consider("buy", {figures.last * (1 + rate.buy), figures.median * (1 - rate.sale), {}});
    }

    Value liquidity_of(const PriceFigures& figures) const {
        Value out{{"observations_a_day", rounded(figures.observations_a_day(), 10)}, {"days", figures.days}};
        if (figures.sellers > 0) out["sellers"] = figures.sellers;
        if (figures.pieces_on_offer) out["pieces_on_offer"] = rounded(*figures.pieces_on_offer, 10);
        out["samples"] = figures.samples;
        return out;
    }

    static Value gain_value(const Gain& gain) {
        return {{"cost", rounded(gain.cost)},    {"revenue_net", rounded(gain.revenue)},
                {"gain", rounded(gain.gain())},  {"gain_percent", rounded(gain.percent(), 10)},
                {"samples", gain.basis.samples}, {"age_days", rounded(gain.basis.age_days, 10)}};
    }

    /// The server where the median is highest, net of its tax, seen from here.
    Value spread_of(const Market& here, const PriceFigures& figures) {
        if (figures.samples < min_samples()) return nullptr;
        std::optional<std::pair<Market, Gain>> best;
        const auto first = prices_.figures.lower_bound({here.game, here.item, ""});
        for (auto it = first; it != prices_.figures.end(); ++it) {
            const auto& [there, other] = *it;
            if (there.game != here.game || there.item != here.item) break;
            if (there.server == here.server || other.samples < min_samples()) continue;
            const Gain gain{figures.median * (1 + rates(here).buy),
                            other.median * (1 - rates(there).sale),
                            {std::min(figures.samples, other.samples), std::max(age(figures), age(other))}};
            if (!best || gain.revenue > best->second.revenue) best = {there, gain};
        }
        if (!best) return nullptr;
        consider("spread", best->second);
        Value out{{"to_server", best->first.server}};
        out.update(gain_value(best->second));
        return out;
    }

    Value craft_of(const Market& market) {
        const auto recipe = recipes_.find({market.game, market.item});
        if (recipe == recipes_.end()) return nullptr;
        const Craft craft = craft_gain(prices_, market, recipe->second, rates(market), min_samples(), now_);
        if (craft.gain) {
            consider("craft", *craft.gain);
            return gain_value(*craft.gain);
        }
        Value out{{"enough", false}};
        if (!craft.missing.empty()) out["missing"] = craft.missing;
        if (!craft.thin.empty()) out["too_few_samples"] = craft.thin;
        return out;
    }

    const OpportunityOptions& options_;
    const Prices& prices_;
    double now_;
    Language language_;
    Taxes taxes_;
    std::map<std::pair<std::string, std::string>, Recipe> recipes_;
    bool knows_all_taxes_ = true;
    Best best_;
    Value notes_;
};

bool is_wanted(const OpportunityOptions& options, const Market& market, const Prices& prices) {
    if (!options.server.empty() && fold(market.server) != fold(options.server)) return false;
    if (options.item.empty() || market.item == options.item) return true;
    const auto name = prices.names.find({market.game, market.item});
    if (name == prices.names.end()) return false;
    const std::string folded = fold(name->second);
    const std::vector<std::string> words = fold_words(options.item);
    return !words.empty() && std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return folded.find(word) != std::string::npos;
    });
}

/// Opportunities first, by what they gain; then what is known well; then the rest.
double rank(const Value& row) {
    if (row.contains("opportunity")) return 1e6 + row["gain_percent"].get<double>();
    return row["enough"].get<bool>() ? 1 : 0;
}

}  // namespace

Status run_opportunities(Context& context, store::Database& database, const OpportunityOptions& options) {
    const std::string now_text =
        options.now.empty() ? fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))) : options.now;
    const auto now = seconds_of(now_text);
    if (!now) throw UsageError(fmt::format("--now: '{}' is no time", now_text), "write it as 2026-11-25T20:00:00Z");
    const std::vector<WatchRule> rules = options.watch.empty() ? std::vector<WatchRule>{} : read_rules(options.watch);

    // Of all servers, because prices are compared between them.
    const Prices prices = read_prices(database, {options.game, "", *now, options.days});
    const Language language = context.language();
    if (prices.left_out > 0)
        say(context, in_language(language, "{} prices without a time or an amount were left out",
                                 "{} prix sans date ou sans montant ont été laissés de côté", prices.left_out));
    if (!options.watch.empty()) return run_watch(context, rules, prices, *now, options.max_age);

    Report report{database, options, prices, *now, now_text, language};
    std::vector<Value> rows;
    for (const auto& [market, figures] : prices.figures) {
        context.check_interrupt();
        if (is_wanted(options, market, prices)) rows.push_back(report.row(market, figures));
    }
    if (!rows.empty() && !report.knows_all_taxes())
        say(context, in_language(language, "no sale tax is known for some prices: gains there are before tax",
                                 "pour certains prix aucune taxe de vente n'est connue : gains avant taxe"));
    std::stable_sort(rows.begin(), rows.end(), [](const Value& a, const Value& b) { return rank(a) > rank(b); });
    RowPrinter printer{context, RowPrinter::Nested::below};
    const std::size_t shown = std::min(rows.size(), static_cast<std::size_t>(options.limit));
    for (std::size_t i = 0; i < shown; ++i) printer.row(rows[i]);
    printer.finish();
    return rows.empty() ? Status::nothing : Status::done;
}

}  // namespace tk::query
