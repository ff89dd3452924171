#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <set>

#include "catch.hpp"
#include "core/reader.hpp"
#include "grid-analyze/analysis.hpp"

/// The sample fight, read from its pictures with the text of its truth: what grid-analyze makes of a perfect ocr.
namespace {

using Json = nlohmann::ordered_json;

const std::string sample = TURNKIT_SOURCE_DIR "/tests/render/sample/";

std::vector<Json> lines_of(const std::string& path) {
    std::vector<Json> lines;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
    return lines;
}

/// The record of a frame as `capture | ocr` would hand it on.
std::string record_of(const Json& truth, std::size_t index, bool with_text) {
    Json record{{"type", "frame"}, {"id", "replay/" + std::to_string(index)}, {"t", index}};
    record["image"] = {{"path", TURNKIT_SOURCE_DIR "/examples/replay/" + truth["file"].get<std::string>()}};
    if (!with_text) return record.dump();
    record["ocr"] = truth["ocr"];
    for (const Json& entity : truth["entities"]) {
        record["ocr"]["lines"].push_back(
            {{"text", entity["name"]}, {"box", entity["name_box"]}, {"confidence", 0.95}, {"region", "plates"}});
    }
    return record.dump();
}

struct Output {
    std::vector<Json> grids, entities, states, actions;
};

Output analyse(bool with_text) {
    tk::grid::Stage stage({TURNKIT_SOURCE_DIR "/examples/profiles/dofus.json", true, {}, {}, {}});
    Output output;
    const auto truth = lines_of(sample + "truth.jsonl");
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const std::string line = record_of(truth[i], i, with_text);
        tk::JsonParser parser;
        const auto enrichment = stage.enrich({line, i + 1, "test", parser.parse(line)});
        REQUIRE(enrichment);
        for (const auto& field : enrichment->fields) {
            if (field.key == "grid") output.grids.push_back(Json::parse(field.json));
            if (field.key == "entities") output.entities.push_back(Json::parse(field.json));
            if (field.key == "state") output.states.push_back(Json::parse(field.json));
        }
        for (const auto& action : enrichment->after) output.actions.push_back(Json::parse(action));
    }
    CHECK(stage.searches() == 1);
    return output;
}

/// The common part of two boxes as a share of what they cover together.
double overlap(const Json& a, const Json& b) {
    const auto box = [](const Json& json) { return cv::Rect(json[0], json[1], json[2], json[3]); };
    const double common = (box(a) & box(b)).area();
    return common / (box(a).area() + box(b).area() - common);
}

/// What an action says without ids and confidence, and without the choice between equally short ways.
Json essence(const Json& action) {
    Json params = action["params"];
    params.erase("target");
    if (params.contains("path")) params["path"] = params["path"].size();
    Json result = action["result"];
    if (result.contains("hits")) {
        std::set<std::string> hits;
        for (Json hit : result["hits"]) {
            hit.erase("target");
            hits.insert(hit.dump());
        }
        result["hits"] = hits;
    }
    return {action["actor_name"], action["action"], params, action["context"], result};
}

TEST_CASE("every action of the sample fight is recovered with its context, and none is invented") {
    const Output output = analyse(true);
    const auto truth = lines_of(sample + "truth_actions.jsonl");
    REQUIRE(output.actions.size() == truth.size());
    for (std::size_t i = 0; i < truth.size(); ++i) {
        CHECK(essence(output.actions[i]) == essence(truth[i]));
        CHECK(output.actions[i]["t"] == truth[i]["frame"]);
        CHECK(output.actions[i]["id"] == "a" + std::to_string(i + 1));
        CHECK(output.actions[i]["confidence"] > 0.7);
    }
}

