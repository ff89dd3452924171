#include "grid-analyze/show/legend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "core/json.hpp"

namespace tk::grid {
namespace {

constexpr Sign known_signs[] = {{"reachable", "+", Color::green}, {"in_sight", "*", Color::blue},
                                {"range", "-", Color::blue},      {"target", "x", Color::red},
                                {"start_ally", "=", Color::cyan}, {"start_enemy", "~", Color::magenta}};
constexpr Sign other_signs[] = {{"", "+", Color::green}, {"", "*", Color::blue},    {"", "x", Color::red},
                                {"", "=", Color::cyan},  {"", "~", Color::magenta}, {"", "-", Color::yellow}};

}  // namespace

std::vector<Sign> signs_of(const std::vector<Highlight>& highlights) {
    std::vector<Sign> signs;
    std::set<std::string_view> taken;
    for (const Highlight& highlight : highlights) {
        const auto known = std::find_if(std::begin(known_signs), std::end(known_signs),
                                        [&](const Sign& sign) { return sign.name == highlight.name; });
        signs.push_back(known == std::end(known_signs) ? Sign{} : *known);
        taken.insert(signs.back().sign);
    }
    for (Sign& sign : signs) {
        if (!sign.sign.empty()) continue;
        const auto left = std::find_if(std::begin(other_signs), std::end(other_signs),
                                       [&](const Sign& other) { return taken.count(other.sign) == 0; });
        sign = left == std::end(other_signs) ? other_signs[0] : *left;
        taken.insert(sign.sign);
    }
    return signs;
}

std::string short_id(const std::string& id) {
    const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
    const bool is_numbered = id.size() == 3 && id[0] == 'e' && is_digit(id[1]) && is_digit(id[2]);
    return printable(is_numbered ? id.substr(1) : id);
}

std::string about(const Piece& piece) {
    JsonParser parser;
    const JsonView entity = parser.parse(piece.record);
    std::string text;
    const auto add = [&](std::string_view word) {
        if (!word.empty()) text += (text.empty() ? "" : " ") + printable(word);
    };
    add(entity.string("name").value_or(entity.string("kind").value_or("")));
    add(piece.team);
    const auto hp = entity.integer("hp"), most = entity.integer("max_hp");
    if (hp) {
        add(most ? fmt::format("{}/{} HP", *hp, *most) : fmt::format("{} HP", *hp));
    } else if (const auto share = entity.number("hp_share")) {
        add(fmt::format("{:.0f} %", 100 * *share));
    }
    return text;
}

std::string legend(const std::vector<Entry>& entries, std::size_t columns, bool color) {
    constexpr std::size_t apart = 3;
    std::string text;
    std::size_t used = 0;
    for (const Entry& entry : entries) {
        const std::string words =
            fit(entry.text, columns > display_width(entry.sign) + 2 ? columns - display_width(entry.sign) - 1 : 1);
        const std::size_t width = display_width(entry.sign) + 1 + display_width(words);
        if (used > 0 && used + apart + width > columns) {
            text += "\n";
            used = 0;
        }
        if (used > 0) text += std::string(apart, ' ');
        used += (used > 0 ? apart : 0) + width;
        text += (entry.color ? paint(entry.sign, *entry.color, color) : entry.sign) + " " + words;
    }
    return used > 0 ? text + "\n" : text;
}

}  // namespace tk::grid
