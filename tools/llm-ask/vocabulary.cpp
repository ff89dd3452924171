#include "llm-ask/vocabulary.hpp"

namespace tk::llm {

namespace {

constexpr Vocabulary english{
    .none_is_one = false,
    .someone = "Someone",
    .conjunction = "and",
    .dies = "dies",
    .appears = "appears",
    .appear = "appear",
    .casts = "casts {}",
    .fails_to_cast = "fails to cast {}",
    .a_spell = "a spell",
    .on = " on {}",
    .attacks = "attacks",
    .fails_to_attack = "fails to attack",
    .moves = "moves",
    .fails_to_move = "fails to move",
    .moves_cells = {"moves {} cell", "moves {} cells"},
    .for_ap = " for {} AP",
    .damage = {"{} damage", "{} damage"},
    .heal = {"{} HP restored", "{} HP restored"},
    .to = " to {}",
    .hp = "HP",
    .ap = "AP",
    .mp = "MP",
    .gains_some = "gains {}",
    .gains = "gains {} {}",
    .loses_some = "loses {}",
    .loses = "loses {} {}",
    .ends_turn = "ends the turn",
    .performs = "performs the action “{}”",
    .fails_at = "fails at the action “{}”",
    .left_out = {"{} more action is not told.", "{} more actions are not told."},
};

constexpr Vocabulary french{
    .none_is_one = true,
    .someone = "Quelqu'un",
    .conjunction = "et",
    .dies = "meurt",
    .appears = "apparaît",
    .appear = "apparaissent",
    .casts = "lance {}",
    .fails_to_cast = "échoue à lancer {}",
    .a_spell = "un sort",
    .on = " sur {}",
    .attacks = "attaque",
    .fails_to_attack = "échoue à attaquer",
    .moves = "se déplace",
    .fails_to_move = "échoue à se déplacer",
    .moves_cells = {"se déplace de {} case", "se déplace de {} cases"},
    .for_ap = " pour {} PA",
    .damage = {"{} point de dégâts", "{} points de dégâts"},
    .heal = {"{} PV rendu", "{} PV rendus"},
    .to = " à {}",
    .hp = "PV",
    .ap = "PA",
    .mp = "PM",
    .gains_some = "gagne des {}",
    .gains = "gagne {} {}",
    .loses_some = "perd des {}",
    .loses = "perd {} {}",
    .ends_turn = "termine son tour",
    .performs = "effectue l'action «\u00a0{}\u00a0»",
    .fails_at = "échoue à l'action «\u00a0{}\u00a0»",
    .left_out = {"{} autre action n'est pas racontée.", "{} autres actions ne sont pas racontées."},
};

}  // namespace

const Vocabulary& vocabulary(Language language) {
    return language == Language::french ? french : english;
}

}  // namespace tk::llm
