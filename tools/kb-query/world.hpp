#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tk::query {

/// A place in the world graph: a map, and the part of it (zone) one stands in where that matters. Maps are told apart
/// by id: several worlds and levels share coordinates.
struct Place {
    std::string map;
    std::string zone;  ///< empty: anywhere on the map

    friend auto operator<=>(const Place&, const Place&) = default;
};

/// A way from one map to another.
struct Way {
    std::string from_zone;  ///< empty: from anywhere on the map
    Place to;
    std::string direction, transition;
    std::string criteria;  ///< condition in the game's own words; empty: none
};

/// The world as a search sees it; it is asked only about the maps that the search comes to.
struct World {
    std::function<std::vector<Way>(const std::string& map)> ways_from;
    /// Danger of being on a map; nothing: the map must not be entered.
    std::function<std::optional<std::int64_t>(const std::string& map)> danger;
};

/// A map on a route.
struct RouteStep {
    Place place;
    std::optional<Way> way;  ///< that led here; nothing for the first
};

/// What a route is best by; the other number decides between equals.
enum class RouteBest { shortest, safest };

/// The way with fewest maps (or least danger, summed over the maps entered); empty when there is none. The start is
/// never refused. Dijkstra's algorithm; of equal ways the first by map ids, so that the answer is always the same.
std::vector<RouteStep> find_route(const World& world, const std::string& from, const std::string& to, RouteBest best);

}  // namespace tk::query
