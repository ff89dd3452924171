#include "action-report/event_slots.hpp"

namespace tk::report {

std::optional<bool> Slots::truth(Slot slot) const {
    const Scalar* const value = find(slot);
    if (value == nullptr) return std::nullopt;
    if (value->kind == Scalar::Kind::boolean) return value->flag;
    const auto number = integer(slot);
    if (number == 0 || number == 1) return number == 1;
    return std::nullopt;
}

void Slots::add_hit() {
    Hit hit{.target = text(Slot::hit_target),
            .target_name = text(Slot::hit_target_name),
            .damage = amount(Slot::hit_damage),
            .heal = amount(Slot::hit_heal)};
    if (!hit.heal) hit.heal = amount(Slot::hit_healing);
    const Scalar* const killed = find(Slot::hit_killed);
    hit.killed = killed != nullptr && killed->kind == Scalar::Kind::boolean && killed->flag;
    hits.push_back(hit);
}

}  // namespace tk::report
