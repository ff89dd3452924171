#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "db-update/row_builder.hpp"

namespace tk::update {

namespace {

/// {"x":3,"y":-12}, from `coordinates` or from two members.
std::optional<std::string> read_coordinates(Fields& fields) {
    if (const auto own = fields.json({"coordinates"})) return own;
    const auto x = fields.integer({"x", "posX", "pos_x"}, -1'000'000, 1'000'000);
    const auto y = fields.integer({"y", "posY", "pos_y"}, -1'000'000, 1'000'000);
    if (!x || !y) return std::nullopt;
    return fmt::format(R"({{"x":{},"y":{}}})", *x, *y);
}

/// Neighbours by direction with their ids as text, without those that are not there (0, -1).
std::optional<std::string> read_connections(Fields& fields) {
    const auto neighbours = fields.any({"neighbours", "connections"});
    if (neighbours && !neighbours->is_object()) return fields.json({"neighbours", "connections"});
    Value connections = Value::object();
    const auto add = [&](std::string_view direction, const JsonView& map) {
        const auto number = map.as_integer();
        if (number && *number <= 0) return;
        if (number) connections[std::string(direction)] = std::to_string(*number);
        if (map.is_string()) connections[std::string(direction)] = std::string(*map.as_string());
    };
    if (neighbours) {
        for (const auto& [direction, map] : neighbours->members()) add(direction, map);
    }
    constexpr std::pair<std::string_view, std::string_view> apart[] = {{"topNeighbourId", "top"},
                                                                       {"bottomNeighbourId", "bottom"},
                                                                       {"leftNeighbourId", "left"},
                                                                       {"rightNeighbourId", "right"}};
    for (const auto& [member, direction] : apart) {
        if (const auto map = fields.any({member})) add(direction, *map);
    }
    if (connections.empty()) return std::nullopt;
    return connections.dump();
}

/// The cells of a fight, when the record has them: everything but one text or list is kept as it is.
std::optional<std::string> read_board(Fields& fields) {
    if (const auto board = fields.json({"board"})) return board;
    const auto cells = fields.json({"cells"});
    if (!cells) return std::nullopt;
    Value board = Value::object();
    if (const auto width = fields.integer({"width"}, 1, 1000)) board["cols"] = *width;
    if (const auto height = fields.integer({"height"}, 1, 1000)) board["rows"] = *height;
    board["cells"] = Value::parse(*cells);
    return board.dump();
}

std::vector<Row> map_map(const JsonView& record, const Mapping& mapping, Notes& notes) {
    Fields fields(record, notes, {}, &mapping.renames);
    RowBuilder builder;
    builder.row.id = record_id(fields, {"id", "map_id", "mapId"});
    builder.add_name(fields, mapping, builder.row.id);
    const auto zone = fields.id({"zone", "zone_name", "subAreaId"});
    builder.add(zone);
    builder.found_by(zone);
    builder.add(read_coordinates(fields));
    builder.add(read_connections(fields));
    const auto resources = fields.json({"resources"});
    builder.add(resources);
    builder.found_by(words_of(resources));
    builder.add(fields.json({"monsters"}));
    builder.add(fields.integer({"danger_level"}, 0, 1000));
    builder.add(fields.boolean({"pvp_enabled", "capabilityAllowAggression"}));
    builder.add(read_board(fields));
    fields.any({"game"});
    builder.add(fields.rest());
    return builder.rows();
}

}  // namespace

Table maps_table() {
    return {"maps",
            true,
            {"name", "folded_name", "names", "description", "descriptions", "zone_name", "coordinates", "connections",
             "resources", "monsters", "danger_level", "pvp_enabled", "board", "extra"},
            map_map};
}

}  // namespace tk::update
