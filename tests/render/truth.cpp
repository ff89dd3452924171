#include "render/truth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "render/windows.hpp"

namespace tk::render {
namespace {

using Json = nlohmann::ordered_json;

// Four decimals are enough for pixels, and whole numbers stay whole.
Json number(double value) {
    const double rounded = std::round(value * 10000) / 10000;
    if (rounded == std::floor(rounded)) return static_cast<long>(rounded);
    return rounded;
}

Json box_of(const Box& box) {
    return {number(std::floor(box.x)), number(std::floor(box.y)), number(std::ceil(box.right()) - std::floor(box.x)),
            number(std::ceil(box.bottom()) - std::floor(box.y))};
}

Json switches_of(const Switches& switches) {
    Json json;
    for (const SwitchRow& row : switch_table()) json[std::string(row.name)] = number(switches.*row.member);
    return json;
}

// Cells behind windows and behind the panels of the interface.
std::vector<int> hidden_cells(const FrameTruth& frame) {
    std::vector<Box> boxes = frame.windows;
    boxes.insert(boxes.end(), frame.hud.panels.begin(), frame.hud.panels.end());
    return cells_under(frame.board, boxes);
}

Json grid_of(const FrameTruth& frame, const State& state) {
    const Geometry& board = frame.board;
    Json grid{{"kind", name_of(board.kind)},
              {"cell", {number(board.cell_width), number(board.cell_height)}},
              {"origin", {number(board.origin.x), number(board.origin.y)}},
              {"cols", board.cols},
              {"rows", board.rows},
              {"cells", frame.cells}};
    if (board.pitch != 0.75) grid["pitch"] = number(board.pitch);
    for (const Highlight& highlight : highlights_of(state)) {
        grid["highlights"].push_back({{"kind", highlight.kind}, {"cells", highlight.cells}});
    }
    if (const auto hidden = hidden_cells(frame); !hidden.empty()) grid["hidden"] = hidden;
    return grid;
}

}  // namespace

std::string frame_line(const FrameTruth& frame, const State& state, const Switches& switches) {
    Json json{{"type", "frame"}, {"file", frame.file}, {"width", frame.width}, {"height", frame.height}};
    if (!frame.style.empty()) json["style"] = frame.style;
    json["switches"] = switches_of(switches);
    json["grid"] = grid_of(frame, state);
    json["turn"] = state.turn;
    json["active"] = state.fighters[state.active].id;
    json["entities"] = Json::array();
    const std::vector<int> hidden = hidden_cells(frame);
    for (std::size_t i = 0; i < state.fighters.size(); ++i) {
        const auto drawn = std::find_if(frame.fighters.begin(), frame.fighters.end(),
                                        [&](const DrawnFighter& d) { return d.index == i; });
        if (drawn == frame.fighters.end()) continue;
        const Fighter& fighter = state.fighters[i];
        json["entities"].push_back({{"id", fighter.id},
                                    {"name", fighter.name},
                                    {"team", fighter.team},
                                    {"cell", fighter.cell},
                                    {"box", box_of(drawn->body)},
                                    {"hp", fighter.hp},
                                    {"max_hp", fighter.max_hp},
                                    {"hp_share", number(static_cast<double>(fighter.hp) / fighter.max_hp)},
                                    {"active", i == state.active},
                                    {"hidden", std::binary_search(hidden.begin(), hidden.end(), fighter.cell)},
                                    {"bar_box", box_of(drawn->bar)}});
        if (drawn->plate.height > 0) {
            json["entities"].back()["plate_box"] = box_of(drawn->plate);
            json["entities"].back()["name_box"] = box_of(drawn->name);
        }
    }
    Json fields = Json::object();
    for (const DrawnField& field : frame.hud.fields) {
        Json value;
        if (field.value) {
            value["value"] = *field.value;
        } else {
            value["value"] = field.text;
        }
        if (field.max) value["max"] = *field.max;
        value["text"] = field.text;
        value["box"] = box_of(field.box);
        fields[field.name] = value;
    }
    Json chat = Json::array();
    for (const DrawnLine& line : frame.hud.chat) {
        chat.push_back({{"text", line.line.text}, {"box", box_of(line.box)}, {"region", "chat"}});
    }
    json["ocr"] = {{"lines", chat}, {"fields", fields}};
    return json.dump();
}

std::string negative_line(const std::string& file, int width, int height, const std::string& shows,
                          const Switches& switches) {
    return Json{{"type", "frame"},  {"file", file},   {"width", width},
                {"height", height}, {"shows", shows}, {"switches", switches_of(switches)},
                {"grid", nullptr}}
        .dump();
}

std::string action_line(const Event& event, std::size_t number_of_action, const Script& script) {
    const Fighter& actor = script.fighters[event.actor];
    Json params = Json::object();
    Json context{{"turn", event.turn}};
    Json result{{"success", true}};
    std::string action;
    switch (event.kind) {
        case Event::Kind::move:
            action = "move";
            params = {{"from", event.from}, {"to", event.cell}, {"path", event.path}, {"cost", event.cost}};
            break;
        case Event::Kind::cast: {
            action = "spell_cast";
            params["spell"] = event.spell;
            if (!event.on.empty()) {
                const auto target = std::find_if(script.fighters.begin(), script.fighters.end(),
                                                 [&](const Fighter& f) { return f.name == event.on; });
                params["target"] = target->id;
                params["target_name"] = event.on;
            }
            params["cell"] = event.cell;
            params["cost"] = event.cost;
            int damage = 0;
            int heal = 0;
            bool killed = false;
            Json hits = Json::array();
            for (const Hit& hit : event.hits) {
                (hit.heals ? heal : damage) += hit.amount;
                killed = killed || hit.kills;
                const Fighter& target = script.fighters[hit.target];
                hits.push_back({{"target", target.id},
                                {"target_name", target.name},
                                {hit.heals ? "heal" : "damage", hit.amount},
                                {"killed", hit.kills}});
            }
            if (damage > 0) {
                result["damage"] = damage;
                result["element"] = event.element;
                result["killed"] = killed;
            }
            if (heal > 0) result["heal"] = heal;
            if (hits.size() > 1) result["hits"] = hits;
            break;
        }
        case Event::Kind::die:
            action = "die";
            params["cell"] = event.from;
            break;
        case Event::Kind::end_turn: action = "end_turn"; break;
    }
    if (event.kind != Event::Kind::die) {
        context["hp"] = event.hp;
        context["ap"] = event.ap;
        context["mp"] = event.mp;
    }
    if (event.kind == Event::Kind::cast) context["distance"] = event.distance;
    return Json{{"type", "action"},   {"id", fmt::format("a{}", number_of_action)},
                {"actor", actor.id},  {"actor_name", actor.name},
                {"action", action},   {"params", params},
                {"context", context}, {"result", result},
                {"error", nullptr},   {"frame", event.frame}}
        .dump();
}

}  // namespace tk::render
