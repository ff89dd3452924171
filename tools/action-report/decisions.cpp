#include "action-report/decisions.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tk::report {

namespace {

constexpr std::size_t most_rows = 20;

std::string first_reason(const Decisions::Decision& decision) {
    const auto most = std::max_element(decision.reasons.begin(), decision.reasons.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == decision.reasons.end() ? "" : most->first;
}

}  // namespace

void Decisions::add(const JsonView& record, std::uint64_t number) {
    Decision& one =
        all_[{std::string(record.string("decision").value_or("")), std::string(record.string("actor").value_or(""))}];
    ++one.count;
    one.places.add(number);
    if (const auto reasons = record.find("reasons")) {
        for (const JsonView& reason : reasons->elements()) {
            if (const auto text = reason.as_string()) ++one.reasons[std::string(*text)];
        }
    }
    if (const auto options = record.find("options"); options && options->is_array()) {
        one.options += options->elements().size();
        ++one.with_options;
    }
}

Section decisions_section(const Decisions& decisions) {
    Section section{.name = "decisions", .title = {"Decisions", "Décisions"}, .stratum = "metaphysical"};
    std::vector<decltype(decisions.all().begin())> order;
    std::uint64_t total = 0;
    for (auto at = decisions.all().begin(); at != decisions.all().end(); ++at) {
        order.push_back(at);
        total += at->second.count;
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a->second.count > b->second.count; });
    section.facts.push_back({"decisions", {"decisions", "décisions"}, count_datum(total), {}});
    Table table;
    table.key = "decisions";
    table.title = {"what was decided", "ce qui fut décidé"};
    table.columns = {{"decision", {"decision", "décision"}},
                     {"actor", {"actor", "acteur"}},
                     {"count", {"times", "fois"}},
                     {"options", {"options on average", "options en moyenne"}},
                     {"reason", {"most frequent reason", "raison la plus fréquente"}}};
    table.left_out = keep_first(order, most_rows);
    for (const auto& at : order) {
        const Decisions::Decision& one = at->second;
        const double options =
            one.with_options > 0 ? static_cast<double>(one.options) / static_cast<double>(one.with_options) : NAN;
        table.rows.push_back({{text_datum(at->first.first), text_datum(at->first.second), count_datum(one.count),
                               number_datum(options, 3), text_datum(first_reason(one))},
                              one.places});
    }
    section.tables.push_back(std::move(table));
    return section;
}

}  // namespace tk::report
