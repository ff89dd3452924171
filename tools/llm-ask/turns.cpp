#include "llm-ask/turns.hpp"

#include <utility>

namespace tk::llm {

std::optional<Turn> TurnCollector::take(const JsonView& record) {
    learn_names(record, names_);
    if (record.string("type") == "action") return take_action(record);
    if (const auto state = record.find("state"); state && state->is_object()) return take_state(*state);
    return std::nullopt;
}

std::optional<Turn> TurnCollector::finish() {
    other_turn_shown_ = false;
    Turn over = std::exchange(turn_, {});
    if (over.facts.empty()) return std::nullopt;
    return over;
}

std::optional<Turn> TurnCollector::take_action(const JsonView& action) {
    ++actions_;
    std::optional<std::int64_t> number;
    if (const auto context = action.find("context")) number = context->integer("turn");
    const std::string session(action.string("session").value_or(""));

    std::optional<Turn> over;
    const bool other_turn = number && turn_.number && *number != *turn_.number;
    if (!turn_.facts.empty() && (other_turn || session != turn_.session)) over = finish();
    if (number) turn_.number = number;
    turn_.session = session;
    if (turn_.facts.size() < max_facts) {
        turn_.facts.push_back(fact_of(action, names_));
    } else {
        ++turn_.left_out;
    }
    return over;
}

std::optional<Turn> TurnCollector::take_state(const JsonView& state) {
    ++states_;
    const auto number = state.integer("turn");
    if (!number || turn_.facts.empty() || !turn_.number) return std::nullopt;
    if (*number == *turn_.number) {
        other_turn_shown_ = false;
        return std::nullopt;
    }
    if (!std::exchange(other_turn_shown_, true)) return std::nullopt;
    return finish();
}

}  // namespace tk::llm
