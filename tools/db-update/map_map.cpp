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

Row map_map(const JsonView& record, const Mapping& mapping, Notes& notes) {
    Fields fields(record, notes);
    RowBuilder builder;
    builder.row.id = record_id(fields, {"id", "map_id", "mapId"});
    builder.add_name(fields, mapping, builder.row.id);
    const auto zone = fields.id({"zone", "zone_name", "subAreaId"});
    builder.add(zone);
    builder.found_by(zone);
    builder.add(read_coordinates(fields));
    builder.add(fields.json({"neighbours", "connections"}));
    const auto resources = fields.json({"resources"});
    builder.add(resources);
    builder.found_by(words_of(resources));
    builder.add(fields.json({"monsters"}));
    builder.add(fields.integer({"danger_level"}, 0, 1000));
    builder.add(fields.boolean({"pvp_enabled"}));
    builder.add(read_board(fields));
    fields.any({"game"});
    builder.add(fields.rest());
    return std::move(builder.row);
}

}  // namespace

Table maps_table() {
    return {"maps",
            {"name", "folded_name", "names", "description", "descriptions", "zone_name", "coordinates", "connections",
             "resources", "monsters", "danger_level", "pvp_enabled", "board", "extra"},
            map_map};
}

}  // namespace tk::update
