#include "render/boards.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "render/art.hpp"
#include "render/degrade.hpp"
#include "render/truth.hpp"
#include "render/windows.hpp"

namespace tk::render {
namespace {

std::ofstream open_truth(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    std::ofstream truth(folder / "truth.jsonl");
    if (!truth) throw std::runtime_error((folder / "truth.jsonl").string() + ": cannot be written");
    return truth;
}

void close_truth(std::ofstream& truth) {
    truth.close();
    if (!truth) throw std::runtime_error("truth.jsonl: cannot be written");
}

BoardLook random_look(const Scene& scene, const Switches& switches, SplitMix64& random) {
    const std::vector<Colour> bases{rgb(0x8f7a33), rgb(0x93907a), rgb(0x6f8a52), rgb(0x8aa3b5),
                                    rgb(0x7c6a92), rgb(0xb9a888), rgb(0x5c5f66)};
    const Colour base = random.pick(bases);
    BoardLook look;
    // Chess-like boards have stronger shades than tactical ones.
    const double strength = scene.board.kind == Kind::square ? random.between(1, 4) : 1;
    const double step = scene.style == "lines" ? 0 : strength * switches.contrast / 2;
    const bool is_hex = scene.board.kind == Kind::hex_pointy || scene.board.kind == Kind::hex_flat;
    for (std::size_t i = 0; i < look.floor.size(); ++i) {
        // The middle one of three is as far from both others as the two of squares are from each other.
        const double share = is_hex ? 2 * (static_cast<double>(i) - 1) * step : (i == 0 ? -step : step);
        look.floor[i] = mixed(base, share < 0 ? rgb(0) : rgb(0xffffff), std::abs(share));
    }
    look.block_top = mixed(base, rgb(0x2a1d10), 0.55);
    look.block_left = mixed(look.block_top, rgb(0), 0.3);
    look.block_right = mixed(look.block_top, rgb(0), 0.5);
    look.block_height = random.between(0.2, 0.5);
    look.line = random.chance(0.75) ? mixed(base, rgb(0), 0.7) : mixed(base, rgb(0xffffff), 0.7);
    look.line_opacity = scene.style == "shades" ? 0 : switches.lines;
    look.line_width = random.between(0.012, 0.03);
    look.tile_opacity = 1 - switches.art;
    look.missing_lines = switches.missing;
    look.missing_seed = random.next();
    look.smooth = true;
    look.cliff = random.chance(0.5) ? random.between(0.2, 0.9) : 0;
    return look;
}

FrameTruth draw_scene(Canvas& canvas, const Scene& scene, const Switches& switches, SplitMix64& random) {
    const double unit = std::min(scene.width / 1280.0, scene.height / 720.0);
    const BoardLook look = random_look(scene, switches, random);
    canvas.fill(random.chance(0.5) ? rgb(0x050506) : look.background);
    if (switches.art > 0) draw_art(canvas, random);
    FrameTruth frame;
    frame.board = scene.board;
    frame.cells = scene.cells;
    draw_floor(canvas, scene.board, scene.cells, look, highlights_of(scene.state));
    frame.fighters = draw_fighters(canvas, scene.board, scene.cells, look, scene.state, unit, scene.has_plates);
    if (scene.has_hud) frame.hud = draw_hud(canvas, scene.state, "Lisière de l'Est", unit);
    frame.windows = windows_over(scene.board, switches.hidden, random, scene.width, scene.height);
    for (const Box& box : frame.windows) draw_window(canvas, box, random, unit);
    return frame;
}

// What a picture without a board shows.
const std::vector<std::string>& negative_kinds() {
    static const std::vector<std::string> kinds{"landscape", "town", "windows", "inventory", "text", "dark"};
    return kinds;
}

void draw_negative(Canvas& canvas, const std::string& kind, SplitMix64& random) {
    const double unit = std::min(canvas.width() / 1280.0, canvas.height() / 720.0);
    const double width = canvas.width();
    const double height = canvas.height();
    const auto random_box = [&](double low, double high) {
        const Box box{0, 0, width * random.between(low, high), height * random.between(low, high)};
        return Box{std::round(random.between(0, width - box.width)), std::round(random.between(0, height - box.height)),
                   std::round(box.width), std::round(box.height)};
    };
    canvas.fill(rgb(0x14161c));
    if (kind == "landscape" || kind == "windows" || kind == "inventory") draw_art(canvas, random);
    if (kind == "town") draw_town(canvas, random);
    if (kind == "windows") {
        for (int i = random.whole(3, 6); i > 0; --i) draw_window(canvas, random_box(0.2, 0.5), random, unit);
    }
    if (kind == "inventory") draw_inventory(canvas, random_box(0.4, 0.8), random, unit);
    if (kind == "text") draw_window(canvas, {0, 0, width, height}, random, unit);
    if (kind == "dark") {
        for (int i = random.whole(0, 200); i > 0; --i) {
            canvas.ellipse({random.between(0, width), random.between(0, height)}, unit, unit, rgb(0xd8dce6));
        }
    }
    if (random.chance(0.5)) {
        State state;
        Fighter fighter;
        fighter.name = "Céleste";
        fighter.class_name = "Voyageur";
        state.fighters.push_back(fighter);
        draw_hud(canvas, state, "Ruelle des Tanneurs", unit);
    }
}

}  // namespace

Switches with(Switches switches, const Overrides& overrides) {
    for (const auto& [name, value] : overrides) {
        for (const SwitchRow& row : switch_table()) {
            if (row.name == name) switches.*row.member = value;
        }
    }
    return switches;
}

void draw_boards(Kind kind, int count, Level level, std::uint64_t seed, const Overrides& overrides,
                 const std::filesystem::path& folder, const CellShape& shape) {
    std::ofstream truth = open_truth(folder);
    for (int i = 0; i < count; ++i) {
        SplitMix64 random(seed, static_cast<std::uint64_t>(i));
        const Switches switches = with(draw_switches(level, random), overrides);
        const Scene scene = random_scene(kind, level, switches, random, shape);
        Canvas canvas(scene.width, scene.height);
        FrameTruth frame = draw_scene(canvas, scene, switches, random);
        frame.file = fmt::format("{}-{:03}{}", name_of(kind), i, extension(switches));
        frame.width = scene.width;
        frame.height = scene.height;
        frame.style = scene.style;
        write_degraded(canvas, switches, random, (folder / frame.file).string());
        truth << frame_line(frame, scene.state, switches) << '\n';
    }
    close_truth(truth);
}

void draw_negatives(int count, Level level, std::uint64_t seed, const Overrides& overrides,
                    const std::filesystem::path& folder) {
    std::ofstream truth = open_truth(folder);
    for (int i = 0; i < count; ++i) {
        SplitMix64 random(seed, static_cast<std::uint64_t>(i));
        const Switches switches = with(draw_switches(level, random), overrides);
        const Scene scene = random_scene(Kind::square, level, switches, random);
        Canvas canvas(scene.width, scene.height);
        const std::string& kind = negative_kinds()[static_cast<std::size_t>(i) % negative_kinds().size()];
        draw_negative(canvas, kind, random);
        const std::string file = fmt::format("none-{:03}{}", i, extension(switches));
        write_degraded(canvas, switches, random, (folder / file).string());
        truth << negative_line(file, scene.width, scene.height, kind, switches) << '\n';
    }
    close_truth(truth);
}

}  // namespace tk::render
