#include "action-report/models.hpp"

#include <fmt/format.h>

#include <cmath>

#include "action-report/event.hpp"
#include "stats/interval.hpp"

namespace tk::report {

namespace {

constexpr double longest = 1e9;  // seconds

bool is_time(std::optional<double> seconds) {
    return seconds && *seconds >= 0 && *seconds <= longest;
}

void add_tokens(Models::Model& model, std::optional<std::int64_t> in, std::optional<std::int64_t> out,
                std::optional<double> latency) {
    if (!in && !out) return;
    ++model.with_tokens;
    model.tokens_in += static_cast<std::uint64_t>(std::max<std::int64_t>(0, in.value_or(0)));
    model.tokens_out += static_cast<std::uint64_t>(std::max<std::int64_t>(0, out.value_or(0)));
    if (out && is_time(latency)) {
        model.timed_tokens += static_cast<double>(*out);
        model.timed_seconds += *latency;
    }
}

Datum quantile_of(const stats::Distribution& values, double p) {
    return values.count() == 0 ? Datum{} : number_datum(values.quantiles({p})[0], 4);
}

}  // namespace

Models::Model& Models::model_of(std::string_view name) {
    const auto found = models_.find(name);
    return found != models_.end() ? found->second : models_[std::string(name)];
}

bool Models::take(const JsonView& record, std::string_view type, std::uint64_t number) {
    const auto name = record.string("model");
    if (!name || (type != "answer" && !record.string("answer"))) return false;
    Model& model = model_of(*name);
    ++model.calls;
    model.places.add(number);
    const auto outcome = record.string("outcome");
    if (record.find("error") || (outcome && *outcome != "ok")) {
        ++model.failures;
        return true;
    }
    const auto usage = record.find("usage");
    auto latency = record.number("latency");
    auto first = record.number("first_token");
    if (usage && !latency) latency = usage->number("latency");
    if (usage && !first) first = usage->number("first_token");
    if (is_time(latency)) model.latency.add(*latency);
    if (is_time(first)) model.first_token.add(*first);
    if (usage) add_tokens(model, usage->integer("tokens_in"), usage->integer("tokens_out"), latency);
    auto cost = record.number("cost");
    if (usage && !cost) cost = usage->number("cost");
    if (cost && *cost >= 0) {
        model.cost += *cost;
        ++model.with_cost;
    }
    return true;
}

void Models::read(store::Database& db, const Passes& passes) {
    // All columns, by name: later schemas have more of them.
    const auto rows = db.prepare("select * from performance_logs order by id");
    while (rows->step()) {
        std::map<std::string, int, std::less<>> at;
        for (int i = 0; i < rows->columns(); ++i) {
            if (!rows->is_null(i)) at.emplace(rows->column_name(i), i);
        }
        const auto real = [&](const char* name) {
            const auto column = at.find(name);
            return column == at.end() ? std::optional<double>() : rows->real(column->second);
        };
        const auto whole = [&](const char* name) {
            const auto column = at.find(name);
            return column == at.end() ? std::optional<std::int64_t>() : rows->integer(column->second);
        };
        const auto words = [&](const char* name) {
            const auto column = at.find(name);
            return column == at.end() ? std::string() : std::string(rows->text(column->second));
        };
        Event when;
        set_time(when, words("timestamp"));
        if (!passes(words("session_id"), when.clock())) continue;
        Model& model = model_of(at.contains("model") ? rows->text(at.find("model")->second) : "");
        ++model.calls;
        const auto outcome = at.find("outcome");
        if (outcome != at.end() && rows->text(outcome->second) != "ok") {
            ++model.failures;
            continue;
        }
        const auto latency = real("latency");
        if (is_time(latency)) model.latency.add(*latency);
        if (const auto first = real("first_token"); is_time(first)) model.first_token.add(*first);
        add_tokens(model, whole("tokens_in"), whole("tokens_out"), latency);
        if (const auto cost = real("cost")) {
            model.cost += *cost;
            ++model.with_cost;
        }
    }
}

Section models_section(const Models& models, std::uint64_t min_sample) {
    Section section{
        .name = "models", .title = {"Language models compared", "Modèles de langage comparés"}, .stratum = "cognitive"};
    if (models.all().empty()) {
        section.absent = {"No call of a language model: neither an answer nor a row of performance_logs.",
                          "Aucun appel d'un modèle de langage : ni réponse, ni ligne de performance_logs."};
        return section;
    }
    Table table;
    table.key = "models";
    table.title = {"calls", "appels"};
    table.columns = {{"model", {"model", "modèle"}},
                     {"calls", {"calls", "appels"}},
                     {"failures", {"failures", "échecs"}},
                     {"failure_rate", {"failure rate", "taux d'échec"}},
                     {"failure_low", {"from", "de"}},
                     {"failure_high", {"to", "à"}},
                     {"latency_p50", {"latency p50, s", "latence p50, s"}},
                     {"latency_p95", {"p95, s", "p95, s"}},
                     {"first_token_p50", {"first token p50, s", "premier jeton p50, s"}},
                     {"tokens_in", {"tokens in", "jetons lus"}},
                     {"tokens_out", {"tokens out", "jetons écrits"}},
                     {"tokens_per_s", {"tokens out / s", "jetons écrits / s"}},
                     {"cost", {"cost", "coût"}}};
    for (const auto& [name, model] : models.all()) {
        const bool rated = model.calls >= min_sample;
        const auto interval = stats::wilson(model.failures, model.calls);
        table.rows.push_back(
            {{text_datum(name), count_datum(model.calls), count_datum(model.failures),
              rated ? share_datum(static_cast<double>(model.failures) / static_cast<double>(model.calls)) : Datum{},
              rated ? share_datum(interval.low) : Datum{}, rated ? share_datum(interval.high) : Datum{},
              quantile_of(model.latency, 0.5), quantile_of(model.latency, 0.95), quantile_of(model.first_token, 0.5),
              model.with_tokens > 0 ? count_datum(model.tokens_in) : Datum{},
              model.with_tokens > 0 ? count_datum(model.tokens_out) : Datum{},
              model.timed_seconds > 0 ? number_datum(model.timed_tokens / model.timed_seconds, 4) : Datum{},
              model.with_cost > 0 ? number_datum(model.cost, 6) : Datum{}},
             model.places});
    }
    section.tables.push_back(std::move(table));
    section.notes.push_back(
        {fmt::format(
             "Failed calls have no latency. Failure rate with Wilson's 95 % interval from {} calls on. Tokens out / "
             "s: over the whole call, waiting included.",
             min_sample),
         fmt::format(
             "Les appels échoués n'ont pas de latence. Taux d'échec avec l'intervalle de Wilson à 95 % dès {} appels. "
             "Jetons écrits / s : sur tout l'appel, attente comprise.",
             min_sample)});
    return section;
}

}  // namespace tk::report
