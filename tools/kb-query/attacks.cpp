#include "kb-query/attacks.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "core/rows.hpp"
#include "kb-query/answer.hpp"

namespace tk::query {

namespace {

struct Roll {
    double mean = 0;
    int most = 0;
};

std::string text_at(const Value& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// A list or an object in the record; an empty list when there is none.
Value member(const Value& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_structured() ? *found : Value::array();
}

/// "2d6", "2d6+3", "1d4-1", "5".
std::optional<Roll> roll_of(const std::string& dice) {
    static const std::regex shape(R"((\d{1,3})(?:d(\d{1,3}))?(?: ?([+-]) ?(\d{1,4}))?)");
    std::smatch parts;
    if (!std::regex_match(dice, parts, shape)) return std::nullopt;
    const int count = std::stoi(parts[1]);
    const int sides = parts[2].matched ? std::stoi(parts[2]) : 1;
    int bonus = parts[4].matched ? std::stoi(parts[4]) : 0;
    if (parts[3] == "-") bonus = -bonus;
    return Roll{std::max(0.0, count * (sides + 1) / 2.0 + bonus), std::max(0, count * sides + bonus)};
}

/// One entry of `damage`, or the highest of those to choose from.
void add_damage(Attack& attack, const Value& damage) {
    const Value* chosen = &damage;
    std::optional<Roll> roll = roll_of(text_at(damage, "damage_dice"));
    const Value::json_pointer options("/from/options");
    if (!roll && damage.is_object() && damage.contains(options) && damage[options].is_array()) {
        for (const Value& option : damage[options]) {
            const auto other = roll_of(text_at(option, "damage_dice"));
            if (!other || (roll && other->mean <= roll->mean)) continue;
            roll = other;
            chosen = &option;
        }
    }
    if (!roll) return;
    attack.damage += roll->mean;
    attack.most_damage += roll->most;
    if (chosen->contains("damage_type")) {
        if (std::string type = text_at((*chosen)["damage_type"], "name"); !type.empty())
            attack.elements.push_back(std::move(type));
    }
}

/// "reach 5 ft. or range 20/60 ft.", else the first measure: "60-foot cone".
std::optional<int> reach_in(const std::string& words) {
    static const std::regex weapon(R"((?:reach|range) (\d{1,5})(?:/(\d{1,5}))? ?(?:ft|feet))");
    static const std::regex measure(R"((\d{1,5})[- ](?:foot|feet|ft))");
    std::optional<int> reach;
    for (std::sregex_iterator at(words.begin(), words.end(), weapon), end; at != end; ++at)
        reach = std::max(reach.value_or(0), std::stoi((*at)[2].matched ? (*at)[2] : (*at)[1]));
    std::smatch first;
    if (!reach && std::regex_search(words, first, measure)) reach = std::stoi(first[1]);
    return reach;
}

}  // namespace

std::vector<Attack> attacks_of(const Value& monster) {
    std::vector<Attack> attacks;
    for (const Value& action : member(monster, "actions")) {
        if (!action.is_object() || !action.contains("damage") || !action["damage"].is_array()) continue;
        Attack attack;
        attack.name = text_at(action, "name");
        for (const Value& damage : action["damage"]) add_damage(attack, damage);
        if (attack.name.empty() || attack.most_damage == 0) continue;
        if (action.contains("attack_bonus") && action["attack_bonus"].is_number_integer())
            attack.to_hit = action["attack_bonus"].get<int>();
        attack.reach = reach_in(text_at(action, "desc"));
        attacks.push_back(std::move(attack));
    }
    std::stable_sort(attacks.begin(), attacks.end(),
                     [](const Attack& a, const Attack& b) { return a.damage > b.damage; });
    return attacks;
}

int speed_of(const Value& monster) {
    static const std::regex feet(R"((\d{1,5}) ?ft.*)");
    int fastest = 0;
    const Value ways = member(monster, "speed");
    for (const auto& [way, speed] : ways.items()) {
        const std::string text = speed.is_string() ? speed.get<std::string>() : "";
        std::smatch parts;
        if (std::regex_match(text, parts, feet)) fastest = std::max(fastest, std::stoi(parts[1]));
    }
    return fastest;
}

std::optional<int> farthest_attack(const std::vector<Attack>& attacks, int speed) {
    std::optional<int> farthest;
    for (const Attack& attack : attacks) {
        if (!attack.reach) return std::nullopt;
        farthest = std::max(farthest.value_or(0), *attack.reach + speed);
    }
    return farthest;
}

Value attack_list(const std::vector<Attack>& attacks) {
    Value list = Value::array();
    for (const Attack& attack : attacks) {
        Value entry{{"attack", attack.name}, {"damage_of_a_hit", attack.damage}, {"most_damage", attack.most_damage}};
        if (!attack.elements.empty()) entry["elements"] = attack.elements;
        if (attack.to_hit) entry["to_hit"] = *attack.to_hit;
        if (attack.reach) entry["reach_feet"] = *attack.reach;
        list.push_back(std::move(entry));
    }
    return list;
}

Value attack_advice(const std::vector<Attack>& attacks, std::optional<int> farthest, Language language) {
    Value lines = Value::array();
    lines.push_back(in_language(language, "its strongest attack is {}: {} damage when it hits",
                                "son attaque la plus forte est {} : {} dégâts quand elle touche", attacks.front().name,
                                attacks.front().damage));
    if (farthest) {
        lines.push_back(in_language(language, "farther than {} feet none of these attacks comes in a turn",
                                    "au-delà de {} pieds, aucune de ces attaques n'arrive en un tour", *farthest));
    }
    return lines;
}

}  // namespace tk::query
