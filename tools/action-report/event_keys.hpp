#pragma once

#include <optional>
#include <string>
#include <vector>

#include "action-report/event_slots.hpp"
#include "action-report/mapping.hpp"

namespace tk::report {

/// The objects of an action record whose keys are known.
enum class Part : std::uint8_t { record, params, context, result, error, hit, end };

/// A key of an object, where its value goes, and, where that is an object or the list of hits, the part it is.
struct EventKey {
    KeyPath path;
    Slot slot;
    std::optional<Part> inside;
};

/// The known keys of each part under a mapping: one table for every way to decode a record.
class EventKeys {
public:
    explicit EventKeys(const Mapping& mapping);

    const std::vector<EventKey>& of(Part part) const { return keys_[static_cast<std::size_t>(part)]; }
    /// Whether the record itself has a key for `slot`.
    bool has(Slot slot) const { return (in_record_ >> static_cast<unsigned>(slot) & 1U) != 0; }
    /// The mapping reads the action out of `type`, which is a slot of its own.
    bool type_is_action() const { return type_is_action_; }
    /// Each key leads to one slot and none reaches into objects by dots.
    bool flat() const { return flat_; }

private:
    std::array<std::vector<EventKey>, static_cast<std::size_t>(Part::end)> keys_;
    std::uint64_t in_record_ = 0;  // a bit for each slot
    bool type_is_action_ = false;
    bool flat_ = true;
};

}  // namespace tk::report
