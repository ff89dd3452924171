#include "kb-query/route.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "core/text.hpp"
#include "kb-query/answer.hpp"
#include "kb-query/world.hpp"

namespace tk::query {

namespace {

struct MapFacts {
    std::string name, zone;
    std::optional<std::int64_t> danger;
    bool pvp = false;
    bool known = false;  ///< has a row of its own; else only named by a way
    std::vector<Way> neighbours;
};

/// Reads maps and ways as the search comes to them.
class Atlas {
public:
    Atlas(store::Database& database, std::string game)
        : game_(std::move(game)),
          maps_(database.prepare(
              "SELECT name, zone_name, danger_level, pvp_enabled, connections FROM maps WHERE game = $1 AND id = $2")),
          // The plus keeps the database from reading all ways of the game, which are in the order of their ids.
          ways_(database.prepare(
              "SELECT from_zone, to_map, to_zone, direction, transition, criteria FROM world_edges WHERE "
              "game = $1 AND from_map = $2 ORDER BY +id")) {}

    const MapFacts& map(const std::string& id) {
        const auto [entry, is_new] = cache_.try_emplace(id);
        MapFacts& facts = entry->second;
        if (!is_new) return facts;
        maps_->with(game_, id);
        if (!maps_->step()) return facts;
        facts.known = true;
        facts.name = maps_->maybe_text(0).value_or("");
        facts.zone = maps_->maybe_text(1).value_or("");
        facts.danger = maps_->maybe_integer(2);
        facts.pvp = maps_->maybe_integer(3).value_or(0) != 0;
        const Value connections = Value::parse(maps_->maybe_text(4).value_or("{}"), nullptr, false);
        if (!connections.is_object()) return facts;
        for (const auto& [direction, to] : connections.items()) {
            const std::string neighbour = to.is_string()           ? to.get<std::string>()
                                          : to.is_number_integer() ? to.dump()
                                                                   : "";
            if (!neighbour.empty()) facts.neighbours.push_back({"", {neighbour, ""}, direction, "scroll", ""});
        }
        return facts;
    }

