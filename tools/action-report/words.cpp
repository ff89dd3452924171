#include "action-report/words.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "action-report/layout.hpp"
#include "rules/cast.hpp"

namespace tk::report {

namespace {

struct ActionWords {
    std::string_view action;
    const char* english;
    const char* french;
    const char* english_label;
    const char* french_label;
};

constexpr std::array<ActionWords, 19> action_words{{
    {"move", "moves", "se déplace", "move", "déplacement"},
    {"spell_cast", "casts", "lance", "spell cast", "sort lancé"},
    {"attack", "attacks", "attaque", "attack", "attaque"},
    {"use_item", "uses an item", "utilise un objet", "item", "objet"},
    {"equip", "changes equipment", "change d'équipement", "equipment", "équipement"},
    {"trade", "trades", "échange", "trade", "échange"},
    {"craft", "crafts", "fabrique", "craft", "fabrication"},
    {"travel", "travels", "voyage", "travel", "voyage"},
    {"dialogue", "talks", "dialogue", "dialogue", "dialogue"},
    {"summon", "summons", "invoque", "summoning", "invocation"},
    {"end_turn", "ends the turn", "termine son tour", "end of turn", "fin de tour"},
    {"appear", "appears", "apparaît", "appearance", "apparition"},
    {"die", "dies", "meurt", "death", "mort"},
    {"lose_hp", "loses hit points", "perd des points de vie", "hit points lost", "points de vie perdus"},
    {"gain_hp", "regains hit points", "regagne des points de vie", "hit points gained", "points de vie gagnés"},
    {"lose_ap", "loses action points", "perd des points d'action", "action points lost", "points d'action perdus"},
    {"gain_ap", "gains action points", "gagne des points d'action", "action points gained", "points d'action gagnés"},
    {"lose_mp", "loses movement points", "perd des points de mouvement", "movement points lost",
     "points de mouvement perdus"},
    {"gain_mp", "gains movement points", "gagne des points de mouvement", "movement points gained",
     "points de mouvement gagnés"},
}};

const ActionWords* find_words(std::string_view action) {
    for (const ActionWords& words : action_words) {
        if (words.action == action) return &words;
    }
    return nullptr;
}

/// The name of a target, else its id; `log` may know a name that the record does not tell.
std::string target_text(std::uint32_t id, std::uint32_t name, const Collector& log) {
    const Names& names = log.timeline().names();
    if (!names.text(name).empty()) return clean(names.text(name));
    const std::string& known = log.name_of(names.text(id));
    return clean(known.empty() ? names.text(id) : known);
}

std::string move_text(const Tongue& tongue, const Deed& deed, const Collector& log) {
    if (deed.from && deed.to) {
        return fmt::format(fmt::runtime(tongue("moves from {} to {}", "va de {} à {}")), *deed.from, *deed.to);
    }
    if (deed.to) return fmt::format(fmt::runtime(tongue("moves to {}", "va en {}")), *deed.to);
    const std::string& target = log.timeline().names().text(deed.target);  // "e4" of a game of chess
    if (!target.empty()) return tongue("moves ", "joue ") + clean(target);
    return tongue("moves", "se déplace");
}

std::string cast_text(const Tongue& tongue, const Deed& deed, const Collector& log) {
    const std::string& spell = log.timeline().names().text(deed.spell);
    std::string text = tongue("casts ", "lance ") + (spell.empty() ? tongue("a spell", "un sort") : clean(spell));
    if (const std::string target = target_text(deed.target, deed.target_name, log); !target.empty()) {
        text += tongue(" on ", " sur ") + target;
    } else if (deed.cell) {
        text += tongue(" on cell ", " sur la case ") + std::to_string(*deed.cell);
    }
    return text;
}

std::string hit_text(const Tongue& tongue, const KeptHit& hit) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (hit.damage) add(fmt::format("-{} {}", number_text(*hit.damage), tongue("HP", "PV")));
    if (hit.heal) add(fmt::format("+{} {}", number_text(*hit.heal), tongue("HP", "PV")));
    if (hit.killed) add(tongue("killed", "mort"));
    return text;
}

std::string hits_text(const Tongue& tongue, const Deed& deed, const Collector& log) {
    const std::string element = clean(log.timeline().names().text(deed.element));
    const std::string target = target_text(deed.target, deed.target_name, log);
    std::string text;
    for (const KeptHit& hit : deed.hits) {
        const std::string name = target_text(hit.target, hit.target_name, log);
        if (!text.empty()) text += "; ";
        if (!name.empty() && name != target) text += name + " ";
        text += hit_text(tongue, hit);
    }
    return text.empty() || element.empty() ? text : text + " (" + element + ")";
}

std::string failure_text(const Tongue& tongue, const Deed& deed, const Collector& log) {
    const std::string& code = log.timeline().names().text(deed.error);
    if (deed.success == false) {
        const char* const fails = tongue("fails", "échoue");
        return code.empty() ? fails : fmt::format("{}{}{}", fails, tongue(": ", " : "), reason_text(tongue, code));
    }
    return code.empty() ? "" : tongue("error: ", "erreur : ") + reason_text(tongue, code);
}

}  // namespace

