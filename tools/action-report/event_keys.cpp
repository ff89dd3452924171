#include "action-report/event_keys.hpp"

namespace tk::report {

EventKeys::EventKeys(const Mapping& mapping) {
    const auto part = [this](Part which) -> std::vector<EventKey>& { return keys_[static_cast<std::size_t>(which)]; };
    std::vector<EventKey>& record = part(Part::record);
    record = {{mapping.action, Slot::action, {}},
              {mapping.id, Slot::id, {}},
              {mapping.session, Slot::session, {}},
              {mapping.actor, Slot::actor, {}},
              {mapping.actor_name, Slot::actor_name, {}},
              {mapping.params, Slot::params, Part::params},
              {mapping.context, Slot::context, Part::context},
              {mapping.result, Slot::result, Part::result},
              {mapping.error, Slot::error, Part::error},
              {mapping.duration, Slot::duration, {}},
              {mapping.t, Slot::t, {}},
              {mapping.time, Slot::time, {}}};
    if (!mapping.time_is_mapped) {
        record.push_back({KeyPath{"timestamp"}, Slot::timestamp, {}});
        record.push_back({KeyPath{"ts"}, Slot::ts, {}});
    }
    if (mapping.success) record.push_back({*mapping.success, Slot::success, {}});
    if (mapping.turn) record.push_back({*mapping.turn, Slot::turn, {}});
    type_is_action_ = mapping.action.text() == "type";
    if (type_is_action_) {
        record.front().slot = Slot::type;
    } else {
        record.push_back({KeyPath{"type"}, Slot::type, {}});
    }
    for (const char* key : {"errors", "image"}) record.push_back({KeyPath{key}, Slot::unusual, {}});
    for (const EventKey& key : record) {
        in_record_ |= std::uint64_t{1} << static_cast<unsigned>(key.slot);
        if (key.path.text().find('.') != std::string::npos) flat_ = false;
        for (const EventKey& other : record) {
            if (&other != &key && other.path.text() == key.path.text()) flat_ = false;
        }
    }
    part(Part::params) = {{KeyPath{"spell"}, Slot::param_spell, {}},
                          {KeyPath{"target"}, Slot::param_target, {}},
                          {KeyPath{"target_name"}, Slot::param_target_name, {}},
                          {KeyPath{"cell"}, Slot::param_cell, {}},
                          {KeyPath{"from"}, Slot::param_from, {}},
                          {KeyPath{"to"}, Slot::param_to, {}},
                          {KeyPath{"cost"}, Slot::param_cost, {}},
                          {KeyPath{"amount"}, Slot::param_amount, {}}};
    part(Part::context) = {{KeyPath{"turn"}, Slot::context_turn, {}}, {KeyPath{"target"}, Slot::context_target, {}}};
    part(Part::result) = {
        {KeyPath{"success"}, Slot::result_success, {}}, {KeyPath{"element"}, Slot::result_element, {}},
        {KeyPath{"amount"}, Slot::result_amount, {}},   {KeyPath{"damage"}, Slot::result_damage, {}},
        {KeyPath{"heal"}, Slot::result_heal, {}},       {KeyPath{"healing"}, Slot::result_healing, {}},
        {KeyPath{"killed"}, Slot::result_killed, {}},   {KeyPath{"hits"}, Slot::result_hits, Part::hit}};
    part(Part::error) = {{KeyPath{"code"}, Slot::error_code, {}}};
    part(Part::hit) = {{KeyPath{"target"}, Slot::hit_target, {}},   {KeyPath{"target_name"}, Slot::hit_target_name, {}},
                       {KeyPath{"damage"}, Slot::hit_damage, {}},   {KeyPath{"heal"}, Slot::hit_heal, {}},
                       {KeyPath{"healing"}, Slot::hit_healing, {}}, {KeyPath{"killed"}, Slot::hit_killed, {}}};
}

}  // namespace tk::report
