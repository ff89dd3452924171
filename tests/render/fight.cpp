#include "render/fight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>

#include "render/art.hpp"
#include "render/degrade.hpp"
#include "render/indexed_png.hpp"
#include "render/truth.hpp"
#include "render/windows.hpp"

namespace tk::render {
namespace {

// At scale 1 cells have whole, even sides: edges are sharp. A smaller board lies anywhere in its area.
Geometry fit_board(const Script& script, const Box& area, double scale, SplitMix64& random) {
    Geometry board{script.board, script.cols, script.rows, 1000, 1000 / ratio(script.board), {}};
    const Box at_1000 = board.extent();
    const double factor = std::min(area.width / at_1000.width, area.height / at_1000.height);
    board.cell_width = scale == 1 ? std::floor(1000 * factor / 4) * 4 : 1000 * factor * scale;
    board.cell_height = board.cell_width / ratio(script.board);
    const Box extent = board.extent();
    const double x = scale == 1 ? 0.5 : random.unit();
    const double y = scale == 1 ? 0.5 : random.unit();
    board.origin.x = area.x + (area.width - extent.width) * x - extent.x;
    board.origin.y = area.y + (area.height - extent.height) * y - extent.y;
    if (scale == 1) board.origin = {std::round(board.origin.x), std::round(board.origin.y)};
    return board;
}

void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path);
    file << text;
    file.close();
    if (!file) throw std::runtime_error(path.string() + ": cannot be written");
}

// What all pictures of the fight have in common.
class Stage {
public:
    Stage(const Script& script, const FightOptions& options)
        : script_(script), options_(options), random_(options.seed, 0) {
        switches_ = with(options.level ? draw_switches(*options.level, random_) : Switches{}, options.overrides);
        board_ = fit_board(script, board_area(options.width, options.height), switches_.scale, random_);
        look_.line_opacity = switches_.lines;
        look_.missing_lines = switches_.missing;
        look_.missing_seed = random_.next();
        look_.tile_opacity = 1 - switches_.art;
        look_.smooth = switches_.scale != 1;
        windows_ = windows_over(board_, switches_.hidden, random_, options.width, options.height);
        art_seed_ = random_.next();
        window_seed_ = random_.next();
    }

    const Switches& switches() const { return switches_; }

    FrameTruth draw(Canvas& canvas, const State& state) const {
        const double unit = std::min(options_.width / 1280.0, options_.height / 720.0);
        canvas.fill(look_.background);
        if (switches_.art > 0) {
            SplitMix64 random(art_seed_);
            draw_art(canvas, random);
        }
        FrameTruth frame;
        frame.width = options_.width;
        frame.height = options_.height;
        frame.board = board_;
        frame.cells = script_.cells;
        draw_floor(canvas, board_, script_.cells, look_, highlights_of(state));
        frame.hud = draw_hud(canvas, state, script_.map, unit);
        frame.fighters = draw_fighters(canvas, board_, script_.cells, look_, state, unit);
        frame.windows = windows_;
        SplitMix64 random(window_seed_);
        for (const Box& box : windows_) draw_window(canvas, box, random, unit);
        return frame;
    }

private:
    const Script& script_;
    const FightOptions& options_;
    SplitMix64 random_;
    Switches switches_;
    Geometry board_;
    BoardLook look_;
    std::vector<Box> windows_;
    std::uint64_t art_seed_ = 0, window_seed_ = 0;
};

}  // namespace

void draw_fight(const std::string& path, const FightOptions& options, const std::filesystem::path& folder) {
    const Script script = read_script(path);
    const Fight fight = simulate(script);
    const Stage stage(script, options);
    std::filesystem::create_directories(folder);
    std::string truth;
    std::vector<std::string> files;
    std::vector<std::vector<std::uint32_t>> clean;
    for (std::size_t i = 0; i < fight.states.size(); ++i) {
        Canvas canvas(options.width, options.height);
        FrameTruth frame = stage.draw(canvas, fight.states[i]);
        frame.file = fmt::format("frame-{:02}{}", i, extension(stage.switches()));
        files.push_back((folder / frame.file).string());
        if (is_clean(stage.switches())) {
            clean.push_back(canvas.pixels());
        } else {
            SplitMix64 random(options.seed, i + 1);
            write_degraded(canvas, stage.switches(), random, files.back());
        }
        truth += frame_line(frame, fight.states[i], stage.switches()) + "\n";
    }
    const std::vector<std::uint32_t> palette = common_palette(clean);
    for (std::size_t i = 0; i < clean.size(); ++i) {
        write_indexed_png(files[i], options.width, options.height, clean[i], palette);
    }
    std::string actions;
    for (std::size_t i = 0; i < fight.events.size(); ++i) actions += action_line(fight.events[i], i + 1, script) + "\n";
    write_text(folder / "truth.jsonl", truth);
    write_text(folder / "truth_actions.jsonl", actions);
    write_text(folder / "fingerprint.txt", fmt::format("{}\n", Canvas::fingerprint()));
    write_text(folder / "profile.json", fmt::format("{{\"profile\":\"{}\"}}\n", options.profile));
}

}  // namespace tk::render
