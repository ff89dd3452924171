#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/names.hpp"

namespace tk::report {

/// Which actions every section is about. An empty set lets all pass.
class EventFilter {
public:
    using Texts = std::unordered_set<std::string, TextHash, std::equal_to<>>;

    /// Ids or names of actors, actions (aliases too), sessions: lists with commas between.
    void set_actors(std::string_view list);
    void set_actions(std::string_view list);
    void set_sessions(std::string_view list);
    /// Moments (RFC 3339, a date) or seconds from the start of the source; `until` is not included.
    /// Throw UsageError naming `option`.
    void set_since(std::string_view text);
    void set_until(std::string_view text);
    /// Only what came in the last `seconds` before `end`, a time or, where the log tells none, seconds from the start.
    void set_last(double seconds, double end);
    const std::optional<double>& until() const { return until_; }

    bool passes(const Event& event) const;
    /// The same for a record that is no action, by its actors, session and time; actions do not matter to it.
    bool passes_other(const std::vector<std::string>& actors, std::string_view session,
                      std::optional<double> clock) const;
    bool any() const;

private:
    Texts actors_, actions_, sessions_;
    std::optional<double> since_, until_;
};

}  // namespace tk::report
