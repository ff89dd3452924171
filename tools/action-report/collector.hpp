#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "action-report/activity.hpp"
#include "action-report/applied.hpp"
#include "action-report/comparison.hpp"
#include "action-report/decisions.hpp"
#include "action-report/event.hpp"
#include "action-report/filter.hpp"
#include "action-report/flow.hpp"
#include "action-report/measures.hpp"
#include "action-report/models.hpp"
#include "action-report/queries.hpp"
#include "action-report/tally.hpp"
#include "action-report/ties.hpp"
#include "action-report/time_facts.hpp"
#include "action-report/timeline.hpp"
#include "core/reader.hpp"

namespace tk::report {

/// How many records of one type came, and how many of them said nothing the report could use.
struct TypeCount {
    std::uint64_t read = 0;
    std::uint64_t unused = 0;
};

/// What is wrong or missing in the input.
struct Quality {
    static constexpr std::size_t most_shown = 5;

    std::uint64_t unreadable = 0;
    std::vector<std::string> first_unreadable;            ///< "stdin:3: ...", the first few
    std::map<std::string, TypeCount, std::less<>> types;  ///< by `type`, "" for none
    std::vector<std::string> unused_keys;                 ///< of the first record that said nothing of use
    std::uint64_t without_action = 0;                     ///< action records that do not say which action: left out
    std::uint64_t without_actor = 0;
    std::uint64_t without_turn = 0;
    std::uint64_t bad_durations = 0;
    std::uint64_t filtered = 0;    ///< actions that the filters left out
    std::uint64_t duplicates = 0;  ///< equal records within about the last 65,536
    Places duplicate_places, without_actor_places;
    /// Entries of `errors` arrays, by tool and code.
    std::map<std::pair<std::string, std::string>, std::uint64_t> tool_errors;
};

/// What to gather besides counts, durations and times: what no chosen section tells costs its time for nothing.
struct Keep {
    bool flow = true;      ///< sequences, patterns, suggestions, the state of the data
    bool activity = true;  ///< anomalies, the state of the data
    bool ties = true;      ///< collaboration
    bool repeats = true;   ///< the state of the data
};

/// What to take, and what to keep.
struct CollectorOptions {
    Mapping mapping;
    std::size_t timeline = 200;
    EventFilter filter{};
    Zone zone{"written"};
    std::vector<StepQuery> queries{};              ///< of --sequence and --streak
    std::optional<Comparison> comparison{};        ///< of --compare
    std::function<void(const Event&)> on_event{};  ///< is handed every action that passes the filter
    Keep keep{};
};

/// Objects and links of an object-centric log.
struct Objects {
    std::map<std::string, std::uint64_t> by_type;
    std::uint64_t events = 0, event_types = 0, event_object_links = 0, object_object_links = 0;
};

/// Takes the records of a stream one by one and keeps what the report needs.
class Collector {
public:
    explicit Collector(CollectorOptions options);
    Collector(Mapping mapping, std::size_t timeline_limit);

    void take(const Record& record);
    /// The same of a line that was not parsed yet, if it is an action written as usual; else false, and nothing was
    /// taken. The bytes behind the line are readable (LineScanner::padding).
    bool take_line(std::string_view line);
    /// An action of another kind of input; `record` and the texts need not outlive the call.
    void take_event(Event event);
    /// A file that is read as something else than records: told as `type` in the state of the data.
    void count_record(std::string_view type);
    void take_metric(std::string_view actor, std::string_view session, std::string_view metric, double value,
                     std::optional<double> at);
    void take_interaction(const std::vector<std::string>& actors, std::string_view type, std::optional<bool> success,
                          double weight);
    /// Calls of language models, as the database keeps them.
    void read_models(store::Database& db);
    void set_objects(Objects objects) { objects_ = std::move(objects); }
    void unreadable(const std::string& message);

    const Tally& tally() const { return tally_; }
    const Timeline& timeline() const { return timeline_; }
    const Quality& quality() const { return quality_; }
    /// Team and name by entity id, as the states told them last.
    struct Known {
        std::string name;
        std::string team;
    };
    const TextMap<Known>& known() const { return known_; }
    /// The name of the entity or actor `id`, empty where none was told.
    const std::string& name_of(const std::string& id) const;
    /// The last records that held a `state` and a `kb`; empty when none did.
    const std::string& last_state() const { return last_state_; }
    const std::string& last_kb() const { return last_kb_; }
    std::uint64_t answers() const { return answers_; }
    const TimeFacts& times() const { return times_; }
    const Flow& flow() const { return flow_; }
    const Applied& applied() const { return applied_; }
    const Activity& activity() const { return activity_; }
    const Ties& ties() const { return ties_; }
    const Measures& measures() const { return measures_; }
    const std::vector<StepQuery>& queries() const { return queries_; }
    const std::optional<Comparison>& comparison() const { return comparison_; }
    const Models& models() const { return models_; }
    const Decisions& decisions() const { return decisions_; }
    const std::optional<Objects>& objects() const { return objects_; }
    /// Records taken so far, over all inputs.
    std::uint64_t records() const { return records_; }
    /// The largest seconds from the start that an action told.
    std::optional<double> last_t() const { return last_t_; }

private:
    void count_event(const Event& event);
    bool lets_pass(const std::vector<std::string>& actors, std::string_view session, std::optional<double> clock);
    void measure(std::string_view actor, std::string_view session, std::string_view metric, double value,
                 std::optional<double> at);
    bool seen_before(std::uint64_t hash);
    TypeCount& count_type(std::string_view type);
    void note_repeat(std::uint64_t hash);
    bool take_other(const JsonView& record, std::string_view type);
    bool take_answer(const JsonView& record, const std::optional<JsonView>& state);
    void learn(const JsonView& state);
    void count_tool_errors(const JsonView& record);

    EventReader events_;
    EventFilter filter_;
    std::vector<StepQuery> queries_;
    std::optional<Comparison> comparison_;
    std::function<void(const Event&)> on_event_;
    Keep keep_;
    TimeFacts times_;
    Flow flow_;
    Applied applied_;
    Activity activity_;
    Ties ties_;
    Measures measures_;
    Models models_;
    Decisions decisions_;
    std::vector<std::uint64_t> recent_;  // hashes of records, each in the slot of its low bits
    std::optional<Objects> objects_;
    std::uint64_t records_ = 0;
    std::optional<double> last_t_;
    Tally tally_;
    Timeline timeline_;
    Quality quality_;
    TextMap<Known> known_;
    std::string last_state_;
    std::string last_kb_;
    std::uint64_t answers_ = 0;
};

}  // namespace tk::report
