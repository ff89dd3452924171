#include "rules/history.hpp"

#include <algorithm>

namespace tk::rules {

void CastHistory::add(std::string_view spell_id, int turn, std::string_view target) {
    casts_.push_back({std::string(spell_id), turn, std::string(target)});
}

int CastHistory::casts_in_turn(std::string_view spell_id, int turn) const {
    return static_cast<int>(std::count_if(casts_.begin(), casts_.end(), [&](const Cast& cast) {
        return cast.turn == turn && cast.spell_id == spell_id;
    }));
}

int CastHistory::casts_on(std::string_view spell_id, int turn, std::string_view target) const {
    return static_cast<int>(std::count_if(casts_.begin(), casts_.end(), [&](const Cast& cast) {
        return cast.turn == turn && cast.spell_id == spell_id && cast.target == target;
    }));
}

int CastHistory::cooldown_left(const Spell& spell, int turn) const {
    int free_from = 1 + spell.initial_cooldown;
    if (spell.cooldown > 0)
        for (const Cast& cast : casts_)
            if (cast.spell_id == spell.id) free_from = std::max(free_from, cast.turn + spell.cooldown);
    return std::max(0, free_from - turn);
}

}  // namespace tk::rules
