#include <fmt/format.h>

#include <algorithm>

#include "action-report/partners.hpp"
#include "action-report/sections.hpp"
#include "stats/graph.hpp"
#include "stats/interval.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_rows = 20;
constexpr std::size_t most_nodes = most_partner_nodes;  // of which paths are followed, and pairs compared

/// The rate with its interval in three cells, empty below `min_sample` known outcomes.
void add_rate(std::vector<Datum>& cells, const Outcomes& outcomes, std::uint64_t min_sample) {
    const std::uint64_t known = outcomes.successes + outcomes.failures;
    cells.push_back(count_datum(known));
    if (known == 0 || known < min_sample) {
        cells.insert(cells.end(), 3, Datum{});
        return;
    }
    const auto interval = stats::wilson(outcomes.successes, known);
    cells.push_back(share_datum(static_cast<double>(outcomes.successes) / static_cast<double>(known)));
    cells.push_back(share_datum(interval.low));
    cells.push_back(share_datum(interval.high));
}

void add_rate_columns(Table& table) {
    table.columns.push_back({"known", {"known outcomes", "issues connues"}});
    table.columns.push_back({"success", {"success", "réussite"}});
    table.columns.push_back({"success_low", {"from", "de"}});
    table.columns.push_back({"success_high", {"to", "à"}});
}

/// The most of `rows` by `weight`, and how many are left.
template <typename Entry, typename Weight>
std::vector<const Entry*> largest(const std::vector<Entry>& rows, Weight weight, std::uint64_t& left_out) {
    std::vector<const Entry*> chosen;
    for (const Entry& row : rows) chosen.push_back(&row);
    std::stable_sort(chosen.begin(), chosen.end(),
                     [&](const Entry* a, const Entry* b) { return weight(*a) > weight(*b); });
    left_out = keep_first(chosen, most_rows);
    return chosen;
}

