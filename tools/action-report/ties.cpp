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
    if (labels_.size() <= node) labels_.resize(node + 1UL);
    if (!name.empty() && labels_[node].empty()) labels_[node] = name;
    return node;
}

const std::string& Ties::label(std::uint32_t node) const {
    return node < labels_.size() && !labels_[node].empty() ? labels_[node] : nodes_.text(node);
}

Ties::Tie& Ties::tie_of(std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    const auto [place, is_new] = tie_index_.try_emplace(key_of(a, b), static_cast<std::uint32_t>(ties_.size()));
    if (is_new) {
        Tie& tie = ties_.emplace_back();
        tie.a = a;
        tie.b = b;
    }
    return ties_[place->second];
}

void Ties::add(const Event& event, std::uint32_t session) {
    if (event.actor.empty() && event.actor_name.empty()) return;
    const std::uint32_t node = node_of(event.actor, event.actor_name);
    if (companies_.size() <= session) companies_.resize(session + 1UL);
    Company& company = companies_[session];
    if (company.last != UINT32_MAX) {
        const auto [place, is_new] =
            handover_index_.try_emplace(key_of(company.last, node), static_cast<std::uint32_t>(handovers_.size()));
        if (is_new) {
            Handover& fresh = handovers_.emplace_back();
            fresh.from = company.last;
            fresh.to = node;
        }
        Handover& handover = handovers_[place->second];
        ++handover.count;
        handover.outcomes.add(event.success);
        handover.places.add(event.record);
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
            Tie& tie = tie_of(other, node);
            ++tie.sessions;
            ++tie.weight;
            tie.places.add(event.record);
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
            Tie& tie = tie_of(node_of(actors[i], {}), node_of(actors[j], {}));
            ++tie.interactions;
            tie.weight += weight;
            tie.outcomes.add(success);
            tie.places.add(record);
        }
    }
}

}  // namespace tk::report
