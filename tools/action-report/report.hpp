#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "action-report/actor_rows.hpp"
#include "action-report/collector.hpp"
#include "action-report/section.hpp"
#include "core/writer.hpp"

namespace tk::report {

/// A spell of one actor.
struct SpellRow {
    std::uint32_t actor = 0;  ///< index of its Actor in Report::actors
    std::string spell;
    std::uint64_t count = 0;
    Rate success;
    double action_points = 0;
    std::optional<Spread> damage;  ///< of the casts that did damage, all targets together
    std::optional<Spread> healing;
};

/// One session, such as a fight.
struct SessionRow {
    std::string session;
    std::uint64_t actions = 0;
    std::uint64_t turns = 0;
    std::optional<std::int64_t> first_turn;
    std::optional<std::int64_t> last_turn;
    std::optional<double> first_t;  ///< seconds from the start of the source
    std::optional<double> last_t;
};

/// How often an error code occurs.
struct ErrorRow {
    std::string code;
    std::uint64_t count = 0;
};

/// The actions and answers of one turn. Pointers into the collector.
struct TurnRow {
    std::string session;
    std::optional<std::int64_t> turn;
    std::vector<const Deed*> deeds;
    std::vector<const Answer*> answers;
};

/// A fighter in the last state.
struct Fighter {
    std::string id, name, team, role;  ///< role: the class
    std::optional<std::int64_t> level, cell;
    std::optional<double> hp, max_hp, hp_share, ap, mp;
    bool active = false;
};

/// A spell that the knowledge base advises.
struct Choice {
    std::string spell, target, target_name;
    std::optional<std::int64_t> cell, distance;
    std::optional<double> ap_cost, expected_damage, expected_heal;
    std::vector<std::string> reasons;
};

/// A spell that the knowledge base rules out.
struct Excluded {
    std::string spell, code, reason;
};

/// The last known position.
struct Position {
    std::string frame;  ///< id of its record
    std::optional<std::int64_t> turn;
    std::string active;  ///< id
    std::vector<Fighter> fighters;
};

/// What the knowledge base said last.
struct Advice {
    std::string frame;
    std::optional<std::int64_t> turn;
    std::string active, active_name;
    std::vector<Choice> choices;
    std::vector<Excluded> excluded;
    std::string json;  ///< `kb` as it was handed over
};

/// Everything the report says, ready to be printed in any format: each number is computed and rounded once.
struct Report {
    std::uint64_t min_sample = 0;
    std::uint64_t actions = 0;
    std::uint64_t acting = 0;  ///< actors with at least one action
    Rate success;
    std::optional<Spread> duration;
    std::vector<SessionRow> sessions;
    ActorRows actors;
    std::vector<KindRow> kinds;  ///< most frequent first, then by name
    std::vector<SpellRow> spells;
    std::vector<ErrorRow> errors;
    std::vector<TurnRow> turns;
    std::vector<const Answer*> other_answers;  ///< of no turn in the timeline
    std::uint64_t actions_cut = 0;
    std::uint64_t answers_cut = 0;
    std::uint64_t answers = 0;
    std::optional<Position> position;
    std::optional<Advice> advice;

    /// Nothing in the input was of use.
    bool empty() const { return actions == 0 && answers == 0 && !position && !advice; }
};

/// Computes the report. `min_sample`: rates of fewer known outcomes are not given.
Report summarize(const Collector& collector, std::uint64_t min_sample);

/// Writes the report as one record (common/schema/report.schema.json); `spread`: over several lines, for people.
void write_json(Writer& out, const Report& report, const Collector& collector, bool spread,
                const std::vector<Section>& sections = {}, const Selection& selection = Selection{"", ""},
                Language language = Language::english);

}  // namespace tk::report
