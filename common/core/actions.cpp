#include "core/actions.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace tk {

namespace {

struct Entry {
    ActionWord word;
    std::array<std::string_view, 3> aliases;  // in lower case with underscores; the rest is empty
};

constexpr std::array<Entry, 19> entries{{
    {{"move"}, {"walk", "movement", "step"}},
    {{"spell_cast"}, {"cast", "cast_spell", "spell"}},
    {{"attack"}, {"hit", "strike"}},
    {{"use_item"}, {"use", "item", "item_use"}},
    {{"equip"}, {}},
    {{"trade"}, {}},
    {{"craft"}, {}},
    {{"travel"}, {}},
    {{"dialogue"}, {"dialog", "talk"}},
    {{"summon"}, {}},
    {{"end_turn"}, {"turn_end", "pass", "pass_turn"}},
    {{"appear", true}, {"spawn", "join"}},
    {{"die", true}, {"died", "death"}},
    {{"lose_hp", true}, {"damage"}},
    {{"gain_hp", true}, {"heal", "regenerate"}},
    {{"lose_ap", true}, {}},
    {{"gain_ap", true}, {}},
    {{"lose_mp", true}, {}},
    {{"gain_mp", true}, {}},
}};

std::string normal_spelling(std::string_view spelling) {
    std::string result(spelling);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '-' || c == ' ') c = '_';
    }
    return result;
}

}  // namespace

std::optional<ActionWord> find_action(std::string_view spelling) {
    if (spelling.empty()) return std::nullopt;
    const std::string normal = normal_spelling(spelling);
    const auto entry = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) {
        return e.word.name == normal || std::find(e.aliases.begin(), e.aliases.end(), normal) != e.aliases.end();
    });
    return entry == entries.end() ? std::nullopt : std::optional(entry->word);
}

std::string_view action_name(std::string_view spelling) {
    const auto word = find_action(spelling);
    return word ? word->name : spelling;
}

}  // namespace tk
