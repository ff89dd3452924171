#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "render/indexed_png.hpp"
#include "render/truth.hpp"

namespace {

using namespace tk::render;

Geometry fit_board(const Script& script, int width, int height) {
    const Box area = board_area(width, height);
    Geometry board{script.board, script.cols, script.rows, 1000, 500, {}};
    const Box at_1000 = board.extent();
    const double factor = std::min(area.width / at_1000.width, area.height / at_1000.height);
    board.cell_width = std::floor(1000 * factor / 4) * 4;
    board.cell_height = board.cell_width / 2;
    const Box extent = board.extent();
    board.origin.x = std::round(area.x + (area.width - extent.width) / 2 - extent.x);
    board.origin.y = std::round(area.y + (area.height - extent.height) / 2 - extent.y);
    return board;
}

void draw_fight(const std::string& path, const std::filesystem::path& folder, int width, int height) {
    const Script script = read_script(path);
    const Fight fight = simulate(script);
    const double unit = std::min(width / 1280.0, height / 720.0);
    std::filesystem::create_directories(folder);
    std::ofstream truth(folder / "truth.jsonl");
    std::vector<std::string> files;
    std::vector<std::vector<std::uint32_t>> pictures;
    for (std::size_t i = 0; i < fight.states.size(); ++i) {
        const State& state = fight.states[i];
        Canvas canvas(width, height);
        const BoardLook look;
        canvas.fill(look.background);
        FrameTruth frame{
            fmt::format("frame-{:02}.png", i), width, height, fit_board(script, width, height), script.cells, {}, {}};
        draw_floor(canvas, frame.board, script.cells, look, highlights_of(state));
        frame.hud = draw_hud(canvas, state, script.map, unit);
        frame.fighters = draw_fighters(canvas, frame.board, script.cells, look, state, unit);
        files.push_back((folder / frame.file).string());
        pictures.push_back(canvas.pixels());
        truth << frame_line(frame, state) << '\n';
    }
    const auto palette = common_palette(pictures);
    for (std::size_t i = 0; i < files.size(); ++i) write_indexed_png(files[i], width, height, pictures[i], palette);
    std::ofstream actions(folder / "truth_actions.jsonl");
    for (std::size_t i = 0; i < fight.events.size(); ++i)
        actions << action_line(fight.events[i], i + 1, script) << '\n';
    std::ofstream(folder / "profile.json") << "{\"profile\":\"dofus\"}\n";
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc != 5) throw std::runtime_error("usage: render script SCRIPT --out DIR");
        draw_fight(argv[2], argv[4], 1280, 720);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "render: {}\n", error.what());
        return 1;
    }
}
