#include "action-report/page_parts.hpp"

#include "action-report/statistics.hpp"
#include "action-report/table_of.hpp"

namespace tk::report {

namespace {

Section section(const char* name, const char* english, const char* french) {
    Section made;
    made.name = name;
    made.title = {english, french};
    for (const SectionName& known : section_names()) {
        if (known.name == name) made.stratum = known.stratum;
    }
    return made;
}

Section summary(const Report& report, const Tongue& tongue) {
    Section made = section("summary", "Summary", "Résumé");
    made.facts = {{"actions", {"actions", "actions"}, count_datum(report.actions), {}},
                  {"actors", {"actors", "acteurs"}, count_datum(report.acting), {}},
                  {"sessions", {"sessions", "sessions"}, count_datum(report.sessions.size()), {}}};
    made.tables = {actors_table(report, tongue, most_listed), fight_table(report, tongue, most_listed),
                   sessions_table(report, most_listed)};
    made.notes = {rates_note(report)};
    return made;
}

Section frequencies(const Report& report, const Tongue& tongue) {
    Section made = section("frequencies", "Frequencies", "Fréquences");
    made.tables = {actions_table(report, tongue, most_listed), spells_table(report, tongue, most_listed),
                   errors_table(report, tongue, most_listed)};
    if (!report.spells.empty()) made.notes = {spells_note()};
    return made;
}

Section durations(const Report& report, const Tongue& tongue) {
    Section made = section("durations", "Durations", "Durées");
    if (!report.duration) {
        made.absent = {"No action tells how long it took.", "Aucune action ne dit combien elle a duré."};
        return made;
    }
    made.tables = {durations_table(report, tongue, most_listed)};
    made.notes = {percentiles_note(*report.duration)};
    return made;
}

Section timeline(const Report& report, const Collector& log, const Tongue& tongue) {
    Section made = section("timeline", "Turn by turn", "Tour par tour");
    Table table{.key = "actions",
                .title = {"Actions", "Actions"},
                .columns = {{"turn", {"turn", "tour"}},
                            {"actor", {"actor", "acteur"}},
                            {"action", {"action", "action"}},
                            {"cost", {"cost", "coût"}},
                            {"effect", {"effect", "effet"}}},
                .rows = {}};
    std::size_t told = 0;
    for (const TurnRow& turn : report.turns) {
        for (const Deed* deed : turn.deeds) {
            ++told;
            if (table.rows.size() == most_listed) continue;
            const ActionKind& kind = log.tally().kinds()[deed->counted.kind];
            const Actor actor = report.actors.who(report.actors.place_of(deed->counted.actor));
            table.rows.push_back(
                {{name_datum(turn.turn), words_datum(actor_text(tongue, actor)),
                  words_datum(deed_text(tongue, *deed, kind, log)), words_datum(cost_text(tongue, *deed, kind)),
                  words_datum(effect_text(tongue, *deed, kind, log))},
                 {}});
        }
    }
    table.left_out = told - table.rows.size() + report.actions_cut;
    Table answers{.key = "answers",
                  .title = {"Told", "Raconté"},
                  .columns = {{"turn", {"turn", "tour"}}, {"text", {"text", "texte"}}, {"model", {"model", "modèle"}}},
                  .rows = {}};
    const auto add = [&](const Answer& answer) {
        if (answers.rows.size() == most_listed) return;
        answers.rows.push_back({{name_datum(answer.turn), words_datum(answer.text), words_datum(answer.model)}, {}});
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
        made.facts.push_back({"active", {"for", "pour"}, words_datum(who), {}});
    if (advice.turn) made.facts.push_back({"turn", {"turn", "tour"}, name_datum(advice.turn), {}});
    made.tables = {table_of<Choice>(
        "choices", {"Choices", "Choix"}, advice.choices, most_listed,
        {{{"spell", {"spell", "sort"}}, [](const Choice& choice) { return words_datum(choice.spell); }},
         {{"target", {"target", "cible"}},
          [](const Choice& choice) {
              return words_datum(choice.target_name.empty() ? choice.target : choice.target_name);
          }},
         {{"cell", {"cell", "case"}}, [](const Choice& choice) { return name_datum(choice.cell); }},
         {{"ap", {"AP", "PA"}}, [](const Choice& choice) { return plain_datum(choice.ap_cost); }},
         {{"damage", {"damage expected", "dégâts attendus"}},
          [](const Choice& choice) { return plain_datum(choice.expected_damage); }},
         {{"heal", {"healing expected", "soins attendus"}},
          [](const Choice& choice) { return plain_datum(choice.expected_heal); }}})};
    return made;
}

Section position(const Position& position, const Tongue& tongue) {
    Section made = section("position", "Last position", "Dernière position");
    if (position.turn) made.facts.push_back({"turn", {"turn", "tour"}, name_datum(position.turn), {}});
    made.tables = {table_of<Fighter>(
        "fighters", {"Fighters", "Combattants"}, position.fighters, most_listed,
        {{{"name", {"name", "nom"}},
          [](const Fighter& fighter) { return words_datum(fighter.name.empty() ? fighter.id : fighter.name); }},
         {{"team", {"team", "équipe"}},
          [&](const Fighter& fighter) { return words_datum(team_text(tongue, fighter.team)); }},
         {{"cell", {"cell", "case"}}, [](const Fighter& fighter) { return name_datum(fighter.cell); }},
         {{"hp", {"HP", "PV"}}, [](const Fighter& fighter) { return plain_datum(fighter.hp); }},
         {{"max_hp", {"of", "sur"}}, [](const Fighter& fighter) { return plain_datum(fighter.max_hp); }},
         {{"hp_share", {"share", "part"}}, [](const Fighter& fighter) { return plain_datum(fighter.hp_share); }},
         {{"ap", {"AP", "PA"}}, [](const Fighter& fighter) { return plain_datum(fighter.ap); }},
         {{"mp", {"MP", "PM"}}, [](const Fighter& fighter) { return plain_datum(fighter.mp); }}})};
    return made;
}

Section quality(const Quality& known) {
    using Type = decltype(known.types)::value_type;
    Section made = section("quality", "State of the data", "État des données");
    std::uint64_t records = 0;
    for (const Type& entry : known.types) records += entry.second.read;
    made.facts = {
        {"records", {"records", "enregistrements"}, count_datum(records), {}},
        {"unreadable", {"unreadable lines", "lignes illisibles"}, count_datum(known.unreadable), {}},
        {"without_action", {"without an action", "sans action"}, count_datum(known.without_action), {}},
        {"without_actor", {"without an actor", "sans acteur"}, count_datum(known.without_actor), {}},
        {"without_turn", {"without a turn", "sans tour"}, count_datum(known.without_turn), {}},
        {"bad_durations", {"durations that cannot be", "durées impossibles"}, count_datum(known.bad_durations), {}}};
    for (const std::string& line : known.first_unreadable)
        made.facts.push_back({"first_unreadable", {"unreadable", "illisible"}, words_datum(line), {}});
    made.tables = {
        table_of<Type>("types", {"Records by type", "Enregistrements par type"}, known.types, most_listed,
                       {{{"type", {"type", "type"}},
                         [](const Type& entry) { return text_datum(entry.first.empty() ? "-" : entry.first); }},
                        {{"read", {"read", "lus"}}, [](const Type& entry) { return count_datum(entry.second.read); }},
                        {{"unused", {"not used", "non utilisés"}},
                         [](const Type& entry) { return count_datum(entry.second.unused); }}})};
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
