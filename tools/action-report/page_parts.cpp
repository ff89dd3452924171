#include "action-report/page_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tk::report {

namespace {

Datum number(double value) {
    return {Datum::Kind::number, number_text(value), value};
}

Datum number(const std::optional<double>& value) {
    return value ? number(*value) : Datum{};
}

/// A number that is a name: of a turn, a cell.
Datum name_of(const std::optional<std::int64_t>& value) {
    return value ? text_datum(std::to_string(*value)) : Datum{};
}

Datum words(std::string text) {
    return text.empty() ? Datum{} : text_datum(text);
}

Section section(const char* name, const char* english, const char* french) {
    Section made;
    made.name = name;
    made.title = {english, french};
    for (const SectionName& known : section_names()) {
        if (known.name == name) made.stratum = known.stratum;
    }
    return made;
}

Table table_of(const char* key, Phrase title, std::vector<TableColumn> columns) {
    Table table;
    table.key = key;
    table.title = std::move(title);
    table.columns = std::move(columns);
    return table;
}

/// Successes, known outcomes, rate and interval, as the table has them.
void add_rate(Row& row, const Rate& rate, std::uint64_t min_sample) {
    if (rate.known == 0) {
        row.cells.insert(row.cells.end(), 2, Datum{});
        return;
    }
    row.cells.push_back(words(fmt::format("{}/{}", rate.successes, rate.known)));
    row.cells.push_back(
        words(rate.rate ? fmt::format("{:.2f} ({:.2f}-{:.2f})", *rate.rate * 100, *rate.low * 100, *rate.high * 100)
                        : fmt::format("n < {}", min_sample)));
}

const TableColumn success_column{"success", {"success", "réussite"}};
const TableColumn rate_column{"rate", {"rate, % (interval)", "taux, % (intervalle)"}};
const TableColumn actor_column{"actor", {"actor", "acteur"}};

/// Adds `rows` to the table, no more than are listed.
template <typename Rows, typename Make>
void fill(Table& table, const Rows& rows, Make make) {
    for (const auto& row : rows) {
        if (table.rows.size() == most_listed) break;
        table.rows.push_back(make(row));
    }
    table.left_out = rows.size() - table.rows.size();
}

std::string spread_text(const std::optional<Spread>& spread) {
    if (!spread) return {};
    if (spread->least == spread->most) return number_text(spread->mean);
    return fmt::format("{} ({}-{})", number_text(spread->mean), number_text(spread->least), number_text(spread->most));
}

Section summary(const Report& report, const Tongue& tongue) {
    Section made = section("summary", "Summary", "Résumé");
    made.facts = {{"actions", {"actions", "actions"}, count_datum(report.actions), {}},
                  {"actors", {"actors", "acteurs"}, count_datum(report.acting), {}},
                  {"sessions", {"sessions", "sessions"}, count_datum(report.sessions.size()), {}}};
    Table actors = table_of("actors", {"Actors", "Acteurs"},
                            {actor_column, {"actions", {"actions", "actions"}}, success_column, rate_column});
    fill(actors, report.actors, [&](const ActorRow& row) {
        Row cells{{words(actor_text(tongue, row.actor)), count_datum(row.count)}, {}};
        add_rate(cells, row.success, report.min_sample);
        return cells;
    });
    Table fight = table_of("fight", {"What the fight did to them", "Ce que le combat leur a fait"},
                           {actor_column,
                            {"dealt", {"HP dealt", "PV infligés"}},
                            {"taken", {"taken", "subis"}},
                            {"healed", {"healed", "soignés"}},
                            {"kills", {"kills", "tués"}},
                            {"deaths", {"deaths", "morts"}},
                            {"ap", {"AP", "PA"}},
                            {"mp", {"MP", "PM"}}});
    std::vector<std::size_t> fought;
    for (std::size_t i = 0; i < report.actors.size(); ++i) {
        if (report.actors.who(i).fought()) fought.push_back(i);
    }
    fill(fight, fought, [&](std::size_t place) {
        const Actor a = report.actors.who(place);
        return Row{
            {words(actor_text(tongue, a)), number(a.damage_dealt), number(a.damage_taken), number(a.healing_done),
             count_datum(a.kills), count_datum(a.deaths), number(a.action_points), number(a.movement_points)},
            {}};
    });
    Table sessions = table_of("sessions", {"Sessions", "Sessions"},
                              {{"session", {"session", "session"}},
                               {"actions", {"actions", "actions"}},
                               {"turns", {"turns", "tours"}},
                               {"seconds", {"seconds", "secondes"}}});
    fill(sessions, report.sessions, [&](const SessionRow& row) {
        return Row{{words(row.session), count_datum(row.actions), count_datum(row.turns),
                    row.first_t ? number(*row.last_t - *row.first_t) : Datum{}},
                   {}};
    });
    made.tables = {std::move(actors), std::move(fight), std::move(sessions)};
    made.notes.push_back(
        {fmt::format("Intervals: Wilson, 95 %; no rate below {} known outcomes.", report.min_sample),
         fmt::format("Intervalles : Wilson, 95 % ; pas de taux sous {} issues connues.", report.min_sample)});
    return made;
}

Section frequencies(const Report& report, const Tongue& tongue) {
    Section made = section("frequencies", "Frequencies", "Fréquences");
    Table kinds = table_of("actions", {"Actions", "Actions"},
                           {{"action", {"action", "action"}}, {"n", {"n", "n"}}, success_column, rate_column});
    fill(kinds, report.kinds, [&](const KindRow& row) {
        Row cells{{words(action_label(tongue, row.action)), count_datum(row.count)}, {}};
        add_rate(cells, row.success, report.min_sample);
        return cells;
    });
    Table spells = table_of("spells", {"Spells", "Sorts"},
                            {{"spell", {"spell", "sort"}},
                             {"by", {"by", "par"}},
                             {"n", {"n", "n"}},
                             success_column,
                             rate_column,
                             {"ap", {"AP", "PA"}},
                             {"damage", {"damage", "dégâts"}},
                             {"healing", {"healing", "soins"}}});
    fill(spells, report.spells, [&](const SpellRow& row) {
        Row cells{{words(row.spell), words(actor_text(tongue, report.actors.who(row.actor))), count_datum(row.count)},
                  {}};
        add_rate(cells, row.success, report.min_sample);
        cells.cells.push_back(number(row.action_points));
        cells.cells.push_back(words(spread_text(row.damage)));
        cells.cells.push_back(words(spread_text(row.healing)));
        return cells;
    });
    Table errors = table_of("errors", {"Errors", "Erreurs"},
                            {{"error", {"error", "erreur"}}, {"n", {"n", "n"}}, {"meaning", {"meaning", "sens"}}});
    fill(errors, report.errors, [&](const ErrorRow& row) {
        const std::string meaning = reason_text(tongue, row.code);
        return Row{{words(row.code), count_datum(row.count), words(meaning == row.code ? "" : meaning)}, {}};
    });
    made.tables = {std::move(kinds), std::move(spells), std::move(errors)};
    return made;
}

Section durations(const Report& report, const Tongue& tongue) {
    Section made = section("durations", "Durations", "Durées");
    Table table = table_of("durations", {"Seconds by action", "Secondes par action"},
                           {{"action", {"action", "action"}},
                            {"n", {"n", "n"}},
                            {"mean", {"mean", "moyenne"}},
                            {"median", {"median", "médiane"}},
                            {"p95", {"p95", "p95"}},
                            {"min", {"min", "min"}},
                            {"max", {"max", "max"}}});
    const auto row = [](std::string label, const Spread& spread) {
        return Row{{words(std::move(label)), count_datum(spread.count), number(spread.mean), number(spread.median),
                    number(spread.p95), number(spread.least), number(spread.most)},
                   {}};
    };
    for (const KindRow& kind : report.kinds) {
        if (kind.duration) table.rows.push_back(row(action_label(tongue, kind.action), *kind.duration));
    }
    if (report.duration) table.rows.push_back(row(tongue("all actions", "toutes les actions"), *report.duration));
    if (table.rows.empty()) {
        made.absent = {"No action tells how long it took.", "Aucune action ne dit combien elle a duré."};
        return made;
    }
    made.notes.push_back(
        report.duration->exact
            ? Phrase{"Percentiles: exact, interpolated (type 7).", "Percentiles : exacts, interpolés (type 7)."}
            : Phrase{"Percentiles over all actions: within 1 % (DDSketch).",
                     "Percentiles sur toutes les actions : à 1 % près (DDSketch)."});
    made.tables.push_back(std::move(table));
    return made;
}

Section timeline(const Report& report, const Collector& log, const Tongue& tongue) {
    Section made = section("timeline", "Turn by turn", "Tour par tour");
    Table table = table_of("actions", {"Actions", "Actions"},
                           {{"turn", {"turn", "tour"}},
                            actor_column,
                            {"action", {"action", "action"}},
                            {"cost", {"cost", "coût"}},
                            {"effect", {"effect", "effet"}}});
    std::size_t told = 0;
    for (const TurnRow& turn : report.turns) {
        for (const Deed* deed : turn.deeds) {
            ++told;
            if (table.rows.size() == most_listed) continue;
            const ActionKind& kind = log.tally().kinds()[deed->counted.kind];
            const Actor actor = report.actors.who(report.actors.place_of(deed->counted.actor));
            table.rows.push_back(
                {{name_of(turn.turn), words(actor_text(tongue, actor)), words(deed_text(tongue, *deed, kind, log)),
                  words(cost_text(tongue, *deed, kind)), words(effect_text(tongue, *deed, kind, log))},
                 {}});
        }
    }
    table.left_out = told - table.rows.size() + report.actions_cut;
    Table answers = table_of("answers", {"Told", "Raconté"},
                             {{"turn", {"turn", "tour"}}, {"text", {"text", "texte"}}, {"model", {"model", "modèle"}}});
    const auto add = [&](const Answer& answer) {
        if (answers.rows.size() == most_listed) return;
        answers.rows.push_back({{name_of(answer.turn), words(answer.text), words(answer.model)}, {}});
    };
    for (const TurnRow& turn : report.turns) {
        for (const Answer* answer : turn.answers) add(*answer);
    }
    for (const Answer* answer : report.other_answers) add(*answer);
    made.tables = {std::move(table), std::move(answers)};
    return made;
}

Section advice(const Advice& advice) {
    Section made = section("advice", "Best spells", "Meilleurs sorts");
    if (const std::string& who = advice.active_name.empty() ? advice.active : advice.active_name; !who.empty())
        made.facts.push_back({"active", {"for", "pour"}, words(who), {}});
    if (advice.turn) made.facts.push_back({"turn", {"turn", "tour"}, name_of(advice.turn), {}});
    Table table = table_of("choices", {"Choices", "Choix"},
                           {{"spell", {"spell", "sort"}},
                            {"target", {"target", "cible"}},
                            {"cell", {"cell", "case"}},
                            {"ap", {"AP", "PA"}},
                            {"damage", {"damage expected", "dégâts attendus"}},
                            {"heal", {"healing expected", "soins attendus"}}});
    fill(table, advice.choices, [](const Choice& choice) {
        return Row{{words(choice.spell), words(choice.target_name.empty() ? choice.target : choice.target_name),
                    name_of(choice.cell), number(choice.ap_cost), number(choice.expected_damage),
                    number(choice.expected_heal)},
                   {}};
    });
    made.tables.push_back(std::move(table));
    return made;
}

Section position(const Position& position, const Tongue& tongue) {
    Section made = section("position", "Last position", "Dernière position");
    if (position.turn) made.facts.push_back({"turn", {"turn", "tour"}, name_of(position.turn), {}});
    Table table = table_of("fighters", {"Fighters", "Combattants"},
                           {{"name", {"name", "nom"}},
                            {"team", {"team", "équipe"}},
                            {"cell", {"cell", "case"}},
                            {"hp", {"HP", "PV"}},
                            {"max_hp", {"of", "sur"}},
                            {"hp_share", {"share", "part"}},
                            {"ap", {"AP", "PA"}},
                            {"mp", {"MP", "PM"}}});
    fill(table, position.fighters, [&](const Fighter& fighter) {
        return Row{{words(fighter.name.empty() ? fighter.id : fighter.name), words(team_text(tongue, fighter.team)),
                    name_of(fighter.cell), number(fighter.hp), number(fighter.max_hp), number(fighter.hp_share),
                    number(fighter.ap), number(fighter.mp)},
                   {}};
    });
    made.tables.push_back(std::move(table));
    return made;
}

Section quality(const Quality& known) {
    Section made = section("quality", "State of the data", "État des données");
    std::uint64_t records = 0;
    Table types =
        table_of("types", {"Records by type", "Enregistrements par type"},
                 {{"type", {"type", "type"}}, {"read", {"read", "lus"}}, {"unused", {"not used", "non utilisés"}}});
    fill(types, known.types, [&](const auto& entry) {
        records += entry.second.read;
        return Row{{words(entry.first.empty() ? "-" : entry.first), count_datum(entry.second.read),
                    count_datum(entry.second.unused)},
                   {}};
    });
    made.facts = {
        {"records", {"records", "enregistrements"}, count_datum(records), {}},
        {"unreadable", {"unreadable lines", "lignes illisibles"}, count_datum(known.unreadable), {}},
        {"without_action", {"without an action", "sans action"}, count_datum(known.without_action), {}},
        {"without_actor", {"without an actor", "sans acteur"}, count_datum(known.without_actor), {}},
        {"without_turn", {"without a turn", "sans tour"}, count_datum(known.without_turn), {}},
        {"bad_durations", {"durations that cannot be", "durées impossibles"}, count_datum(known.bad_durations), {}}};
    for (const std::string& line : known.first_unreadable)
        made.facts.push_back({"first_unreadable", {"unreadable", "illisible"}, words(line), {}});
    made.tables.push_back(std::move(types));
    return made;
}

}  // namespace

std::vector<Section> basic_sections(const Report& report, const Collector& log, const Tongue& tongue) {
    std::vector<Section> sections;
    if (!report.turns.empty() || !report.other_answers.empty()) sections.push_back(timeline(report, log, tongue));
    if (report.advice) sections.push_back(advice(*report.advice));
    if (report.position) sections.push_back(position(*report.position, tongue));
    if (report.actions > 0) {
        sections.push_back(summary(report, tongue));
        sections.push_back(frequencies(report, tongue));
        sections.push_back(durations(report, tongue));
    }
    sections.push_back(quality(log.quality()));
    return sections;
}

}  // namespace tk::report
