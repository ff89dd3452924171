#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action-report/event_keys.hpp"
#include "action-report/event_slots.hpp"
#include "action-report/line_scanner.hpp"
#include "action-report/mapping.hpp"
#include "core/json.hpp"

namespace tk::report {

/// An action record in the terms of the report; texts are views into the record. What it leaves out stays out.
struct Event {
    std::string_view id;
    std::string_view session;
    std::string_view actor;
    std::string_view actor_name;
    std::string_view action;  ///< as spelt in the record; empty when missing
    std::string_view spell;
    std::string_view target;
    std::string_view target_name;
    std::string_view element;
    std::string_view error;
    std::optional<bool> success;
    std::optional<double> duration;  ///< seconds
    std::optional<double> t;         ///< seconds from the start of the source
    std::optional<std::int64_t> turn;
    std::optional<std::int64_t> cell;
    std::optional<std::int64_t> from;
    std::optional<std::int64_t> to;
    std::optional<std::int64_t> cost;
    std::optional<double> amount;   ///< hit points that were lost or gained, for the happenings
    std::optional<double> time;     ///< seconds since 1970, UTC
    std::optional<int> offset;      ///< minutes from UTC, as written with `time`
    bool day_only = false;          ///< `time` is a date without an hour
    bool bad_time = false;          ///< there is a time, but it cannot be read
    std::uint64_t record = 0;       ///< number of its record, counted from 1 over all inputs
    std::uint64_t params_hash = 0;  ///< equal for parameters that are written alike; 0 where there are none
    bool bad_duration = false;      ///< there is a duration, but it is no time: negative, or not a number
    std::vector<Hit> hits;          ///< one a target that was hit; empty when nothing is told

    /// The time where it is told, else the seconds from the start of the source.
    std::optional<double> clock() const { return time ? time : t; }
    bool operator==(const Event&) const = default;
};

/// A number of seconds from the start of a source; nothing where none is that long.
std::optional<double> seconds_from_start(std::optional<double> number);

/// Gives `event` the time that `text` tells: a date, or seconds or milliseconds since 1970. False when it tells none.
bool set_time(Event& event, std::string_view text);
/// The same for a number.
bool set_time(Event& event, double number);

/// Decodes action records, reusing its memory.
class EventReader {
public:
    explicit EventReader(const Mapping& mapping) : keys_(mapping), action_is_mapped_(mapping.action_is_mapped) {}

    /// Whether the record is an action. `type` is its type, empty when it has none.
    bool is_action(const JsonView& record, std::string_view type) const;
    /// Valid until the next call, and as long as the record is.
    Event& read(const JsonView& record);

    /// The same from the text of a line, without a parser: an action that is written as usual, or null. The bytes
    /// behind the line are readable (LineScanner::padding).
    Event* read_line(std::string_view line);
    /// What the record that was read told of its `type`.
    std::string_view type() const { return slots_.text(Slot::type); }

private:
    void fill(const JsonView& object, Part part);
    void fill(const EventKey& key, const JsonView& value);
    Event& event();
    std::string_view name(Slot slot) const;
    void set_time_of();
    void set_params();
    void set_result();

    EventKeys keys_;
    bool action_is_mapped_;
    LineScanner scanner_;
    Slots slots_;
    Event event_;
    std::array<std::string, 3> numbers_;  // ids that are numbers, spelt out
    std::string params_;                  // spelt out
};

}  // namespace tk::report
