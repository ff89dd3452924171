#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action-report/mapping.hpp"
#include "core/json.hpp"

namespace tk::report {

/// What an action did to one target. Names and ids are empty where not told.
struct Hit {
    std::string_view target;
    std::string_view target_name;
    std::optional<double> damage;
    std::optional<double> heal;
    bool killed = false;
};

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
    std::uint64_t params_hash = 0;  ///< equal for equal parameters
    bool bad_duration = false;      ///< there is a duration, but it is no time: negative, or not a number
    std::vector<Hit> hits;          ///< one a target that was hit; empty when nothing is told

    /// The time where it is told, else the seconds from the start of the source.
    std::optional<double> clock() const { return time ? time : t; }
};

/// Gives `event` the time that `text` tells: a date, or seconds or milliseconds since 1970. False when it tells none.
bool set_time(Event& event, std::string_view text);
/// The same for a number.
bool set_time(Event& event, double number);

/// Decodes action records, reusing its memory.
class EventReader {
public:
    explicit EventReader(Mapping mapping) : mapping_(std::move(mapping)) {}

    /// Whether the record is an action. `type` is its type, empty when it has none.
    bool is_action(const JsonView& record, std::string_view type) const;
    /// Valid until the next call, and as long as the record is.
    Event& read(const JsonView& record);

private:
    std::string_view name_at(const KeyPath& path, const JsonView& record, std::string& buffer) const;
    void read_time(const JsonView& record);
    void read_params(const JsonView& params);
    void read_result(const JsonView& result);

    Mapping mapping_;
    Event event_;
    std::string id_;  // spelt-out numbers
    std::string session_;
    std::string actor_;
};

}  // namespace tk::report
