#pragma once

#include <string_view>

#include "core/program.hpp"

namespace tk::llm {

/// A format for a number of things: {} is the number.
struct Counted {
    std::string_view one;
    std::string_view many;
};

/// The words of one language for what happens in a fight; {} takes a number or a name. All but `someone` and `left_out`
/// are parts of a sentence.
struct Vocabulary {
    bool none_is_one;  ///< 0 takes the singular
    std::string_view someone;
    std::string_view conjunction;
    std::string_view dies;
    std::string_view appears;
    std::string_view appear;
    std::string_view casts;
    std::string_view fails_to_cast;
    std::string_view a_spell;
    std::string_view on;
    std::string_view attacks;
    std::string_view fails_to_attack;
    std::string_view moves;
    std::string_view fails_to_move;
    Counted moves_cells;
    std::string_view for_ap;
    Counted damage;
    Counted heal;
    std::string_view to;
    std::string_view hp;
    std::string_view ap;
    std::string_view mp;
    std::string_view gains_some;
    std::string_view gains;
    std::string_view loses_some;
    std::string_view loses;
    std::string_view ends_turn;
    std::string_view performs;
    std::string_view fails_at;
    Counted left_out;
};

/// The words of `language`.
const Vocabulary& vocabulary(Language language);

}  // namespace tk::llm
