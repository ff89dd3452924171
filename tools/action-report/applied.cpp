#include "action-report/applied.hpp"

#include <cmath>

#include "action-report/anomaly_lines.hpp"
#include "stats/comparison.hpp"

namespace tk::report {

namespace {

constexpr std::string_view mark_action = "apply_optimization";

stats::Sample sample_of(const Outcomes& outcomes) {
    return {outcomes.successes, outcomes.successes + outcomes.failures};
}

double rate_of(const stats::Sample& sample) {
    return static_cast<double>(sample.successes) / static_cast<double>(sample.trials);
}

void count(Comparison::Side& side, const Event& event) {
    ++side.count;
    side.outcomes.add(event.success);
    if (event.duration) side.durations.add(*event.duration);
}

/// The rows of one mark.
class MarkRows {
public:
    MarkRows(const Applied::Mark& mark, Table& table, Language language)
        : mark_(mark), table_(table), language_(language) {}

    void add(const Phrase& measure, std::uint64_t before, std::uint64_t after, std::vector<Datum> values) {
        Row row{{text_datum(mark_.id), text_datum(moment_text(mark_.at, mark_.dated, mark_.record)),
                 text_datum(measure.in(language_)), count_datum(before), count_datum(after)},
                {}};
        row.cells.insert(row.cells.end(), values.begin(), values.end());
        row.places.add(mark_.record);
        table_.rows.push_back(std::move(row));
    }
    void add_rates(const Phrase& measure, const stats::Sample& before, const stats::Sample& after,
                   std::uint64_t least) {
        if (std::min(before.trials, after.trials) < least) {
            add(measure, before.trials, after.trials, std::vector<Datum>(5));
            return;
        }
        const auto interval = stats::rate_difference(after, before);
        std::vector<Datum> values;
        for (const double value :
             {rate_of(before), rate_of(after), rate_of(after) - rate_of(before), interval.low, interval.high})
            values.push_back(share_datum(value));
        add(measure, before.trials, after.trials, std::move(values));
    }

private:
    const Applied::Mark& mark_;
    Table& table_;
    Language language_;
};

void add_durations(MarkRows& rows, const Applied::Mark& mark, std::uint64_t least) {
    const SampleMean& before = mark.before.durations;
    const SampleMean& after = mark.after.durations;
    const bool enough = std::min(before.count, after.count) >= std::max<std::uint64_t>(least, 2);
    rows.add({"mean duration, s", "durée moyenne, s"}, before.count, after.count,
             enough ? mean_cells(before, after, 4) : std::vector<Datum>(5));
}

}  // namespace

void Applied::add(const Event& event, Counted counted, const Tally& tally) {
    const std::string& kind = tally.kinds()[counted.kind].name;
    if (kind == mark_action) {
        if (event.target.empty() || marks_.size() == most_marks) return;
        Mark mark;
        mark.id = event.target;
        const auto colon = mark.id.find(':');
        mark.action = colon == std::string::npos ? mark.id : mark.id.substr(colon + 1);
        mark.at = event.clock();
        mark.dated = event.time.has_value();
        mark.record = event.record;
        for (std::size_t i = 0; i < sides_.size(); ++i) {
            if (tally.kinds()[i].name == mark.action) mark.before = sides_[i];
        }
        mark.all_before = all_;
        marks_.push_back(std::move(mark));
        return;
    }
    ++all_;
    if (sides_.size() <= counted.kind) sides_.resize(counted.kind + 1UL);
    count(sides_[counted.kind], event);
    for (Mark& mark : marks_) {
        ++mark.all_after;
        if (mark.action == kind) count(mark.after, event);
    }
}

Table applied_table(const Applied& applied, std::uint64_t min_sample, Language language) {
    Table table;
    table.key = "applied";
    table.title = {"what applied suggestions changed", "ce que les suggestions appliquées ont changé"};
    table.columns = {{"id", {"suggestion", "suggestion"}},    {"applied", {"applied", "appliquée"}},
                     {"measure", {"measure", "mesure"}},      {"known_before", {"n before", "n avant"}},
                     {"known_after", {"n after", "n après"}}, {"before", {"before", "avant"}},
                     {"after", {"after", "après"}},           {"change", {"change", "écart"}},
                     {"change_low", {"from", "de"}},          {"change_high", {"to", "à"}}};
    const std::uint64_t least = std::max<std::uint64_t>(min_sample, 1);
    for (const Applied::Mark& mark : applied.marks()) {
        MarkRows rows{mark, table, language};
        add_durations(rows, mark, least);
        rows.add_rates({"success", "réussite"}, sample_of(mark.before.outcomes), sample_of(mark.after.outcomes), least);
        rows.add_rates({"share of all actions", "part de toutes les actions"}, {mark.before.count, mark.all_before},
                       {mark.after.count, mark.all_after}, least);
    }
    return table;
}

}  // namespace tk::report
