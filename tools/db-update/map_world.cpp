#include <nlohmann/json.hpp>

#include "db-update/row_builder.hpp"

namespace tk::update {

namespace {

struct Way {
    std::string to;
    std::optional<std::string> from_zone, to_zone;
    std::string direction, transition;
    std::optional<std::string> criteria;
};

Row row_of(const std::string& from, const Way& way, const std::optional<std::string>& extra) {
    const auto place = [](const std::string& map, const std::optional<std::string>& zone) {
        return zone ? map + "/" + *zone : map;
    };
    RowBuilder builder;
    builder.row.id =
        place(from, way.from_zone) + ">" + place(way.to, way.to_zone) + ">" + way.direction + ">" + way.transition;
    builder.row.title = builder.row.id;
    builder.add(std::optional(from));
    builder.add(std::optional(way.to));
    builder.add(way.from_zone);
    builder.add(way.to_zone);
    builder.add(std::optional(way.direction));
    builder.add(std::optional(way.transition));
    builder.add(way.criteria);
    builder.add(extra);
    return std::move(builder.row);
}

/// The ways that MapScrollActions of DOFUS tell: which neighbours a map leads to beside those on its coordinates.
std::vector<Row> scroll_actions(Fields& fields) {
    const std::string from = record_id(fields, {"id", "mapId"});
    std::vector<Row> rows;
    constexpr std::string_view directions[] = {"right", "bottom", "left", "top"};
    for (const std::string_view direction : directions) {
        const std::string name(direction);
        const auto exists = fields.boolean({name + "Exists"});
        const auto to = fields.id({name + "MapId"});
        if (exists.value_or(1) == 0 || !to || *to == "0" || *to == "-1") continue;
        rows.push_back(row_of(from, {*to, {}, {}, name, "scroll-action", {}}, std::nullopt));
    }
    return rows;
}

/// What makes a transition of the game's world graph possible (bit set of DDC's export).
std::string transition_name(const JsonView& transition) {
    if (const auto name = transition.string("type")) return std::string(*name);
    switch (transition.integer("type").value_or(0)) {
        case 1: return "scroll";
        case 2: return "scroll-action";
        case 4: return "map-event";
        case 8: return "map-action";
        case 16: return "map-obstacle";
        case 32: return "interactive";
        case 64: return "npc";
        default: return "";
    }
}

/// A direction by name, or by its number in the game (0 is right, then clockwise by eighths).
std::string direction_name(const std::optional<JsonView>& direction) {
    if (!direction) return "";
    if (const auto name = direction->as_string()) return std::string(*name);
    switch (direction->as_integer().value_or(-1)) {
        case 0: return "right";
        case 2: return "bottom";
        case 4: return "left";
        case 6: return "top";
        default: return "";
    }
}

std::optional<std::string> criterion_of(const JsonView& holder) {
    for (const std::string_view name : {"criteria", "criterion"}) {
        const auto text = holder.string(name);
        if (text && !text->empty() && *text != "null") return std::string(*text);
    }
    return std::nullopt;
}

std::vector<Row> edges(const JsonView& record, Fields& fields) {
    const auto from = fields.id({"from_map", "from"});
    const auto to = fields.id({"to_map", "to"});
    if (!from || !to) refuse("a way needs from_map and to_map");
    Way way{*to, fields.id({"from_zone"}), fields.id({"to_zone"}), "", "", std::nullopt};
    std::vector<Row> rows;
    if (const auto transitions = fields.any({"transitions"})) {
        for (const JsonView& transition : transitions->elements()) {
            way.direction = direction_name(transition.find("direction"));
            way.transition = transition_name(transition);
            way.criteria = criterion_of(transition);
            rows.push_back(row_of(*from, way, transition.dump()));
        }
        if (!rows.empty()) return rows;
    }
    way.direction = direction_name(fields.any({"direction"}));
    way.transition = transition_name(record);
    way.criteria = criterion_of(record);
    fields.any({"criteria", "criterion"});
    fields.any({"type"});
    fields.any({"transition"});
    fields.any({"game"});
    if (const auto name = record.string("transition")) way.transition = std::string(*name);
    rows.push_back(row_of(*from, way, fields.rest()));
    return rows;
}

std::vector<Row> map_world(const JsonView& record, const Mapping& mapping, Notes& notes) {
    Fields fields(record, notes, {}, &mapping.renames);
    const bool is_scroll = record.find("topMapId") || record.find("rightMapId") || record.find("bottomMapId");
    if (is_scroll) return scroll_actions(fields);
    return edges(record, fields);
}

}  // namespace

Table world_table() {
    return {"world_edges",
            false,
            {"from_map", "to_map", "from_zone", "to_zone", "direction", "transition", "criteria", "extra"},
            map_world};
}

}  // namespace tk::update