Table ties_table(const Ties& ties, std::uint64_t min_sample) {
    Table table;
    table.key = "pairs";
    table.title = {"who works together", "qui travaille ensemble"};
    table.columns = {{"a", {"actor", "acteur"}},
                     {"b", {"with", "avec"}},
                     {"strength", {"strength", "force"}},
                     {"sessions", {"joint sessions", "sessions communes"}},
                     {"interactions", {"interactions", "interactions"}}};
    add_rate_columns(table);
    for (const Ties::Tie* tie : largest(
             ties.ties(), [](const Ties::Tie& one) { return one.weight; }, table.left_out)) {
        Row row{{text_datum(ties.label(tie->a)), text_datum(ties.label(tie->b)), number_datum(tie->weight),
                 count_datum(tie->sessions), count_datum(tie->interactions)},
                tie->trail.places()};
        add_rate(row.cells, tie->outcomes, min_sample);
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table handovers_table(const Ties& ties, std::uint64_t min_sample) {
    Table table;
    table.key = "handovers";
    table.title = {"who follows whom", "qui suit qui"};
    table.columns = {{"from", {"actor", "acteur"}}, {"to", {"then", "puis"}}, {"count", {"times", "fois"}}};
    add_rate_columns(table);
    for (const Ties::Handover* one : largest(
             ties.handovers(), [](const Ties::Handover& each) { return each.count; }, table.left_out)) {
        Row row{{text_datum(ties.label(one->from)), text_datum(ties.label(one->to)), count_datum(one->count)},
                one->trail.places()};
        add_rate(row.cells, one->outcomes, min_sample);
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table centrality_table(const Ties& ties, const stats::Graph& graph, const std::vector<std::uint32_t>& node_of) {
    Table table;
    table.key = "actors";
    table.title = {"who stands between", "qui fait le lien"};
    table.columns = {{"actor", {"actor", "acteur"}},
                     {"partners", {"partners", "partenaires"}},
                     {"betweenness", {"betweenness", "intermédiarité"}}};
    const auto between = graph.betweenness();
    std::vector<std::uint32_t> order(graph.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return between[a] > between[b]; });
    table.left_out = keep_first(order, most_rows);
    for (const std::uint32_t node : order) {
        table.rows.push_back({{text_datum(ties.label(node_of[node])), count_datum(graph.neighbours(node).size()),
                               number_datum(between[node])},
                              {}});
    }
    return table;
}

/// Pairs that have not met, by what their shared partners say, and how well the second does the task.
Table suggestions_table(const Ties& ties, const Tally& tally, std::uint64_t min_sample, const std::string& task) {
    Table table;
    table.key = "suggestions";
    table.title = {"who could work together", "qui pourrait travailler ensemble"};
    table.columns = {{"a", {"actor", "acteur"}}, {"b", {"with", "avec"}}};
    if (task.empty()) {
        table.columns.push_back({"adamic_adar", {"Adamic-Adar", "Adamic-Adar"}});
    } else {
        table.title = {"who could work together at " + task, "qui pourrait travailler ensemble à " + task};
        add_rate_columns(table);
        table.columns.push_back({"score", {"score", "score"}});
    }
    table.columns.push_back({"shared", {"because both work with", "car tous deux travaillent avec"}});
    constexpr std::size_t most_suggested = 10;
    const auto label = [&](const std::string& id) { return ties.label(ties.nodes().find(id).value_or(0)); };
    for (const Partner& one : partners(ties, tally, {{}, task, min_sample})) {
        if (table.rows.size() == most_suggested) {
            ++table.left_out;
            continue;
        }
        Row row{{text_datum(label(one.a)), text_datum(label(one.b))}, {}};
        if (!task.empty()) add_rate(row.cells, one.task, min_sample);
        row.cells.push_back(number_datum(one.score, 7));
        row.cells.push_back(text_datum(fmt::format("{}", fmt::join(one.shared, ", "))));
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

Section collaboration_section(const Ties& ties, const Tally& tally, std::uint64_t min_sample, const std::string& task) {
    Section section{
        .name = "collaboration", .title = {"Who works with whom", "Qui travaille avec qui"}, .stratum = "cognitive"};
    if (ties.ties().empty()) {
        section.absent = {"No two actors share a session or an interaction.",
                          "Deux acteurs ne partagent ni session ni interaction."};
        return section;
    }
    std::vector<std::uint32_t> node_of;
    std::vector<std::uint32_t> place(ties.nodes().size(), UINT32_MAX);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    double weight = 0;
    const auto number = [&](std::uint32_t node) {
        if (place[node] == UINT32_MAX) {
            place[node] = static_cast<std::uint32_t>(node_of.size());
            node_of.push_back(node);
        }
        return place[node];
    };
    for (const Ties::Tie& tie : ties.ties()) {
        edges.emplace_back(number(tie.a), number(tie.b));
        weight += tie.weight;
    }
    const stats::Graph graph{node_of.size(), edges};
    section.facts = {
        {"nodes", {"actors with a partner", "acteurs avec partenaire"}, count_datum(graph.size()), {}},
        {"edges", {"pairs", "paires"}, count_datum(graph.edges()), {}},
        {"strength", {"sum of strengths", "somme des forces"}, number_datum(weight), {}},
        {"density", {"density", "densité"}, number_datum(graph.density()), {}},
        {"components", {"groups without a link", "groupes sans lien"}, count_datum(graph.components()), {}}};
    section.tables.push_back(ties_table(ties, min_sample));
    if (!ties.handovers().empty()) section.tables.push_back(handovers_table(ties, min_sample));
    if (graph.size() <= most_nodes) {
        section.facts.push_back({"clustering", {"clustering", "regroupement"}, number_datum(graph.clustering()), {}});
        section.tables.push_back(centrality_table(ties, graph, node_of));
        section.tables.push_back(suggestions_table(ties, tally, min_sample, task));
    } else {
        section.notes.push_back({fmt::format("More than {} actors: paths and suggestions are left out.", most_nodes),
                                 fmt::format("Plus de {} acteurs : chemins et suggestions sont omis.", most_nodes)});
    }
    section.notes.push_back(
        {"Strength: joint sessions and the weights of tracked interactions. Success of a pair: of its interactions; of "
         "a "
         "handover: of what the second did. Wilson, 95 %.",
         "Force : sessions communes et poids des interactions suivies. Réussite d'une paire : de ses interactions ; "
         "d'un "
         "passage : de ce que fit le second. Wilson, 95 %."});
    if (!task.empty()) {
        section.notes.push_back({"Score for a task: Adamic-Adar times the lower bound of the second's success in it.",
                                 "Score pour une tâche : Adamic-Adar par la borne basse de la réussite du second."});
    }
    if (ties.left_out() > 0) {
        section.notes.push_back(
            {fmt::format("Of the pairs the first {} are kept; {} meetings and handovers of later ones are left out.",
                         Ties::most_pairs, ties.left_out()),
             fmt::format("Parmi les paires, les {} premières sont gardées ; {} rencontres et passages des suivantes "
                         "sont omis.",
                         Ties::most_pairs, ties.left_out())});
    }
    if (ties.crowded_sessions() > 0) {
        section.notes.push_back({fmt::format("In {} sessions only the first {} actors count as working together.",
                                             ties.crowded_sessions(), Ties::most_together),
                                 fmt::format("Dans {} sessions, seuls les {} premiers acteurs comptent comme ensemble.",
                                             ties.crowded_sessions(), Ties::most_together)});
    }
    return section;
}

}  // namespace tk::report