    std::vector<Way> ways_from(const std::string& id) {
        std::vector<Way> ways = map(id).neighbours;
        ways_->with(game_, id);
        while (ways_->step()) {
            const auto text = [&](int column) { return std::string(ways_->maybe_text(column).value_or("")); };
            Way way{text(0), {text(1), text(2)}, text(3), text(4), text(5)};
            // The graph says more of a way than the map's list of neighbours does (zones, conditions).
            std::erase_if(ways, [&](const Way& one) {
                return one.transition == "scroll" && one.to.map == way.to.map && one.direction == way.direction;
            });
            ways.push_back(std::move(way));
        }
        return ways;
    }

private:
    std::string game_;
    std::unique_ptr<store::Statement> maps_, ways_;
    std::map<std::string, MapFacts> cache_;
};

/// The first step of `way` that breaks a condition: why no way was found.
std::string obstacle(Language language, const RouteOptions& options, Atlas& atlas, const std::vector<RouteStep>& way) {
    for (std::size_t i = 1; i < way.size(); ++i) {
        const std::string& id = way[i].place.map;
        const MapFacts& map = atlas.map(id);
        if (options.avoid_pvp && map.pvp)
            return in_language(language, "players may attack each other on map {}",
                               "des joueurs peuvent s'y attaquer sur la carte {}", id);
        if (options.max_danger && map.danger.value_or(0) > *options.max_danger)
            return in_language(language, "map {} has danger {}", "la carte {} a le danger {}", id, *map.danger);
        if (options.free_only && way[i].way && !way[i].way->criteria.empty())
            return in_language(language, "the way to map {} has the condition {}",
                               "le chemin vers la carte {} a la condition {}", id, way[i].way->criteria);
    }
    return {};
}

struct Found {
    std::string game, id;
};

/// The map of this id or, if none has it, of this name.
Found find_map(store::Database& database, const std::string& game, const std::string& text) {
    std::vector<Found> found;
    std::string names;
    const std::optional<std::string> only = game.empty() ? std::nullopt : std::optional(game);
    for (const char* column : {"id", "folded_name"}) {
        const auto maps = database.prepare(fmt::format(
            "SELECT game, id, zone_name FROM maps WHERE {} = $1 AND ($2 IS NULL OR game = $2) ORDER BY game, id",
            column));
        maps->with(std::string_view(column) == "id" ? text : fold(text), only);
        while (maps->step()) {
            found.push_back({std::string(maps->text(0)), std::string(maps->text(1))});
            if (found.size() <= 8) {
                names += fmt::format("{}{} ({}{}{})", names.empty() ? "" : ", ", maps->text(1), maps->text(0),
                                     maps->is_null(2) ? "" : ", ", maps->maybe_text(2).value_or(""));
            }
        }
        if (!found.empty()) break;
    }
    if (found.size() > 1)
        throw Error(fmt::format("{} maps are called '{}'", found.size(), text), "give an id (and --game): " + names);
    if (found.size() == 1) return found.front();
    // A map may be known from the world graph only.
    const auto edges = database.prepare(
        "SELECT game FROM world_edges WHERE (from_map = $1 OR to_map = $1) AND ($2 IS NULL OR game = $2) LIMIT 1");
    edges->with(text, only);
    if (edges->step()) return {std::string(edges->text(0)), text};
    throw Error(fmt::format("no map '{}' is known", text),
                fmt::format("look for its name: kb-query search {} --kind maps", text));
}

}  // namespace

Status run_route(Context& context, store::Database& database, const RouteOptions& options) {
    const Found from = find_map(database, options.game, options.from);
    const Found to = find_map(database, from.game, options.to);
    Atlas atlas{database, from.game};
    World world;
    world.ways_from = [&](const std::string& id) {
        context.check_interrupt();
        std::vector<Way> ways = atlas.ways_from(id);
        if (options.free_only) std::erase_if(ways, [](const Way& way) { return !way.criteria.empty(); });
        return ways;
    };
    world.danger = [&](const std::string& id) -> std::optional<std::int64_t> {
        const MapFacts& map = atlas.map(id);
        if (options.avoid_pvp && map.pvp) return std::nullopt;
        if (options.max_danger && map.danger.value_or(0) > *options.max_danger) return std::nullopt;
        return std::max<std::int64_t>(0, map.danger.value_or(0));
    };
    const RouteBest best = options.safest ? RouteBest::safest : RouteBest::shortest;
    const auto steps = find_route(world, from.id, to.id, best);
    if (steps.empty()) {
        if (!options.avoid_pvp && !options.max_danger && !options.free_only) {
            say(context, in_language(context.language(), "no way leads from {} to {}",
                                     "aucun chemin ne mène de {} à {}", from.id, to.id));
            return Status::nothing;
        }
        say(context, in_language(context.language(), "no way leads from {} to {} under these conditions",
                                 "aucun chemin ne mène de {} à {} à ces conditions", from.id, to.id));
        world.ways_from = [&](const std::string& id) { return atlas.ways_from(id); };
        world.danger = [&](const std::string& id) {
            return std::max<std::int64_t>(0, atlas.map(id).danger.value_or(0));
        };
        const auto free = find_route(world, from.id, to.id, best);
        say(context, free.empty() ? in_language(context.language(), "without them there is none either",
                                                "sans elles il n'y en a pas non plus")
                                  : in_language(context.language(), "without them there is a way (steps: {}), but {}",
                                                "sans elles il y en a un (pas : {}), mais {}", free.size() - 1,
                                                obstacle(context.language(), options, atlas, free)));
        return Status::nothing;
    }
    RowPrinter printer{context};
    std::int64_t danger = 0;
    std::size_t unknown = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const MapFacts& map = atlas.map(steps[i].place.map);
        Value row{{"type", "row"}, {"step", i}, {"map", steps[i].place.map}};
        if (!map.name.empty()) row["name"] = map.name;
        if (!map.zone.empty()) row["zone_name"] = map.zone;
        if (steps[i].way) {
            if (!steps[i].way->direction.empty()) row["direction"] = steps[i].way->direction;
            if (!steps[i].way->transition.empty()) row["transition"] = steps[i].way->transition;
            if (!steps[i].way->criteria.empty()) row["criteria"] = steps[i].way->criteria;
            danger += map.danger.value_or(0);
            if (!map.danger) ++unknown;
        }
        if (map.danger) row["danger_level"] = *map.danger;
        row["danger_so_far"] = danger;
        if (map.known) row["pvp_enabled"] = map.pvp;
        printer.row(row);
    }
    printer.finish();
    if (unknown > 0)
        say(context,
            in_language(context.language(), "the danger of {} of {} maps is not known and counts as 0",
                        "le danger de {} cartes sur {} n'est pas connu et compte pour 0", unknown, steps.size() - 1));
    return Status::done;
}

}  // namespace tk::query
