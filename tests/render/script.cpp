#include "render/script.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "render/terrain.hpp"

namespace tk::render {
namespace {

using Json = nlohmann::ordered_json;

Fighter read_fighter(const Json& json, std::size_t index) {
    Fighter fighter;
    fighter.id = json.value("id", "e" + std::to_string(index + 1));
    fighter.name = json.at("name");
    fighter.team = json.at("team");
    fighter.class_name = json.value("class", "");
    fighter.look = json.value("look", "archer");
    fighter.feminine = json.value("feminine", false);
    fighter.level = json.value("level", 1);
    fighter.cell = json.at("cell");
    fighter.max_hp = json.at("max_hp");
    fighter.hp = json.value("hp", fighter.max_hp);
    fighter.max_ap = fighter.ap = json.value("ap", 6);
    fighter.max_mp = fighter.mp = json.value("mp", 3);
    return fighter;
}

std::vector<Effect> read_effects(const Json& step, const char* key) {
    std::vector<Effect> effects;
    if (!step.contains(key)) return effects;
    for (const auto& [name, amount] : step.at(key).items()) effects.push_back({name, amount.get<int>()});
    return effects;
}

Step read_step(const Json& json) {
    Step step;
    if (json.contains("move")) {
        step.kind = Step::Kind::move;
        step.cell = json.at("move");
    } else if (json.contains("cast")) {
        step.kind = Step::Kind::cast;
        step.spell = json.at("cast");
        step.cost = json.at("cost");
        step.on = json.value("on", "");
        step.cell = json.value("cell", -1);
        step.radius = json.value("radius", -1);
        step.element = json.value("element", "");
        step.damage = read_effects(json, "damage");
        step.heal = read_effects(json, "heal");
        if (step.on.empty() == (step.cell < 0)) throw std::runtime_error("a cast needs either 'on' or 'cell'");
    } else if (!json.contains("end_turn")) {
        throw std::runtime_error("a step is one of move, cast, end_turn: " + json.dump());
    }
    return step;
}

}  // namespace

Script read_script(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    try {
        const Json json = Json::parse(file);
        Script script;
        script.map = json.value("map", "");
        const Json& board = json.at("board");
        script.board = kind_of(board.at("kind").get<std::string>());
        script.cols = board.at("cols");
        script.rows = board.at("rows");
        if (board.contains("seed")) {
            SplitMix64 random(board.at("seed").get<std::uint64_t>());
            script.cells = random_cells({script.board, script.cols, script.rows, ratio(script.board), 1, {}}, random);
        } else {
            for (const auto& row : board.at("cells")) script.cells += row.get<std::string>();
        }
        if (script.cells.size() != static_cast<std::size_t>(script.cols * script.rows)) {
            throw std::runtime_error("the board has not cols x rows cells");
        }
        for (const auto& fighter : json.at("fighters")) {
            script.fighters.push_back(read_fighter(fighter, script.fighters.size()));
        }
        for (const auto& step : json.at("steps")) script.steps.push_back(read_step(step));
        return script;
    } catch (const std::exception& error) {
        throw std::runtime_error(path + ": " + error.what());
    }
}

}  // namespace tk::render
