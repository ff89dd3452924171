#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "board/path.hpp"
#include "board/sight.hpp"
#include "catch.hpp"
#include "profile/profile.hpp"
#include "render/canvas.hpp"
#include "render/draw_hud.hpp"
#include "render/fight.hpp"
#include "temp_folder.hpp"

namespace {

using namespace tk::render;
namespace fs = std::filesystem;

const fs::path source = TURNKIT_SOURCE_DIR;
const fs::path sample = source / "tests/render/sample";
const fs::path replay = source / "examples/replay";

std::vector<nlohmann::json> lines_of(const fs::path& path) {
    std::ifstream file(path);
    std::vector<nlohmann::json> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(nlohmann::json::parse(line));
    return lines;
}

Box box_of(const nlohmann::json& json) {
    return {json[0], json[1], json[2], json[3]};
}

// With other versions of the fonts the pictures differ in a few pixels, which is no fault of the code.
bool draws_as_noted() {
    const std::string noted = content_of(sample / "fingerprint.txt");
    const bool same = noted == std::to_string(Canvas::fingerprint()) + "\n";
    if (!same) WARN("fonts or Cairo draw otherwise here than where the sample was made: its pixels are not compared");
    return same;
}

tk::profile::Profile dofus() {
    const fs::path path = source / "examples/profiles/dofus.json";
    return tk::profile::parse_profile(content_of(path), path.string());
}

TEST_CASE("the sample replay is what the script draws") {
    if (!draws_as_noted()) return;
    const TempFolder folder;
    const fs::path drawn = folder.path();
    draw_fight((source / "tests/render/scripts/fight.json").string(), {}, drawn);
    for (const char* name : {"truth.jsonl", "truth_actions.jsonl"}) {
        CHECK(content_of(drawn / name) == content_of(sample / name));
    }
    CHECK(content_of(drawn / "profile.json") == content_of(replay / "profile.json"));
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(replay)) {
        if (entry.path().extension() != ".png") continue;
        INFO(entry.path().filename());
        ++count;
        const Canvas shipped = Canvas::read_png(entry.path().string());
        const Canvas again = Canvas::read_png((drawn / entry.path().filename()).string());
        CHECK(shipped.pixels() == again.pixels());
    }
    CHECK(count == lines_of(sample / "truth.jsonl").size());
    CHECK(count >= 15);
    CHECK(count <= 25);
}

TEST_CASE("in the sample nobody casts through an obstacle or a fighter, and every move is a shortest way") {
    const Script script = read_script((source / "tests/render/scripts/fight.json").string());
    const Fight fight = simulate(script);
    const tk::board::Board board({}, script.cells);
    // The rain of splinters falls from above.
    const std::set<std::string> blind{"Pluie d'échardes"};
    for (const Event& event : fight.events) {
        tk::board::CellSet taken(board.size());
        for (const Fighter& fighter : fight.states[event.frame - 1].fighters) {
            if (fighter.hp > 0) taken.add(fighter.cell);
        }
        INFO("picture " << event.frame);
        if (event.kind == Event::Kind::cast && !blind.contains(event.spell)) {
            CHECK(tk::board::sees(board, taken, event.from, event.cell));
        }
        if (event.kind == Event::Kind::move) {
            const auto path = tk::board::find_path(board, event.from, event.cell, taken);
            REQUIRE(path);
            CHECK(path->size() == event.path.size());
            CHECK(event.path.back() == event.cell);
            for (const int cell : event.path) CHECK((board.walkable(cell) && !taken.contains(cell)));
        }
    }
}

TEST_CASE("every script can be played") {
    for (const auto& entry : fs::directory_iterator(source / "tests/render/scripts")) {
        INFO(entry.path());
        const Script script = read_script(entry.path().string());
        CHECK(simulate(script).states.size() == script.steps.size() + 1);
    }
}

TEST_CASE("a script that cannot be played is refused with the reason") {
    Script script = read_script((source / "tests/render/scripts/fight.json").string());
    const auto [change, reason] = GENERATE(table<int, std::string>(
        {{0, "cannot walk"}, {1, "too few points"}, {2, "nobody alive"}, {3, "does not stand on floor"}}));
    switch (change) {
        case 0: script.steps.front().cell = 559; break;
        case 1: script.steps[1].cost = 7; break;
        case 2: script.steps[1].damage.front().target = "Personne"; break;
        default: script.fighters.front().cell = 0; break;
    }
    CHECK_THROWS_WITH(simulate(script), Catch::Contains(reason));
}

TEST_CASE("the sample replay is small") {
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(replay)) bytes += fs::file_size(entry.path());
    CHECK(bytes < 1'500'000);
}

TEST_CASE("name plates of the sample cover neither each other nor a fighter nor the interface") {
    for (const auto& frame : lines_of(sample / "truth.jsonl")) {
        INFO(frame["file"]);
        const auto& entities = frame["entities"];
        for (std::size_t i = 0; i < entities.size(); ++i) {
            const Box plate = box_of(entities[i]["plate_box"]);
            CHECK(board_area(1280, 720).contains(plate));
            for (std::size_t j = 0; j < entities.size(); ++j) {
                if (i != j) CHECK_FALSE(plate.overlaps(box_of(entities[j]["plate_box"])));
                CHECK_FALSE(plate.overlaps(box_of(entities[j]["box"])));
                CHECK_FALSE(plate.overlaps(box_of(entities[j]["bar_box"])));
            }
        }
    }
}

TEST_CASE("the profile's boxes hold the fields and the chat of the sample, and no other text") {
    const tk::profile::Profile profile = dofus();
    const auto pixels = [](const tk::profile::RelativeBox& box) {
        return Box{box.x * 1280, box.y * 720, box.width * 1280, box.height * 720};
    };
    for (const auto& frame : lines_of(sample / "truth.jsonl")) {
        INFO(frame["file"]);
        const auto& truth = frame["ocr"]["fields"];
        CHECK(truth.size() == profile.fields.size());
        for (const auto& field : profile.fields) {
            INFO(field.name);
            for (const auto& [name, value] : truth.items()) {
                const Box ink = box_of(value["box"]);
                CHECK(pixels(field.place.box).contains(ink) == (name == field.name));
                if (name != field.name) CHECK_FALSE(pixels(field.place.box).overlaps(ink));
            }
            const std::string text = truth[field.name]["text"];
            CHECK(text.rfind(field.label, 0) == 0);
            if (field.least) CHECK(truth[field.name]["value"].get<double>() >= *field.least);
            if (field.most) CHECK(truth[field.name]["value"].get<double>() <= *field.most);
        }
        for (const auto& line : frame["ocr"]["lines"]) {
            CHECK(pixels(profile.regions.front().place.box).contains(box_of(line["box"])));
        }
    }
}

TEST_CASE("exactly one event pattern of the profile understands each line of the chat") {
    const tk::profile::Profile profile = dofus();
    std::size_t seen = 0;
    for (const auto& frame : lines_of(sample / "truth.jsonl")) {
        for (const auto& line : frame["ocr"]["lines"]) {
            const std::string text = line["text"];
            INFO(text);
            const auto understands = [&](const tk::profile::EventPattern& event) {
                return std::regex_match(text, std::regex(event.pattern, std::regex::ECMAScript));
            };
            CHECK(std::count_if(profile.events.begin(), profile.events.end(), understands) == 1);
            ++seen;
        }
    }
    CHECK(seen > 50);
}

}  // namespace
