#include "action-report/queries.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/actions.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::report {

StepQuery::StepQuery(std::string_view option, std::string_view names, bool streak) : streak_(streak) {
    for (const std::string& part : split(names, ',')) {
        const std::string_view name = trim(part);
        if (!name.empty()) names_.emplace_back(action_name(name));
    }
    if (names_.size() < 2)
        throw UsageError(fmt::format("{}: '{}' names no two actions", option, names),
                         "for example move,spell_cast,end_turn");
}

bool StepQuery::fits(std::uint32_t kind, std::size_t place, const Tally& tally) const {
    return tally.kinds()[kind].name == names_[place];
}

void StepQuery::add(const Event& event, Counted counted, const Tally& tally) {
    if (open_.size() <= counted.session) open_.resize(counted.session + 1UL);
    Open& open = open_[counted.session];
    const Step step{counted.kind, event.record, event.turn, event.clock()};
    if (streak_) {
        if (open.steps.size() == names_.size()) open.steps.erase(open.steps.begin());
        open.steps.push_back(step);
        if (open.steps.size() < names_.size()) return;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (!fits(open.steps[i].kind, i, tally)) return;
        }
    } else {
        if (!fits(counted.kind, open.steps.size(), tally)) return;
        open.steps.push_back(step);
        if (open.steps.size() < names_.size()) return;
    }
    ++count_;
    if (!open.found) ++sessions_;
    open.found = true;
    if (findings_.size() < most_kept) {
        Finding finding{std::string(event.session), {}, open.steps.front().turn, open.steps.back().turn, {}};
        for (const Step& one : open.steps) finding.records.push_back(one.record);
        if (open.steps.front().clock && open.steps.back().clock)
            finding.seconds = *open.steps.back().clock - *open.steps.front().clock;
        findings_.push_back(std::move(finding));
    }
    open.steps.clear();
}

std::vector<Fact> findings_facts(const std::vector<StepQuery>& queries) {
    std::vector<Fact> facts;
    for (const StepQuery& query : queries) {
        const std::string chain = fmt::format("{}", fmt::join(query.names(), query.streak() ? " + " : " > "));
        const std::string key = query.streak() ? "streak" : "sequence";
        facts.push_back({key + "_count", {chain + ", times", chain + ", fois"}, count_datum(query.count()), {}});
        facts.push_back({key + "_sessions",
                         {chain + ", sessions with it", chain + ", sessions qui l'ont"},
                         count_datum(query.sessions()),
                         {}});
    }
    return facts;
}

Table findings_table(const std::vector<StepQuery>& queries) {
    Table table;
    table.key = "occurrences";
    table.title = {"where the chain that was asked for occurs", "où se trouve l'enchaînement demandé"};
    table.columns = {{"chain", {"chain", "enchaînement"}},
                     {"session", {"session", "session"}},
                     {"first_record", {"from record", "de l'enregistrement"}},
                     {"last_record", {"to record", "à l'enregistrement"}},
                     {"first_turn", {"from turn", "du tour"}},
                     {"last_turn", {"to turn", "au tour"}},
                     {"seconds", {"seconds", "secondes"}}};
    const auto turn = [](const std::optional<std::int64_t>& number) {
        return number ? number_datum(static_cast<double>(*number), 15) : Datum{};
    };
    for (const StepQuery& query : queries) {
        table.left_out += query.count() - query.findings().size();
        for (const StepQuery::Finding& finding : query.findings()) {
            Row row{
                {text_datum(fmt::format("{}", fmt::join(query.names(), query.streak() ? " + " : " > "))),
                 text_datum(finding.session), count_datum(finding.records.front()), count_datum(finding.records.back()),
                 turn(finding.first_turn), turn(finding.last_turn), number_datum(finding.seconds.value_or(NAN), 6)},
                {}};
            for (const std::uint64_t record : finding.records) row.places.add(record);
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

}  // namespace tk::report