TEST_CASE("the board of the sample fight, its cells and everyone on it are exact in every frame") {
    const Output output = analyse(true);
    const auto truth = lines_of(sample + "truth.jsonl");
    REQUIRE(output.grids.size() == truth.size());
    int hidden = 0;
    std::set<std::string> acted;
    std::map<std::string, std::string> ids;  // by name
    for (std::size_t i = 0; i < truth.size(); ++i) {
        CAPTURE(i);
        const Json& grid = output.grids[i];
        const Json& expected = truth[i]["grid"];
        CHECK(grid["kind"] == "iso");
        for (int axis = 0; axis < 2; ++axis) {
            CHECK(grid["cell"][axis].get<double>() == Approx(expected["cell"][axis].get<double>()).margin(0.02));
            CHECK(grid["origin"][axis].get<double>() == Approx(expected["origin"][axis].get<double>()).margin(0.2));
        }
        const auto cells = grid["cells"].get<std::string>(), exact = expected["cells"].get<std::string>();
        REQUIRE(cells.size() == exact.size());
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            hidden += cells[cell] == '?' ? 1 : 0;
            if (cells[cell] != '?') CHECK(cells[cell] == exact[cell]);
        }
        std::map<std::string, std::tuple<int, std::string, bool>> seen, there;
        for (const Json& e : output.entities[i]) seen[e["name"]] = {e["cell"], e["team"], e.value("active", false)};
        for (const Json& e : truth[i]["entities"]) there[e["name"]] = {e["cell"], e["team"], e["active"]};
        CHECK(seen == there);
        for (const Json& e : output.entities[i]) {
            for (const Json& t : truth[i]["entities"]) {
                if (t["name"] != e["name"]) continue;
                CHECK(e["hp_share"].get<double>() == Approx(t["hp_share"].get<double>()).margin(0.02));
                CHECK(overlap(e["box"], t["box"]) > 0.8);
                CHECK(ids.emplace(e["name"], e["id"]).first->second == e["id"].get<std::string>());
            }
        }
        // What an obstacle in front hides of a painted cell may be missing; nothing else is painted.
        std::map<std::string, std::set<int>> painted, paint;
        for (const Json& h : grid.value("highlights", Json::array()))
            painted[h["kind"]] = h["cells"].get<std::set<int>>();
        for (const Json& h : expected.value("highlights", Json::array()))
            paint[h["kind"]] = h["cells"].get<std::set<int>>();
        CHECK(painted.size() == paint.size());
        for (const auto& [kind, cells_of_it] : paint) {
            CHECK(std::includes(cells_of_it.begin(), cells_of_it.end(), painted[kind].begin(), painted[kind].end()));
            CHECK(painted[kind].size() + 1 >= cells_of_it.size());
        }
        for (const Json& fighter : output.states[i]["entities"]) {
            const auto id = fighter["id"].get<std::string>();
            const auto& all = truth[i]["entities"];
            const auto same =
                std::find_if(all.begin(), all.end(), [&](const Json& t) { return t["name"] == fighter["name"]; });
            REQUIRE(same != all.end());
            // What is left is that of the active one; what it can have at most stays known of everyone.
            CHECK(fighter.contains("hp") == (*same)["active"].get<bool>());
            CHECK(fighter.value("hp", Json((*same)["hp"])) == (*same)["hp"]);
            if (fighter.contains("hp")) acted.insert(id);
            CHECK(fighter.contains("max_hp") == acted.contains(id));
            CHECK(fighter.value("max_hp", Json((*same)["max_hp"])) == (*same)["max_hp"]);
        }
        CHECK(output.states[i]["turn"] == truth[i]["turn"]);
        CHECK(output.states[i]["game"] == "dofus");
    }
    CHECK(hidden < 560 * static_cast<int>(truth.size()) / 20);
}

TEST_CASE("without text the fighters of the sample and their steps are still found") {
    const Output output = analyse(false);
    const auto truth = lines_of(sample + "truth.jsonl");
    for (std::size_t i = 0; i < truth.size(); ++i) {
        std::set<std::pair<int, std::string>> seen, there;
        for (const Json& e : output.entities[i]) seen.emplace(e["cell"].get<int>(), e["team"].get<std::string>());
        for (const Json& e : truth[i]["entities"]) there.emplace(e["cell"].get<int>(), e["team"].get<std::string>());
        CHECK(seen == there);
    }
    std::vector<std::pair<int, int>> steps, expected;
    for (const Json& action : output.actions) {
        if (action["action"] == "move") steps.emplace_back(action["params"]["from"], action["params"]["to"]);
    }
    for (const Json& action : lines_of(sample + "truth_actions.jsonl")) {
        if (action["action"] == "move") expected.emplace_back(action["params"]["from"], action["params"]["to"]);
    }
    CHECK(steps == expected);
}

}  // namespace
