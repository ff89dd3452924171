#include "action-report/sections.hpp"

#include <fmt/format.h>

namespace tk::report {

namespace {

constexpr double long_silence = 3600;  // s; shorter ones are told by the times alone

}  // namespace

std::vector<Section> build_sections(const Collector& log, const Selection& selection, const SectionOptions& options) {
    std::vector<Section> sections;
    const auto add = [&](const char* name, auto build) {
        if (selection.has(name)) sections.push_back(build());
    };
    add("time", [&] { return time_section(log.times()); });
    add("sequences", [&] { return sequences_section(log.flow(), log.tally(), log.queries()); });
    add("patterns", [&] { return patterns_section(log, options.min_sample, options.language); });
    add("anomalies", [&] { return anomalies_section(log, options.language); });
    add("collaboration",
        [&] { return collaboration_section(log.ties(), log.tally(), options.min_sample, options.task); });
    add("performance", [&] { return performance_section(log.measures(), options.language); });
    add("models", [&] { return models_section(log.models(), options.min_sample); });
    add("optimization", [&] { return optimization_section(log, options.min_sample, options.language); });
    if (!log.decisions().all().empty()) add("decisions", [&] { return decisions_section(log.decisions()); });
    if (log.comparison())
        add("comparison", [&] { return comparison_section(*log.comparison(), log.tally(), options.min_sample); });
    if (!options.alerts.empty()) add("alerts", [&] { return alerts_section(options.alerts, log, options.language); });
    return sections;
}

std::vector<Fact> clock_facts(const Collector& log) {
    std::vector<Fact> facts;
    const auto add = [&](const char* key, std::uint64_t count, Phrase label, Places places) {
        if (count > 0) facts.push_back({key, std::move(label), count_datum(count), std::move(places)});
    };
    const TimeFacts& times = log.times();
    const Quality& quality = log.quality();
    add("filtered", quality.filtered, {"records left out by the filters", "enregistrements écartés par les filtres"},
        {});
    add("duplicates", quality.duplicates,
        {"records equal to one of about the last 65,536 (counted all the same)",
         "enregistrements égaux à l'un des quelque 65 536 derniers (comptés quand même)"},
        quality.duplicate_places);
    add("bad_times", times.bad_times(), {"times that cannot be read", "heures illisibles"}, {});
    if (times.with_time() > 0) {
        add("without_time", times.without_time(), {"actions without a time", "actions sans heure"}, {});
        const std::size_t offsets = times.offsets().size() + (times.without_offset() > 0 ? 1 : 0);
        if (offsets > 1)
            add("offsets", offsets,
                {"different offsets from UTC (a summer clock, or mixed sources)",
                 "décalages horaires différents (heure d'été, ou sources mêlées)"},
                {});
        if (times.offsets().empty())
            add("without_offset", times.without_offset(),
                {"times without an offset, taken as UTC", "heures sans décalage, prises en UTC"}, {});
        add("day_only", times.day_only(), {"times that are only a day", "heures qui ne disent que le jour"},
            times.day_only_places());
        add("of_1970", times.of_1970(),
            {"times of 1970: a clock that counts from its start", "heures de 1970 : une horloge qui part de zéro"},
            times.of_1970_places());
    }
    if (const auto& longest = log.activity().longest(); !longest.empty() && longest.front().seconds >= long_silence) {
        Places places;
        places.add(longest.front().before);
        places.add(longest.front().after);
        facts.push_back({"longest_gap_s",
                         {"longest time between two actions, s", "plus longue attente entre deux actions, s"},
                         number_datum(longest.front().seconds, 6),
                         std::move(places)});
    }
    add("backwards", log.flow().backwards(),
        {"actions earlier than the one before them in their session",
         "actions antérieures à la précédente de leur session"},
        log.flow().backwards_places());
    if (const auto& objects = log.objects()) {
        std::uint64_t count = 0;
        for (const auto& [type, number] : objects->by_type) count += number;
        add("ocel_events", objects->events, {"events of the object-centric log", "événements du journal à objets"}, {});
        add("ocel_event_types", objects->event_types, {"types of events", "types d'événements"}, {});
        add("ocel_objects", count, {"objects", "objets"}, {});
        add("ocel_object_types", objects->by_type.size(), {"types of objects", "types d'objets"}, {});
        add("ocel_event_object_links", objects->event_object_links,
            {"links of events to objects", "liens d'événements à objets"}, {});
        add("ocel_object_object_links", objects->object_object_links,
            {"links of objects to objects", "liens d'objets à objets"}, {});
    }
    return facts;
}

}  // namespace tk::report
