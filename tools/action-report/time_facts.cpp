#include "action-report/time_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/timestamp.hpp"

namespace tk::report {

namespace {

constexpr double day = 86400;
constexpr std::array<const char*, 7> english_days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<const char*, 7> french_days{"lun", "mar", "mer", "jeu", "ven", "sam", "dim"};

/// How many hours of each slot of the week the span from `first` to `last` holds, at least one where it begins.
std::array<double, 168> exposure(const TimeFacts& facts) {
    std::array<double, 168> hours{};
    Zone utc{"UTC"};
    Zone zone = facts.zone().as_written() ? utc : facts.zone();
    // As written, the most frequent offset tells where the weeks begin.
    std::optional<int> shift;
    if (facts.zone().as_written()) {
        const auto most = std::max_element(facts.offsets().begin(), facts.offsets().end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        if (most != facts.offsets().end()) shift = most->first;
    }
    const double offset = shift.value_or(0) * 60.0;
    const double begin = std::floor((facts.first() + offset) / 3600) - offset / 3600;
    const double end = std::floor((facts.last() + offset) / 3600) - offset / 3600;
    const double weeks = std::floor((end - begin + 1) / 168);
    hours.fill(weeks);
    for (double at = begin + weeks * 168; at <= end; ++at)
        ++hours[static_cast<std::size_t>(zone.hour_of_week(at * 3600 + (facts.zone().as_written() ? offset : 0), {}))];
    return hours;
}

std::string offset_text(int minutes) {
    return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

Phrase clock_note(const TimeFacts& facts) {
    if (!facts.zone().as_written()) {
        return {"Clock: " + facts.zone().name() + ".", "Horloge : " + facts.zone().name() + "."};
    }
    std::string offsets;
    for (const auto& [minutes, count] : facts.offsets())
        offsets += fmt::format("{}{} ({})", offsets.empty() ? "" : ", ", offset_text(minutes), count);
    if (facts.without_offset() > 0)
        offsets += fmt::format("{}UTC ({})", offsets.empty() ? "" : ", ", facts.without_offset());
    return {"Clock: as written in each record, " + offsets + "; --zone names another.",
            "Horloge : telle qu'écrite dans chaque enregistrement, " + offsets + " ; --zone en nomme une autre."};
}

Table matrix_of(const TimeFacts& facts) {
    Table table;
    table.key = "hour_by_weekday";
    table.title = {"actions by hour and weekday", "actions par heure et jour de la semaine"};
    table.is_matrix = true;
    table.columns.push_back({"hour", {"hour", "heure"}});
    for (std::size_t i = 0; i < 7; ++i) table.columns.push_back({english_days[i], {english_days[i], french_days[i]}});
    for (std::size_t hour = 0; hour < 24; ++hour) {
        Row row;
        row.cells.push_back(text_datum(fmt::format("{:02}", hour)));
        for (std::size_t weekday = 0; weekday < 7; ++weekday)
            row.cells.push_back(count_datum(facts.hours()[weekday * 24 + hour].count));
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// Rows of sums over slots, the busiest (by actions an hour of exposure) first.
Table sums(const TimeFacts& facts, const std::array<double, 168>& exposed, bool by_hour) {
    Table table;
    table.key = by_hour ? "hours" : "weekdays";
    table.title = by_hour ? Phrase{"hours, busiest first", "heures, les plus actives d'abord"}
                          : Phrase{"weekdays, busiest first", "jours, les plus actifs d'abord"};
    table.columns = {{by_hour ? "hour" : "weekday", by_hour ? Phrase{"hour", "heure"} : Phrase{"weekday", "jour"}},
                     {"count", {"actions", "actions"}},
                     {"exposure_hours", {"hours in the span", "heures dans la période"}},
                     {"per_hour", {"actions an hour", "actions par heure"}},
                     {"mean_duration", {"mean duration, s", "durée moyenne, s"}}};
    struct Sum {
        std::size_t slot;
        TimeFacts::Hour total;
        double exposed = 0;
        double rate() const { return exposed > 0 ? static_cast<double>(total.count) / exposed : 0; }
    };
    std::vector<Sum> all;
    for (std::size_t slot = 0; slot < (by_hour ? 24U : 7U); ++slot) {
        Sum sum{slot, {}, 0};
        for (std::size_t i = 0; i < 168; ++i) {
            if ((by_hour ? i % 24 : i / 24) != slot) continue;
            sum.total.count += facts.hours()[i].count;
            sum.total.timed += facts.hours()[i].timed;
            sum.total.seconds += facts.hours()[i].seconds;
            sum.exposed += exposed[i];
        }
        if (sum.total.count > 0) all.push_back(sum);
    }
    std::stable_sort(all.begin(), all.end(), [](const Sum& a, const Sum& b) { return a.rate() > b.rate(); });
    for (const Sum& sum : all) {
        const double mean = sum.total.timed > 0 ? sum.total.seconds / static_cast<double>(sum.total.timed) : NAN;
        table.rows.push_back({{text_datum(by_hour ? fmt::format("{:02}:00", sum.slot) : english_days[sum.slot]),
                               count_datum(sum.total.count), number_datum(sum.exposed), number_datum(sum.rate(), 4),
                               number_datum(mean, 4)},
                              {}});
    }
    return table;
}

}  // namespace

void TimeFacts::add(const Event& event) {
    if (event.bad_time) ++bad_times_;
    if (!event.time) {
        ++without_time_;
        return;
    }
    first_ = with_time_ == 0 ? *event.time : std::min(first_, *event.time);
    last_ = with_time_ == 0 ? *event.time : std::max(last_, *event.time);
    ++with_time_;
    if (event.offset) {
        ++offsets_[*event.offset];
    } else {
        ++without_offset_;
    }
    if (event.day_only) {
        ++day_only_;
        day_only_places_.add(event.record);
    }
    if (*event.time < 366 * day) {
        ++of_1970_;
        of_1970_places_.add(event.record);
    }
    Hour& hour = hours_[static_cast<std::size_t>(zone_.hour_of_week(*event.time, event.offset))];
    ++hour.count;
    if (event.duration) {
        ++hour.timed;
        hour.seconds += *event.duration;
    }
}

Section time_section(const TimeFacts& facts) {
    Section section{.name = "time", .title = {"When", "Quand"}, .stratum = "cognitive"};
    if (facts.with_time() == 0) {
        section.absent = {"No action tells its time (key time, or --map time=KEY), so there are no hours to compare.",
                          "Aucune action ne dit son heure (clé time, ou --map time=CLÉ) : pas d'heures à comparer."};
        return section;
    }
    section.facts.push_back({"first", {"first", "début"}, text_datum(format_timestamp(facts.first())), {}});
    section.facts.push_back({"last", {"last", "fin"}, text_datum(format_timestamp(facts.last())), {}});
    section.notes.push_back(clock_note(facts));
    if (facts.day_only() == facts.with_time()) {
        section.notes.push_back(
            {"Every time is a day without an hour: the table of hours says nothing and is left out.",
             "Chaque date est sans heure : la table des heures ne dirait rien et est omise."});
        section.tables.push_back(sums(facts, exposure(facts), false));
        return section;
    }
    const auto exposed = exposure(facts);
    section.tables.push_back(sums(facts, exposed, true));
    section.tables.push_back(sums(facts, exposed, false));
    section.tables.push_back(matrix_of(facts));
    section.notes.push_back(
        {"Actions an hour: the count over how many such hours lie between first and last, active or not.",
         "Actions par heure : le nombre rapporté aux heures de ce genre entre début et fin, actives ou non."});
    return section;
}

}  // namespace tk::report
