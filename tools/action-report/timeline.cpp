#include "action-report/timeline.hpp"

namespace tk::report {

void Timeline::add(const Event& event, Counted counted) {
    const std::uint64_t number = deeds_seen_++;
    if (limit_ == 0) return;
    if (ring_.size() < limit_) ring_.emplace_back();
    Deed& deed = ring_[number % limit_];
    deed.counted = counted;
    deed.id.assign(event.id);
    deed.spell = names_.index_of(event.spell);
    deed.target = names_.index_of(event.target);
    deed.target_name = names_.index_of(event.target_name);
    deed.element = names_.index_of(event.element);
    deed.error = names_.index_of(event.error);
    deed.success = event.success;
    deed.duration = event.duration;
    deed.t = event.t;
    deed.turn = event.turn;
    deed.cell = event.cell;
    deed.from = event.from;
    deed.to = event.to;
    deed.cost = event.cost;
    deed.amount = event.amount;
    deed.hits.clear();
    for (const Hit& hit : event.hits) {
        deed.hits.push_back(
            {names_.index_of(hit.target), names_.index_of(hit.target_name), hit.damage, hit.heal, hit.killed});
    }
}

void Timeline::add(Answer answer) {
    ++answers_seen_;
    if (limit_ == 0) return;
    if (answers_.size() == limit_) answers_.pop_front();
    answers_.push_back(std::move(answer));
}

std::vector<const Deed*> Timeline::deeds() const {
    std::vector<const Deed*> result;
    const std::size_t oldest = ring_.size() < limit_ || limit_ == 0 ? 0 : deeds_seen_ % limit_;
    for (std::size_t i = 0; i < ring_.size(); ++i) result.push_back(&ring_[(oldest + i) % ring_.size()]);
    return result;
}

}  // namespace tk::report
