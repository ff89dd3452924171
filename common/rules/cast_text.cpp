#include <fmt/format.h>

#include <array>

#include "rules/cast.hpp"

namespace tk::rules {
namespace {

struct Words {
    std::string_view name, english, french;
};

/// In the order of CastCode.
constexpr std::array<Words, 17> words{{
    {"NONE", "can be cast", "peut être lancé"},
    {"TOO_MANY_LAUNCHS", "no casts left this turn", "plus aucun lancer ce tour"},
    {"COOLDOWN", "still cooling down", "encore en relance"},
    {"ACTION_POINTS", "not enough action points", "pas assez de points d'action"},
    {"TOO_MANY_LAUNCHS_ON_CELL", "no casts left on this target this turn", "plus aucun lancer sur cette cible ce tour"},
    {"MAX_RANGE", "the target is too far away", "la cible est trop loin"},
    {"MIN_RANGE", "the target is too near", "la cible est trop proche"},
    {"NOT_IN_LINE", "the target is not in a straight line", "la cible n'est pas en ligne droite"},
    {"LINE_OF_SIGHT", "the target is out of sight", "la cible n'est pas en ligne de vue"},
    {"TOO_MANY_INVOCATIONS", "too many summoned creatures", "trop de créatures invoquées"},
    {"NEED_FREE_CELL", "the cell must be free", "la case doit être libre"},
    {"NEED_TAKEN_CELL", "somebody must stand on the cell", "la case doit être occupée"},
    {"REQUIRED_STATE", "a required state is missing", "un état requis manque"},
    {"FORBIDDEN_STATE", "a state forbids it", "un état l'interdit"},
    {"NOT_IN_DIAGONAL", "the target is not on a diagonal", "la cible n'est pas en diagonale"},
    {"UNKNOWN", "the caster's or the target's cell is not known", "la case du lanceur ou de la cible est inconnue"},
    {"NOT_IN_RANGE", "the cell is an obstacle or a hole", "la case est un obstacle ou un trou"},
}};

const Words& words_of(CastCode code) {
    return words.at(static_cast<std::size_t>(code));
}

/// "1 turn", "2 turns".
std::string counted(int count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// French has the plural from two on.
std::string counted_french(int count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count >= 2 ? "s" : "");
}

std::string english(const CastVerdict& verdict) {
    const auto [code, have, limit] = verdict;
    switch (code) {
        case CastCode::too_many_launchs:
            return fmt::format("already cast {} of {} this turn", have, counted(limit, "time"));
        case CastCode::too_many_launchs_on_cell:
            return fmt::format("already cast {} of {} on this target this turn", have, counted(limit, "time"));
        case CastCode::cooldown: return fmt::format("still cooling down: {} to wait", counted(have, "turn"));
        case CastCode::action_points:
            return fmt::format("costs {} AP, {} {} left", limit, have, have == 1 ? "is" : "are");
        case CastCode::max_range:
            return fmt::format("the target is {} away, the range is {}", counted(have, "cell"), limit);
        case CastCode::min_range:
            return fmt::format("the target is {} away, the range begins at {}", counted(have, "cell"), limit);
        default: return std::string(words_of(code).english);
    }
}

std::string french(const CastVerdict& verdict) {
    const auto [code, have, limit] = verdict;
    switch (code) {
        case CastCode::too_many_launchs: return fmt::format("déjà lancé {} fois sur {} ce tour", have, limit);
        case CastCode::too_many_launchs_on_cell:
            return fmt::format("déjà lancé {} fois sur {} sur cette cible ce tour", have, limit);
        case CastCode::cooldown: return fmt::format("encore en relance : {} à attendre", counted_french(have, "tour"));
        case CastCode::action_points: return fmt::format("coûte {} PA, il en reste {}", limit, have);
        case CastCode::max_range:
            return fmt::format("la cible est à {}, la portée est de {}", counted_french(have, "case"), limit);
        case CastCode::min_range:
            return fmt::format("la cible est à {}, la portée commence à {}", counted_french(have, "case"), limit);
        default: return std::string(words_of(code).french);
    }
}

}  // namespace

std::string_view code_name(CastCode code) {
    return words_of(code).name;
}

std::string_view describe(CastCode code, Language language) {
    return language == Language::french ? words_of(code).french : words_of(code).english;
}

std::string describe(const CastVerdict& verdict, Language language) {
    return language == Language::french ? french(verdict) : english(verdict);
}

}  // namespace tk::rules
