#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/spell.hpp"

namespace tk::rules {

/// What one fighter has cast so far, as far as is known. Turns count from 1.
class CastHistory {
public:
    /// `target` is the id of the fighter on the target cell; empty when the cell was free.
    void add(std::string_view spell_id, int turn, std::string_view target = {});

    int casts_in_turn(std::string_view spell_id, int turn) const;
    int casts_on(std::string_view spell_id, int turn, std::string_view target) const;
    /// Turns until the spell may be cast again because of its cooldown or its initial cooldown; 0: it may be cast now.
    int cooldown_left(const Spell& spell, int turn) const;

private:
    struct Cast {
        std::string spell_id;
        int turn;
        std::string target;
    };
    std::vector<Cast> casts_;
};

}  // namespace tk::rules
