#include "action-report/tally.hpp"

#include <algorithm>

#include "core/actions.hpp"

namespace tk::report {

namespace {

constexpr std::uint32_t unknown_kind = UINT32_MAX;

/// Turns come in order but for a few.
void add_turn(std::vector<std::int64_t>& turns, std::int64_t turn) {
    if (turns.empty() || turn > turns.back()) {
        turns.push_back(turn);
        return;
    }
    const auto place = std::lower_bound(turns.begin(), turns.end(), turn);
    if (*place != turn) turns.insert(place, turn);
}

}  // namespace

void Outcomes::add(const Outcomes& other) {
    successes += other.successes;
    failures += other.failures;
    unknown += other.unknown;
}

std::uint32_t Tally::kind_of(std::string_view spelling) {
    const std::uint32_t number = spellings_.index_of(spelling);
    if (number < kind_of_spelling_.size() && kind_of_spelling_[number] != unknown_kind)
        return kind_of_spelling_[number];
    const auto word = find_action(spelling);
    const std::string name(word ? word->name : spelling);
    const auto [place, is_new] = kind_of_name_.try_emplace(name, static_cast<std::uint32_t>(kinds_.size()));
    if (is_new) kinds_.push_back({name, word.has_value(), word && word->happening});
    kind_of_spelling_.resize(spellings_.size(), unknown_kind);
    return kind_of_spelling_[number] = place->second;
}

Cell& Tally::cell_of(std::uint32_t actor, std::uint32_t kind) {
    const auto [place, is_new] = cell_index_.index_of(actor, kind);
    if (is_new) {
        Cell cell;
        cell.actor = actor;
        cell.kind = kind;
        cells_.push_back(std::move(cell));
    }
    return cells_[place];
}

Counted Tally::add(const Event& event) {
    ++count_;
    const std::uint32_t actor = actors_.index_of(event.actor, event.actor_name);
    const std::uint32_t kind = kind_of(event.action);
    const std::uint32_t session = session_names_.index_of(event.session);
    const bool happening = kinds_[kind].happening;

    Cell& cell = cell_of(actor, kind);
    ++cell.count;
    if (!happening) cell.outcomes.add(event.success);
    if (event.duration) cell.durations.add(*event.duration);
    if (!event.error.empty()) {
        const std::uint32_t error = errors_.index_of(event.error);
        if (error_counts_.size() < errors_.size()) error_counts_.resize(errors_.size());
        ++error_counts_[error];
    }
    add_session(session, event);
    add_effects(event, actor, kinds_[kind]);
    if (!event.spell.empty() && !happening) add_spell(event, actor);
    return {session, actor, kind};
}

void Tally::add_session(std::uint32_t session, const Event& event) {
    if (sessions_.size() <= session) sessions_.resize(session + 1UL);
    Session& totals = sessions_[session];
    ++totals.actions;
    if (event.turn) {
        add_turn(totals.turns, *event.turn);
        totals.first_turn = std::min(totals.first_turn.value_or(*event.turn), *event.turn);
        totals.last_turn = std::max(totals.last_turn.value_or(*event.turn), *event.turn);
    }
    if (event.t) {
        totals.first_t = totals.first_t ? std::min(*totals.first_t, *event.t) : *event.t;
        totals.last_t = totals.last_t ? std::max(*totals.last_t, *event.t) : *event.t;
    }
}

void Tally::add_effects(const Event& event, std::uint32_t actor, const ActionKind& kind) {
    if (kind.in_vocabulary && event.cost && event.success.value_or(true)) {
        (kind.name == "move" ? actors_.at(actor).movement_points : actors_.at(actor).action_points) +=
            static_cast<double>(*event.cost);
    }
    if (kind.name == "die") ++actors_.at(actor).deaths;
    const bool loses = kind.name == "lose_hp";
    if (loses || kind.name == "gain_hp") {
        double amount = event.amount.value_or(0);
        for (const Hit& hit : event.hits) amount += (loses ? hit.damage : hit.heal).value_or(0);
        (loses ? actors_.at(actor).damage_taken : actors_.at(actor).healing_received) += amount;
        return;
    }
    for (const Hit& hit : event.hits) {
        actors_.at(actor).damage_dealt += hit.damage.value_or(0);
        actors_.at(actor).healing_done += hit.heal.value_or(0);
        if (hit.killed) ++actors_.at(actor).kills;
        if (hit.target.empty() && hit.target_name.empty()) continue;
        Actor& target = actors_.at(actors_.index_of(hit.target, hit.target_name));
        target.damage_taken += hit.damage.value_or(0);
        target.healing_received += hit.heal.value_or(0);
    }
}

void Tally::add_spell(const Event& event, std::uint32_t actor) {
    const std::uint32_t spell = spells_.index_of(event.spell);
    const auto [place, is_new] = spell_index_.index_of(actor, spell);
    if (is_new) {
        SpellCell cell;
        cell.actor = actor;
        cell.spell = spell;
        spell_cells_.push_back(std::move(cell));
    }
    SpellCell& cell = spell_cells_[place];
    ++cell.count;
    cell.outcomes.add(event.success);
    if (event.cost && event.success.value_or(true)) cell.action_points += static_cast<double>(*event.cost);
    double damage = 0;
    double healing = 0;
    for (const Hit& hit : event.hits) {
        damage += hit.damage.value_or(0);
        healing += hit.heal.value_or(0);
    }
    if (damage > 0) cell.damage.add(damage);
    if (healing > 0) cell.healing.add(healing);
}

}  // namespace tk::report
