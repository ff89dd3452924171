#include "action-report/ties.hpp"

#include <algorithm>

namespace tk::report {

namespace {

std::uint64_t key_of(std::uint32_t a, std::uint32_t b) {
    return (std::uint64_t{a} << 32) | b;
}

}  // namespace

std::uint32_t Ties::node_of(std::string_view id, std::string_view name) {
    const std::uint32_t node = nodes_.index_of(id.empty() ? name : id);
    if (!name.empty()) {
        if (labels_.size() <= node) labels_.resize(node + 1UL);
        if (labels_[node].empty()) labels_[node] = name;
    }
    return node;
}

const std::string& Ties::label(std::uint32_t node) const {
    return node < labels_.size() && !labels_[node].empty() ? labels_[node] : nodes_.text(node);
}

/// Null for a pair that came after the most that are kept.
Ties::Tie* Ties::tie_of(std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    const std::uint64_t key = key_of(a, b);
    if (const auto known = tie_index_.find(key); known != tie_index_.end()) return &ties_[known->second];
    if (ties_.size() >= most_pairs) {
        ++left_out_;
        return nullptr;
    }
    tie_index_.emplace(key, static_cast<std::uint32_t>(ties_.size()));
    Tie& tie = ties_.emplace_back();
    tie.a = a;
    tie.b = b;
    return &tie;
}

Ties::Handover* Ties::handover_of(std::uint32_t from, std::uint32_t to) {
    const std::uint64_t key = key_of(from, to);
    if (const auto known = handover_index_.find(key); known != handover_index_.end()) return &handovers_[known->second];
    if (handovers_.size() >= most_pairs) {
        ++left_out_;
        return nullptr;
    }
    handover_index_.emplace(key, static_cast<std::uint32_t>(handovers_.size()));
    Handover& handover = handovers_.emplace_back();
    handover.from = from;
    handover.to = to;
    return &handover;
}

void Ties::add(const Event& event, std::uint32_t session) {
    if (event.actor.empty() && event.actor_name.empty()) return;
    const std::uint32_t node = node_of(event.actor, event.actor_name);
    if (companies_.size() <= session) companies_.resize(session + 1UL);
    Company& company = companies_[session];
    if (company.last != UINT32_MAX) {
        Handover* const handover = handover_of(company.last, node);
        if (handover != nullptr) {
            ++handover->count;
            handover->outcomes.add(event.success);
            handover->trail.add(event.record);
        }
    }
    const bool changes = company.last != node;
    company.last = node;
    if (!changes || std::find(company.actors.begin(), company.actors.end(), node) != company.actors.end()) return;
    if (company.actors.size() == most_together) {
        crowded_ += company.crowded ? 0 : 1;
        company.crowded = true;
        return;
    }
    // A session without a name is no session: who is in it need not have met.
    if (!event.session.empty()) {
        for (const std::uint32_t other : company.actors) {
            Tie* const tie = tie_of(other, node);
            if (tie == nullptr) continue;
            ++tie->sessions;
            ++tie->weight;
            tie->trail.add(event.record);
        }
    }
    company.actors.push_back(node);
}

void Ties::add_interaction(const std::vector<std::string>& actors, std::string_view, std::optional<bool> success,
                           double weight, std::uint64_t record) {
    ++interactions_;
    for (std::size_t i = 0; i < actors.size(); ++i) {
        for (std::size_t j = i + 1; j < actors.size(); ++j) {
            if (actors[i] == actors[j]) continue;
            Tie* const tie = tie_of(node_of(actors[i], {}), node_of(actors[j], {}));
            if (tie == nullptr) continue;
            ++tie->interactions;
            tie->weight += weight;
            tie->outcomes.add(success);
            tie->trail.add(record);
        }
    }
}

}  // namespace tk::report
