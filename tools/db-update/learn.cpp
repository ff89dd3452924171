#include "db-update/learn.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <tuple>

#include "core/actions.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace tk::update {

namespace {

struct Damage {
    std::string name;
    std::int64_t casts = 0, failures = 0, samples = 0;
    double total = 0, squares = 0;
    std::optional<double> least, most;
    std::string first_seen, last_seen;
};

struct Behaviour {
    std::string name;
    std::int64_t samples = 0, distances = 0, hits = 0;
    double distance = 0, damage = 0;
    std::string last_seen;
};

using SpellKey = std::tuple<std::string, std::string, std::string>;                 // game, spell, element
using MonsterKey = std::tuple<std::string, std::string, std::string, std::string>;  // game, monster, behaviour, detail

class Learning {
public:
    explicit Learning(store::Database& database) : database_(database) {}

    Learned run() {
        database_.execute("DELETE FROM observed_damage; DELETE FROM observed_monsters");
        const auto rows = database_.prepare(
            "SELECT coalesce(a.game, s.game, ''), a.actor_id, a.action_type, a.action_data, a.context_data, "
            "a.outcome_data, a.success, a.timestamp FROM recorded_actions AS a "
            "LEFT JOIN learning_sessions AS s ON s.session_id = a.session_id ORDER BY a.id");
        Learned learned;
        while (rows->step()) {
            take(*rows);
            ++learned.actions;
        }
        write();
        learned.spells = static_cast<std::int64_t>(spells_.size());
        learned.behaviours = static_cast<std::int64_t>(monsters_.size());
        return learned;
    }

private:
    static JsonView parsed(JsonParser& parser, const store::Statement& row, int column) {
        return parser.parse(row.is_null(column) ? std::string_view("{}") : row.text(column));
    }

    void take(const store::Statement& row) {
        const std::string game(row.text(0));
        const std::string action(action_name(row.text(2)));
        const JsonView params = parsed(params_, row, 3);
        const JsonView context = parsed(context_, row, 4);
        const JsonView result = parsed(result_, row, 5);
        const std::string time(row.text(7));
        const auto damage = result.number("damage");
        auto spell = params.string("spell");
        if (!spell) spell = params.string("spell_name");
        std::string spell_text(spell.value_or(""));
        if (const auto id = params.integer("spell"); id && spell_text.empty()) spell_text = std::to_string(*id);
        if (action == "spell_cast" && !spell_text.empty()) {
            Damage& seen = spells_[{game, fold(spell_text), std::string(result.string("element").value_or(""))}];
            seen.name = spell_text;
            ++seen.casts;
            if (!row.is_null(6) && row.integer(6) == 0) ++seen.failures;
            if (!time.empty() && (seen.first_seen.empty() || time < seen.first_seen)) seen.first_seen = time;
            if (time > seen.last_seen) seen.last_seen = time;
            if (damage) {
                ++seen.samples;
                seen.total += *damage;
                seen.squares += *damage * *damage;
                seen.least = std::min(seen.least.value_or(*damage), *damage);
                seen.most = std::max(seen.most.value_or(*damage), *damage);
            }
        }
        watch_monster(game, action, row, params, context, spell_text, damage, time);
    }

    /// Whoever goes by the name (or the id) of exactly one monster is one.
    void watch_monster(const std::string& game, const std::string& action, const store::Statement& row,
                       const JsonView& params, const JsonView& context, const std::string& spell,
                       const std::optional<double>& damage, const std::string& time) {
        const std::string name(params.string("actor_name").value_or(row.is_null(1) ? "" : row.text(1)));
        if (name.empty() || !the_one("monsters", game, name)) return;
        Behaviour& seen = monsters_[{game, fold(name), action, spell}];
        seen.name = name;
        ++seen.samples;
        if (const auto distance = context.number("distance")) {
            ++seen.distances;
            seen.distance += *distance;
        }
        if (damage) {
            ++seen.hits;
            seen.damage += *damage;
        }
        if (time > seen.last_seen) seen.last_seen = time;
    }

    /// Id of the only row of `table` that goes by that name or id.
    std::optional<std::string> the_one(const std::string& table, const std::string& game, const std::string& name) {
        const auto [known, is_new] = ids_.try_emplace({table, game, name});
        if (!is_new) return known->second;
        const auto rows = database_.prepare("SELECT id FROM " + table +
                                            " WHERE ($1 = '' OR game = $1) AND (id = $2 OR folded_name = $3) LIMIT 2");
        rows->with(game, name, fold(name));
        if (rows->step()) {
            known->second = std::string(rows->text(0));
            if (rows->step()) known->second.reset();
        }
        return known->second;
    }

    void write() {
        const auto spell = database_.prepare(
            "INSERT INTO observed_damage (game, spell_key, element, spell_id, spell_name, casts, failures, samples, "
            "total, total_squares, least, most, first_seen, last_seen) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
        const auto known = [](const std::string& text) {
            return text.empty() ? std::optional<std::string>() : std::optional(text);
        };
        for (const auto& [key, seen] : spells_) {
            const auto& [game, spell_key, element] = key;
            spell
                ->with(game, spell_key, element, the_one("spells", game, seen.name), seen.name, seen.casts,
                       seen.failures, seen.samples, seen.total, seen.squares, seen.least, seen.most,
                       known(seen.first_seen), known(seen.last_seen))
                .run();
        }
        const auto monster = database_.prepare(
            "INSERT INTO observed_monsters (game, monster_key, behaviour, detail, monster_id, monster_name, samples, "
            "distance_samples, distance_total, damage_samples, damage_total, last_seen) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
        for (const auto& [key, seen] : monsters_) {
            const auto& [game, monster_key, behaviour, detail] = key;
            monster
                ->with(game, monster_key, behaviour, detail, the_one("monsters", game, seen.name), seen.name,
                       seen.samples, seen.distances, seen.distance, seen.hits, seen.damage, known(seen.last_seen))
                .run();
        }
    }

    store::Database& database_;
    JsonParser params_, context_, result_;
    std::map<SpellKey, Damage> spells_;
    std::map<MonsterKey, Behaviour> monsters_;
    std::map<std::tuple<std::string, std::string, std::string>, std::optional<std::string>> ids_;
};

}  // namespace

Learned learn(store::Database& database) {
    return Learning(database).run();
}

}  // namespace tk::update
