#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/tally.hpp"
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
    std::uint64_t without_action = 0;                     ///< action records that do not say which action: left out
    std::uint64_t without_actor = 0;
    std::uint64_t without_turn = 0;
    std::uint64_t bad_durations = 0;
    /// Entries of `errors` arrays, by tool and code.
    std::map<std::pair<std::string, std::string>, std::uint64_t> tool_errors;
};

/// Takes the records of a stream one by one and keeps what the report needs.
class Collector {
public:
    Collector(Mapping mapping, std::size_t timeline_limit) : events_(std::move(mapping)), timeline_(timeline_limit) {}

    void take(const Record& record);
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

private:
    void take_action(const JsonView& record);
    bool take_answer(const JsonView& record, const std::optional<JsonView>& state);
    void learn(const JsonView& state);
    void count_tool_errors(const JsonView& record);

    EventReader events_;
    Tally tally_;
    Timeline timeline_;
    Quality quality_;
    TextMap<Known> known_;
    std::string last_state_;
    std::string last_kb_;
    std::uint64_t answers_ = 0;
};

}  // namespace tk::report