std::string Tongue::count(std::uint64_t number, const char* one, const char* many) const {
    const bool single = language == Language::french ? number < 2 : number == 1;
    return fmt::format("{} {}", number, single ? one : many);
}

std::string number_text(double value) {
    if (std::trunc(value) == value && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
    return fmt::format("{}", value);
}

std::string seconds_text(double value) {
    return number_text(value) + " s";
}

std::string action_label(const Tongue& tongue, std::string_view action) {
    const ActionWords* const words = find_words(action);
    return words != nullptr ? tongue(words->english_label, words->french_label) : clean(action);
}

std::string deed_text(const Tongue& tongue, const Deed& deed, const ActionKind& kind, const Collector& log) {
    if (kind.name == "move") return move_text(tongue, deed, log);
    if (kind.name == "spell_cast") return cast_text(tongue, deed, log);
    const ActionWords* const words = find_words(kind.name);
    std::string text = words != nullptr ? tongue(words->english, words->french) : clean(kind.name);
    if (kind.happening) return text;
    const std::string target = target_text(deed.target, deed.target_name, log);
    if (!target.empty()) text += (kind.name == "attack" ? " " : " → ") + target;
    if (const std::string& spell = log.timeline().names().text(deed.spell); !spell.empty())
        text += " (" + clean(spell) + ")";
    return text;
}

std::string cost_text(const Tongue& tongue, const Deed& deed, const ActionKind& kind) {
    if (!deed.cost || *deed.cost == 0) return {};
    if (!kind.in_vocabulary) return std::to_string(*deed.cost);
    return fmt::format("{} {}", *deed.cost, kind.name == "move" ? tongue("MP", "PM") : tongue("AP", "PA"));
}

std::string effect_text(const Tongue& tongue, const Deed& deed, const ActionKind& kind, const Collector& log) {
    const std::string hits = hits_text(tongue, deed, log);
    const std::string failure = failure_text(tongue, deed, log);
    if (kind.happening && hits.empty() && deed.amount) {
        const std::string_view name = kind.name;
        const auto points = name.ends_with("_ap")   ? tongue("AP", "PA")
                            : name.ends_with("_mp") ? tongue("MP", "PM")
                                                    : tongue("HP", "PV");
        return fmt::format("{}{} {}", name.starts_with("lose_") ? "-" : "+", number_text(*deed.amount), points);
    }
    return hits.empty() || failure.empty() ? hits + failure : hits + "; " + failure;
}

std::string reason_text(const Tongue& tongue, const std::string& code) {
    for (int i = 0; i <= static_cast<int>(rules::CastCode::not_in_range); ++i) {
        const auto known = static_cast<rules::CastCode>(i);
        if (rules::code_name(known) == code) return std::string(rules::describe(known, tongue.language));
    }
    return clean(code);
}

std::string actor_text(const Tongue& tongue, const Actor& actor) {
    const std::string& name = actor.name.empty() ? actor.id : actor.name;
    return name.empty() ? tongue("(no actor)", "(sans acteur)") : clean(name);
}

std::optional<Color> team_color(const std::string& team) {
    if (team == "ally") return Color::green;
    if (team == "enemy") return Color::red;
    return std::nullopt;
}

std::string team_text(const Tongue& tongue, const std::string& team) {
    if (team == "ally") return tongue("ally", "allié");
    if (team == "enemy") return tongue("enemy", "ennemi");
    return clean(team);
}

}  // namespace tk::report
