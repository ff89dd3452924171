#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "board/placement.hpp"
#include "catch.hpp"
#include "render/boards.hpp"
#include "temp_folder.hpp"

namespace {

using namespace tk::render;
namespace fs = std::filesystem;

const std::vector<Kind> all_kinds{Kind::iso, Kind::diamond, Kind::square, Kind::hex_pointy, Kind::hex_flat};

TEST_CASE("the renderer and the board library, written apart, agree on every cell") {
    const Kind kind = GENERATE(from_range(all_kinds));
    const double pitch = GENERATE(0.6, 0.75, 0.8125);
    const Geometry ours{kind, 7, 10, 61.5, 30.25, {123.5, 77.25}, pitch};
    const tk::board::Geometry theirs(tk::board::parse_kind(name_of(kind)), 7, 10);
    const tk::board::Placement placement{{123.5, 77.25}, 61.5, 30.25, pitch};
    for (int cell = 0; cell < ours.cells(); ++cell) {
        INFO(name_of(kind) << " cell " << cell);
        const auto centre = tk::board::centre(theirs, placement, cell);
        CHECK(ours.centre(cell).x == Approx(centre.x));
        CHECK(ours.centre(cell).y == Approx(centre.y));
        const auto corners = tk::board::outline(theirs, placement, cell);
        REQUIRE(ours.outline(cell).size() == corners.size());
        for (std::size_t i = 0; i < corners.size(); ++i) {
            CHECK(ours.outline(cell)[i].x == Approx(corners[i].x));
            CHECK(ours.outline(cell)[i].y == Approx(corners[i].y));
        }
        CHECK(ours.neighbours(cell).size() == theirs.neighbours(cell).size());
        for (int other = 0; other < ours.cells(); other += 3) {
            CHECK(ours.distance(cell, other) == theirs.distance(cell, other));
        }
    }
}

TEST_CASE("cells that share an edge have different shades") {
    const Kind kind = GENERATE(from_range(all_kinds));
    const Geometry board{kind, 9, 12, 40, 40, {}};
    for (int cell = 0; cell < board.cells(); ++cell) {
        for (const int next : board.neighbours(cell)) CHECK(board.shade(cell) != board.shade(next));
    }
}

TEST_CASE("a level draws every switch from its range, or the damage is absent") {
    const auto level = GENERATE(Level::easy, Level::real, Level::hard);
    SplitMix64 random(7);
    for (int i = 0; i < 500; ++i) {
        const Switches drawn = draw_switches(level, random);
        for (const SwitchRow& row : switch_table()) {
            INFO(row.name);
            const Range range = row.ranges[static_cast<std::size_t>(level)];
            const double value = drawn.*row.member;
            const bool absent = level == Level::real && value == Switches{}.*row.member;
            CHECK((absent || (value >= range.low && value <= range.high)));
        }
    }
}

TEST_CASE("the manual of the renderer holds the table of ranges") {
    const std::string manual = content_of(fs::path(TURNKIT_SOURCE_DIR) / "tests/render/README.md");
    INFO(ranges_as_text());
    CHECK(manual.find(ranges_as_text()) != std::string::npos);
}

TEST_CASE("random boards lie inside their picture, show all their sides and keep their fighters on floor") {
    const Kind kind = GENERATE(from_range(all_kinds));
    const auto level = GENERATE(Level::easy, Level::real, Level::hard);
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        SplitMix64 random(seed);
        const Switches switches = draw_switches(level, random);
        const Scene scene = random_scene(kind, level, switches, random);
        INFO(name_of(kind) << " seed " << seed);
        CHECK(Box{0, 0, scene.width * 1.0, scene.height * 1.0}.contains(scene.board.extent()));
        CHECK(scene.board.cell_width > 8);
        REQUIRE(scene.cells.size() == static_cast<std::size_t>(scene.board.cells()));
        const auto drawn = [&](int row, int col) {
            return scene.cells[static_cast<std::size_t>(row * scene.board.cols + col)] != 'o';
        };
        bool top = false, bottom = false, left = false, right = false;
        for (int col = 0; col < scene.board.cols; ++col) {
            top = top || drawn(0, col);
            bottom = bottom || drawn(scene.board.rows - 1, col);
        }
        for (int row = 0; row < scene.board.rows; ++row) {
            left = left || drawn(row, 0);
            right = right || drawn(row, scene.board.cols - 1);
        }
        CHECK((top && bottom && left && right));
        REQUIRE_FALSE(scene.state.fighters.empty());
        for (const Fighter& fighter : scene.state.fighters) {
            CHECK(scene.cells[static_cast<std::size_t>(fighter.cell)] == '.');
        }
    }
}

TEST_CASE("the same seed draws the same pictures, however many are asked for") {
    const TempFolder folder;
    const fs::path one = folder.path() / "one";
    const fs::path two = folder.path() / "two";
    const Overrides small{{"jpeg-quality", 100}, {"noise", 1}};
    draw_boards(Kind::hex_flat, 1, Level::easy, 9, small, one);
    draw_boards(Kind::hex_flat, 2, Level::easy, 9, small, two);
    CHECK(content_of(one / "hex-flat-000.png") == content_of(two / "hex-flat-000.png"));
    CHECK(content_of(two / "hex-flat-000.png") != content_of(two / "hex-flat-001.png"));
    const std::string truth = content_of(two / "truth.jsonl");
    CHECK(truth.rfind(content_of(one / "truth.jsonl"), 0) == 0);
}

TEST_CASE("a picture without a board says so") {
    const TempFolder folder;
    draw_negatives(2, Level::easy, 4, {}, folder.path());
    std::ifstream file(folder.path() / "truth.jsonl");
    for (std::string line; std::getline(file, line);) {
        const auto json = nlohmann::json::parse(line);
        CHECK(json.at("grid").is_null());
        CHECK(fs::exists(folder.path() / json.at("file").get<std::string>()));
    }
}

}  // namespace
