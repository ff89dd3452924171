#include "kb-query/strategy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "core/text.hpp"
#include "kb-query/answer.hpp"
#include "kb-query/attacks.hpp"
#include "kb-query/condition.hpp"
#include "kb-query/listing.hpp"
#include "kb-query/spellbook.hpp"
#include "kb-query/threat.hpp"
#include "rules/cast.hpp"
#include "rules/damage.hpp"
#include "store/search.hpp"

namespace tk::query {

namespace {

double one_decimal(double number) {
    return std::round(number * 10) / 10;
}

constexpr std::string_view monster_columns =
    "SELECT game, id, name, race, level, level_max, health_points, action_points, movement_points, resistances, "
    "spells, "
    "loot_table, spawn_locations, ai_patterns, folded_name, extra FROM monsters WHERE (folded_name = $1 OR id = $2) "
    "AND "
    "($3 IS NULL OR game = $3) ORDER BY game, id";

/// Elements by what it is spared, the weakest first.
std::vector<std::pair<std::string, double>> resistances_of(const Value& monster) {
    std::vector<std::pair<std::string, double>> elements;
    if (!monster.contains("resistances") || !monster["resistances"].is_object()) return elements;
    for (const auto& [element, percent] : monster["resistances"].items()) {
        if (percent.is_number()) elements.emplace_back(element, percent.get<double>());
    }
    std::stable_sort(elements.begin(), elements.end(),
                     [](const auto& a, const auto& b) { return a.second < b.second; });
    return elements;
}

Value element_list(const std::vector<std::pair<std::string, double>>& elements, bool weak) {
    Value list = Value::array();
    for (const auto& [element, percent] : elements) {
        if (weak ? percent < 0 : percent > 0) list.push_back({{"element", element}, {"percent", percent}});
    }
    return list;
}

/// The damage that recorded casts of a spell did, whatever its element; null when none was recorded.
Value observed_damage(store::Database& database, const std::string& game, const std::string& spell) {
    const auto seen = database.prepare(
        "SELECT sum(casts), sum(failures), sum(samples), sum(total), min(least), max(most) FROM observed_damage WHERE "
        "game = $1 AND spell_id = $2");
    seen->with(game, spell);
    if (!seen->step() || seen->is_null(0)) return nullptr;
    Value observed{{"casts", seen->integer(0)}, {"failures", seen->integer(1)}, {"damage_samples", seen->integer(2)}};
    if (seen->integer(2) == 0) return observed;
    observed["mean_damage"] = one_decimal(seen->real(3) / static_cast<double>(seen->integer(2)));
    observed["least"] = seen->real(4);
    observed["most"] = seen->real(5);
    return observed;
}

/// Its spells that do damage, the most dangerous first by what was imported; what was observed stands beside it.
Value dangerous_spells(store::Database& database, const std::string& game, const std::vector<KnownSpell>& spells,
                       std::optional<std::int64_t> ap, int mp) {
    std::vector<std::pair<double, Value>> rated;
    const rules::Fighter plain;
    for (const KnownSpell& known : spells) {
        const rules::Spell& spell = known.rules;
        const rules::Expectation expected = rules::expected_damage(spell, plain, plain);
        if (expected.most_damage <= 0) continue;
        Value entry{{"spell", spell.name}, {"id", spell.id}, {"expected_damage", one_decimal(expected.damage)}};
        entry["most_damage"] = expected.most_damage;
        entry["ap_cost"] = spell.ap_cost;
        double a_turn = expected.damage;
        if (ap && spell.ap_cost > 0) {
            std::int64_t casts = *ap / spell.ap_cost;
            if (spell.casts_per_turn > 0) casts = std::min<std::int64_t>(casts, spell.casts_per_turn);
            if (spell.casts_per_target > 0) casts = std::min<std::int64_t>(casts, spell.casts_per_target);
            if (spell.cooldown > 0) casts = std::min<std::int64_t>(casts, 1);
            a_turn *= static_cast<double>(casts);
            entry["damage_a_turn"] = one_decimal(a_turn);
        }
        entry["range"] = {spell.min_range, spell.max_range};
        entry["reach"] = std::max(spell.min_range, spell.max_range) + mp;
        entry["line_of_sight"] = spell.needs_line_of_sight;
        if (spell.cooldown > 0) entry["cooldown"] = spell.cooldown;
        if (Value seen = observed_damage(database, game, spell.id); !seen.is_null())
            entry["observed"] = std::move(seen);
        rated.emplace_back(a_turn, std::move(entry));
    }
    std::stable_sort(rated.begin(), rated.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    Value list = Value::array();
    for (auto& [damage, entry] : rated) list.push_back(std::move(entry));
    return list;
}

/// The threat by distance, equal neighbours in one entry.
Value threat_list(const std::vector<Threat>& all) {
    Value list = Value::array();
    for (const Threat& threat : all) {
        const double damage = one_decimal(threat.damage);
        if (!list.empty() && list.back()["expected_damage"] == damage) {
            list.back()["to"] = threat.distance;
        } else {
            list.push_back({{"from", threat.distance}, {"to", threat.distance}, {"expected_damage", damage}});
        }
    }
    return list;
}

/// Maps that name the monster, by id or name.
Value homes(store::Database& database, const std::string& game, const std::string& id, const std::string& folded_name) {
    Value list = Value::array();
    const auto maps = database.prepare(
        "SELECT id, name, zone_name, monsters FROM maps WHERE game = $1 AND monsters IS NOT NULL ORDER BY id");
    maps->with(game);
    while (maps->step()) {
        const std::string_view text = maps->text(3);
        const Value monsters = Value::parse(text, nullptr, false);
        const std::string path[] = {"id"};
        std::vector<const Value*> names = values_at(monsters, {});
        for (const Value* inner : values_at(monsters, path)) names.push_back(inner);
        const bool lives_here = std::any_of(names.begin(), names.end(), [&](const Value* one) {
            if (one->is_number_integer()) return std::to_string(one->get<std::int64_t>()) == id;
            return one->is_string() && (*one == id || fold(one->get_ref<const std::string&>()) == folded_name);
        });
        if (!lives_here) continue;
        Value home{{"id", maps->text(0)}};
        if (!maps->is_null(1)) home["name"] = maps->text(1);
        if (!maps->is_null(2)) home["zone"] = maps->text(2);
        list.push_back(std::move(home));
    }
    return list;
}

/// What was seen in recorded actions, with how often.
Value observations(store::Database& database, const std::string& game, const std::string& id,
                   const std::string& folded_name) {
    Value list = Value::array();
    const auto seen = database.prepare(
        "SELECT behaviour, detail, samples, distance_samples, distance_total, damage_samples, damage_total, last_seen "
        "FROM "
        "observed_monsters WHERE game = $1 AND (monster_id = $2 OR monster_key = $3) ORDER BY samples DESC, behaviour, "
        "detail");
    seen->with(game, id, folded_name);
    while (seen->step()) {
        Value entry{{"behaviour", seen->text(0)}};
        if (!seen->text(1).empty()) entry["detail"] = seen->text(1);
        entry["samples"] = seen->integer(2);
        if (seen->integer(3) > 0) {
            entry["mean_distance"] = one_decimal(seen->real(4) / static_cast<double>(seen->integer(3)));
            entry["distance_samples"] = seen->integer(3);
        }
        if (seen->integer(5) > 0) {
            entry["mean_damage"] = one_decimal(seen->real(6) / static_cast<double>(seen->integer(5)));
            entry["damage_samples"] = seen->integer(5);
        }
        if (!seen->is_null(7)) entry["last_seen"] = seen->text(7);
        list.push_back(std::move(entry));
    }
    return list;
}

/// How far the asking class reaches with a spell that does damage.
std::optional<int> reach_of(Spellbook& book, const std::string& game, const StrategyOptions& options) {
    if (options.class_name.empty()) return std::nullopt;
    std::optional<int> reach;
    for (const KnownSpell& spell : book.of_class(game, options.class_name)) {
        if (options.level && spell.level && *spell.level > *options.level) continue;
        const bool hurts = std::any_of(spell.rules.effects.begin(), spell.rules.effects.end(),
                                       [](const auto& effect) { return effect.kind == rules::Effect::Kind::damage; });
        if (hurts) reach = std::max(reach.value_or(1), spell.rules.max_range);
    }
    return reach;
}

Value advice_lines(const Value& row, const std::optional<Threat>& at, std::optional<int> reach, bool french) {
    Value lines = Value::array();
    if (!row["weaknesses"].empty()) {
        const Value& weakest = row["weaknesses"].front();
        lines.push_back(
            fmt::format(fmt::runtime(french ? "frapper en {} ({} % de faiblesse)" : "strike with {} ({} % weak)"),
                        weakest["element"].get<std::string>(), -weakest["percent"].get<double>()));
    }
    if (!row["resists"].empty()) {
        const Value& strongest = row["resists"].back();
        lines.push_back(
            fmt::format(fmt::runtime(french ? "éviter {} ({} % de résistance)" : "avoid {} ({} % resisted)"),
                        strongest["element"].get<std::string>(), strongest["percent"].get<double>()));
    }
    if (at) {
        lines.push_back(fmt::format(fmt::runtime(french ? "rester à {} case(s) : {} dégâts par tour attendus"
                                                        : "keep {} cell(s) away: {} damage a turn expected"),
                                    at->distance, one_decimal(at->damage)));
        if (reach && at->damage > 0) {
            lines.push_back(fmt::format(fmt::runtime(french ? "plus loin, vos sorts (portée {}) n'atteignent plus"
                                                            : "farther away your spells (range {}) do not reach"),
                                        *reach));
        }
    } else if (!row.contains("attacks")) {
        lines.push_back(french ? "aucun sort connu : pas de distance conseillée"
                               : "none of its spells is known: no distance to recommend");
    }
    return lines;
}

Value strategy_row(store::Database& database, Spellbook& book, const store::Statement& found,
                   const StrategyOptions& options, Language language) {
    const std::string game{found.text(0)};
    const std::string id{found.text(1)};
    const std::string folded_name{found.text(14)};
    Value monster;
    for (int column = 0; column < 14; ++column) {
        if (found.is_null(column)) continue;
        monster[std::string(found.column_name(column))] = cell_value(found.cell(column), column >= 9);
    }
    const auto elements = resistances_of(monster);
    const auto ap = found.maybe_integer(7);
    const int mp = static_cast<int>(found.maybe_integer(8).value_or(0));
    const std::vector<KnownSpell> spells = book.listed(game, found.maybe_text(10).value_or("[]"));

    Value row{{"type", "row"}, {"name", monster["name"]}};
    for (const char* key :
         {"level", "level_max", "race", "health_points", "action_points", "movement_points", "id", "game"}) {
        if (monster.contains(key)) row[key] = monster[key];
    }
    row["weaknesses"] = element_list(elements, true);
    row["resists"] = element_list(elements, false);
    row["dangerous_spells"] = dangerous_spells(database, game, spells, ap, mp);
    std::optional<Threat> keep;
    const std::optional<int> reach = reach_of(book, game, options);
    if (ap && !row["dangerous_spells"].empty()) {
        const auto all = threats(game, spells, static_cast<int>(*ap), mp);
        keep = safest(all, reach);
        row["threat"] = threat_list(all);
    }
    Value attack_lines = Value::array();
    if (spells.empty()) {
        const Value own = Value::parse(found.maybe_text(15).value_or("{}"), nullptr, false);
        const std::vector<Attack> attacks = attacks_of(own);
        const auto farthest = farthest_attack(attacks, speed_of(own));
        if (!attacks.empty()) {
            row["attacks"] = attack_list(attacks);
            attack_lines = attack_advice(attacks, farthest, language);
        }
        if (farthest) row["distance"] = {{"recommended_feet", *farthest + 5}};  // the next square
    }
    if (keep) row["distance"] = {{"recommended", keep->distance}, {"expected_damage", one_decimal(keep->damage)}};
    for (const auto& [key, column] :
         {std::pair{"drops", "loot_table"}, {"lives", "spawn_locations"}, {"behaviour", "ai_patterns"}}) {
        if (monster.contains(column)) row[key] = monster[column];
    }
    row["maps"] = homes(database, game, id, folded_name);
    row["observed"] = observations(database, game, id, folded_name);
    row["advice"] = advice_lines(row, keep, reach, language == Language::french);
    for (const Value& line : attack_lines) row["advice"].push_back(line);
    return row;
}

}  // namespace

Status run_strategy(Context& context, store::Database& database, const StrategyOptions& options) {
    Spellbook book{database};
    const auto found = database.prepare(monster_columns);
    const std::optional<std::string> game =
        options.game.empty() ? std::nullopt : std::optional<std::string>(options.game);
    found->with(fold(options.name), options.name, game);
    RowPrinter printer{context, RowPrinter::Nested::below};
    int count = 0;
    while (found->step()) {
        printer.row(strategy_row(database, book, *found, options, context.language()));
        ++count;
    }
    printer.finish();
    if (count > 0) return Status::done;
    std::vector<std::string> near;
    try {
        store::SearchScope scope;
        scope.kind = "monsters";
        scope.game = game;
        scope.only_names = true;
        scope.limit = 5;
        for (const store::SearchHit& hit : store::search(database, options.name, scope).hits) near.push_back(hit.title);
    } catch (const UsageError&) {
        // A name without a single letter has no neighbours.
    }
    std::string text =
        in_language(context.language(), "no monster '{}' is known", "aucun monstre '{}' n'est connu", options.name);
    if (!near.empty())
        text += in_language(context.language(), "; near it: {}", " ; proches : {}", fmt::join(near, ", "));
    say(context, text);
    return Status::nothing;
}

}  // namespace tk::query
