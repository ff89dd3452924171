#include "action-report/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace tk::report {

namespace {

constexpr std::array<Word, 19> words{{{"move", false},
                                      {"spell_cast", false},
                                      {"attack", false},
                                      {"use_item", false},
                                      {"equip", false},
                                      {"trade", false},
                                      {"craft", false},
                                      {"travel", false},
                                      {"dialogue", false},
                                      {"summon", false},
                                      {"end_turn", false},
                                      {"appear", true},
                                      {"die", true},
                                      {"lose_hp", true},
                                      {"gain_hp", true},
                                      {"lose_ap", true},
                                      {"gain_ap", true},
                                      {"lose_mp", true},
                                      {"gain_mp", true}}};

struct Alias {
    std::string_view spelling;
    std::string_view name;
};

constexpr std::array<Alias, 23> aliases{{{"cast", "spell_cast"},    {"cast_spell", "spell_cast"},
                                         {"spell", "spell_cast"},   {"walk", "move"},
                                         {"movement", "move"},      {"step", "move"},
                                         {"hit", "attack"},         {"strike", "attack"},
                                         {"item", "use_item"},      {"item_use", "use_item"},
                                         {"use", "use_item"},       {"talk", "dialogue"},
                                         {"dialog", "dialogue"},    {"pass", "end_turn"},
                                         {"pass_turn", "end_turn"}, {"turn_end", "end_turn"},
                                         {"spawn", "appear"},       {"join", "appear"},
                                         {"death", "die"},          {"died", "die"},
                                         {"damage", "lose_hp"},     {"heal", "gain_hp"},
                                         {"regenerate", "gain_hp"}}};

std::string normal_spelling(std::string_view spelling) {
    std::string result(spelling);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '-' || c == ' ') c = '_';
    }
    return result;
}

}  // namespace

std::optional<Word> find_word(std::string_view spelling) {
    const std::string normal = normal_spelling(spelling);
    std::string_view name = normal;
    const auto alias = std::find_if(aliases.begin(), aliases.end(), [&](const Alias& a) { return a.spelling == name; });
    if (alias != aliases.end()) name = alias->name;
    const auto word = std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.name == name; });
    if (word == words.end()) return std::nullopt;
    return *word;
}

}  // namespace tk::report
