#include "action-report/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "action-report/layout.hpp"
#include "action-report/table_of.hpp"

namespace tk::report {

namespace {

using Room = TableColumn::Room;

Datum figures(std::string text) {
    return {Datum::Kind::figures, std::move(text)};
}

/// Successes of known outcomes.
Datum outcomes_datum(const Rate& rate) {
    return figures(rate.known == 0 ? "-" : fmt::format("{}/{}", rate.successes, rate.known));
}

/// The rate with its interval: never one without the other.
Datum rate_datum(const Rate& rate, std::uint64_t min_sample) {
    if (rate.known == 0) return figures("");
    if (rate.rate)
        return figures(fmt::format("{:.2f} ({:.2f}-{:.2f})", *rate.rate * 100, *rate.low * 100, *rate.high * 100));
    Datum datum = figures(fmt::format("n < {}", min_sample));
    datum.color = Color::dim;
    return datum;
}

/// The mean, with the least and the most where they differ.
Datum spread_datum(const std::optional<Spread>& spread) {
    if (!spread) return {};
    const std::string mean = number_text(spread->mean);
    if (spread->least == spread->most) return figures(mean);
    return figures(fmt::format("{} ({}-{})", mean, number_text(spread->least), number_text(spread->most)));
}

/// What there is of something; 0 is left blank.
Datum some(double amount) {
    return amount == 0 ? Datum{} : plain_datum(amount);
}

const TableColumn actor_column{"actor", {"actor", "acteur"}};
const TableColumn action_column{"action", {"action", "action"}};
const TableColumn count_column{"n", {"n", "n"}};
const TableColumn success_column{"success", {"success", "réussite"}, false, Room::kept};
const TableColumn rate_column{"rate", {"rate, % (interval)", "taux, % (intervalle)"}};
const TableColumn ap_column{"ap", {"AP", "PA"}};

struct Duration {
    std::string label;
    Spread spread;
};

}  // namespace

Table actors_table(const Report& report, const Tongue& tongue, std::size_t most) {
    return table_of<ActorRow>(
        "actors", {"Actors", "Acteurs"}, report.actors, most,
        {{actor_column, [&](const ActorRow& row) { return actor_datum(tongue, row.actor); }},
         {{"actions", {"actions", "actions"}}, [](const ActorRow& row) { return count_datum(row.count); }},
         {success_column, [](const ActorRow& row) { return outcomes_datum(row.success); }},
         {rate_column, [&](const ActorRow& row) { return rate_datum(row.success, report.min_sample); }}});
}

Table fight_table(const Report& report, const Tongue& tongue, std::size_t most) {
    std::vector<Actor> shown;
    std::uint64_t others = 0;
    for (std::size_t i = 0; i < report.actors.size(); ++i) {
        if (!report.actors.fought(i)) continue;
        if (shown.size() < most) {
            shown.push_back(report.actors.who(i));
        } else {
            ++others;
        }
    }
    Table table = table_of<Actor>(
        "fight", {"What the fight did to them", "Ce que le combat leur a fait"}, shown, most,
        {{actor_column, [&](const Actor& actor) { return actor_datum(tongue, actor); }},
         {{"dealt", {"HP dealt", "PV infligés"}}, [](const Actor& actor) { return some(actor.damage_dealt); }},
         {{"taken", {"taken", "subis"}, false, Room::kept},
          [](const Actor& actor) { return some(actor.damage_taken); }},
         {{"healed", {"healed", "soignés"}}, [](const Actor& actor) { return some(actor.healing_done); }},
         {{"kills", {"kills", "tués"}}, [](const Actor& actor) { return some(static_cast<double>(actor.kills)); }},
         {{"deaths", {"deaths", "morts"}}, [](const Actor& actor) { return some(static_cast<double>(actor.deaths)); }},
         {ap_column, [](const Actor& actor) { return some(actor.action_points); }},
         {{"mp", {"MP", "PM"}}, [](const Actor& actor) { return some(actor.movement_points); }}});
    table.left_out = others;
    return table;
}

Table sessions_table(const Report& report, std::size_t most) {
    return table_of<SessionRow>(
        "sessions", {"Sessions", "Sessions"}, report.sessions, most,
        {{{"session", {"session", "session"}}, [](const SessionRow& row) { return words_datum(row.session); }},
         {{"actions", {"actions", "actions"}}, [](const SessionRow& row) { return count_datum(row.actions); }},
         {{"turns", {"turns", "tours"}}, [](const SessionRow& row) { return count_datum(row.turns); }},
         {{"seconds", {"seconds", "secondes"}},
          [](const SessionRow& row) { return row.first_t ? plain_datum(*row.last_t - *row.first_t) : Datum{}; }}});
}

Table actions_table(const Report& report, const Tongue& tongue, std::size_t most) {
    return table_of<KindRow>(
        "actions", {"Actions", "Actions"}, report.kinds, most,
        {{action_column, [&](const KindRow& row) { return text_datum(action_label(tongue, row.action)); }},
         {count_column, [](const KindRow& row) { return count_datum(row.count); }},
         {success_column, [](const KindRow& row) { return outcomes_datum(row.success); }},
         {rate_column, [&](const KindRow& row) { return rate_datum(row.success, report.min_sample); }}});
}

Table spells_table(const Report& report, const Tongue& tongue, std::size_t most) {
    TableColumn count = count_column;
    count.room = Room::kept;
    TableColumn rate = rate_column;
    rate.room = Room::page;
    return table_of<SpellRow>(
        "spells", {"Spells", "Sorts"}, report.spells, most,
        {{{"spell", {"spell", "sort"}}, [](const SpellRow& row) { return text_datum(row.spell); }},
         {{"by", {"by", "par"}, false, Room::spare},
          [&](const SpellRow& row) { return actor_datum(tongue, report.actors.who(row.actor)); }},
         {count, [](const SpellRow& row) { return count_datum(row.count); }},
         {success_column, [](const SpellRow& row) { return outcomes_datum(row.success); }},
         {rate, [&](const SpellRow& row) { return rate_datum(row.success, report.min_sample); }},
         {ap_column, [](const SpellRow& row) { return some(row.action_points); }},
         {{"damage", {"damage", "dégâts"}, false, Room::kept},
          [](const SpellRow& row) { return spread_datum(row.damage); }},
         {{"healing", {"healing", "soins"}}, [](const SpellRow& row) { return spread_datum(row.healing); }}});
}

Table errors_table(const Report& report, const Tongue& tongue, std::size_t most) {
    const auto meaning = [&](const ErrorRow& row) {
        const std::string text = reason_text(tongue, row.code);
        return text_datum(text == clean(row.code) ? "" : text);
    };
    return table_of<ErrorRow>(
        "errors", {"Errors", "Erreurs"}, report.errors, most,
        {{{"error", {"error", "erreur"}}, [](const ErrorRow& row) { return text_datum(row.code); }},
         {count_column, [](const ErrorRow& row) { return count_datum(row.count); }},
         {{"meaning", {"meaning", "sens"}, false, Room::kept}, meaning}});
}

Table durations_table(const Report& report, const Tongue& tongue, std::size_t most) {
    std::vector<Duration> rows;
    std::uint64_t others = 0;
    for (const KindRow& kind : report.kinds) {
        if (!kind.duration) continue;
        if (rows.size() < most) {
            rows.push_back({action_label(tongue, kind.action), *kind.duration});
        } else {
            ++others;
        }
    }
    if (report.duration) rows.push_back({tongue("all actions", "toutes les actions"), *report.duration});
    Table table = table_of<Duration>(
        "durations", {"Seconds by action", "Secondes par action"}, rows, rows.size(),
        {{{"action", {"duration (s)", "durée (s)"}}, [](const Duration& row) { return text_datum(row.label); }},
         {count_column, [](const Duration& row) { return count_datum(row.spread.count); }},
         {{"mean", {"mean", "moyenne"}}, [](const Duration& row) { return plain_datum(row.spread.mean); }},
         {{"median", {"median", "médiane"}, false, Room::kept},
          [](const Duration& row) { return plain_datum(row.spread.median); }},
         {{"p95", {"p95", "p95"}, false, Room::kept}, [](const Duration& row) { return plain_datum(row.spread.p95); }},
         {{"min", {"min", "min"}}, [](const Duration& row) { return plain_datum(row.spread.least); }},
         {{"max", {"max", "max"}}, [](const Duration& row) { return plain_datum(row.spread.most); }}});
    table.left_out = others;
    return table;
}

Phrase rates_note(const Report& report) {
    return {fmt::format("Intervals: Wilson, 95 %; no rate below {} known outcomes.", report.min_sample),
            fmt::format("Intervalles : Wilson, 95 % ; pas de taux sous {} issues connues.", report.min_sample)};
}

Phrase spells_note() {
    return {"damage and healing: mean (least-most) of the casts that did any, all targets together",
            "dégâts et soins : moyenne (min-max) des lancers qui en ont fait, toutes cibles ensemble"};
}

Phrase percentiles_note(const Spread& duration) {
    if (duration.exact)
        return {"Percentiles: exact, interpolated (type 7).", "Percentiles : exacts, interpolés (type 7)."};
    return {"Percentiles over all actions: within 1 % (DDSketch).",
            "Percentiles sur toutes les actions : à 1 % près (DDSketch)."};
}

}  // namespace tk::report
