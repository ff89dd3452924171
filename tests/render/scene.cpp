#include <algorithm>
#include <array>
#include <cmath>

#include "render/boards.hpp"
#include "render/draw_hud.hpp"
#include "render/terrain.hpp"

namespace tk::render {
namespace {

struct Resolution {
    int width, height;
};

// The first two are the easy ones, the first seven the real ones.
constexpr std::array<Resolution, 10> resolutions{{{1280, 720},
                                                  {1920, 1080},
                                                  {1366, 768},
                                                  {1600, 900},
                                                  {2560, 1440},
                                                  {1024, 768},
                                                  {1440, 900},
                                                  {800, 600},
                                                  {1013, 631},
                                                  {3840, 2160}}};

Resolution random_resolution(Level level, SplitMix64& random) {
    constexpr std::array<int, 3> last{1, 6, 9};
    return resolutions[static_cast<std::size_t>(random.whole(0, last[static_cast<std::size_t>(level)]))];
}

// DOFUS Retro's cell is 53 x 27.
double random_ratio(Kind kind, SplitMix64& random) {
    return kind == Kind::iso && random.chance(0.3) ? 53.0 / 27 : ratio(kind);
}

// The largest board of the drawn size of cell is cut down, one row or column at a time, until it fits `area`; when even
// the smallest does not fit, the cells shrink.
Geometry random_geometry(Kind kind, double cell, const CellShape& shape, const Box& area, SplitMix64& random) {
    Geometry board;
    board.kind = kind;
    board.cell_width = cell;
    board.cell_height = cell / random_ratio(kind, random);
    if (shape.ratio) board.cell_height = cell / *shape.ratio;
    board.pitch = shape.pitch;
    const bool is_iso = kind == Kind::iso;
    constexpr int least = 5;
    const int least_rows = is_iso ? 9 : least;
    const bool as_in_game = is_iso && random.chance(0.4);
    // Boards fill from a third of what would fit upwards, as games show them.
    const auto random_side = [&](double fit, int low, int high) {
        const int most = std::clamp(static_cast<int>(fit), low, high);
        return random.whole(std::max(low, most / 3), most);
    };
    board.cols = as_in_game ? 14 : random_side(area.width / board.cell_width, least, 40);
    board.rows = as_in_game ? 40 : random_side((is_iso ? 2 : 1) * area.height / board.cell_height, least_rows, 60);
    const auto too_wide = [&] { return board.extent().width > area.width; };
    const auto too_high = [&] { return board.extent().height > area.height; };
    while (too_wide() || too_high()) {
        const bool cuts_cols = kind == Kind::diamond ? board.cols >= board.rows : too_wide();
        if (cuts_cols && board.cols > least) {
            --board.cols;
        } else if (!cuts_cols && board.rows > least_rows) {
            --board.rows;
        } else {
            board.cell_width *= 0.95;
            board.cell_height *= 0.95;
        }
    }
    const Box extent = board.extent();
    board.origin.x = area.x + random.between(0, area.width - extent.width) - extent.x;
    board.origin.y = area.y + random.between(0, area.height - extent.height) - extent.y;
    return board;
}

State random_state(const Scene& scene, SplitMix64& random) {
    static const std::vector<std::string> names{"Aldric", "Brume", "Céleste", "Dune", "Églantine", "Ferrand",
                                                "Gaëlle", "Hêtre", "Ivoire",  "Joël", "Korrig",    "Lueur"};
    static const std::vector<std::string> looks{"archer", "healer", "wolf", "eye"};
    State state;
    const int count = random.whole(2, 8);
    for (int attempt = 0; attempt < 200 && static_cast<int>(state.fighters.size()) < count; ++attempt) {
        const int cell = random.whole(0, scene.board.cells() - 1);
        const auto stands_here = [cell](const Fighter& f) { return f.cell == cell; };
        if (scene.cells[static_cast<std::size_t>(cell)] != '.') continue;
        if (std::any_of(state.fighters.begin(), state.fighters.end(), stands_here)) continue;
        Fighter fighter;
        fighter.id = "e" + std::to_string(state.fighters.size() + 1);
        fighter.name = names[state.fighters.size()];
        fighter.team = random.chance(0.5) ? "ally" : "enemy";
        fighter.look = random.pick(looks);
        fighter.feminine = random.chance(0.5);
        fighter.class_name = "Voyageur";
        fighter.level = random.whole(1, 200);
        fighter.cell = cell;
        fighter.max_hp = random.whole(50, 2500);
        fighter.hp = random.whole(1, fighter.max_hp);
        state.fighters.push_back(fighter);
    }
    state.turn = random.whole(1, 20);
    state.active = static_cast<std::size_t>(random.whole(0, static_cast<int>(state.fighters.size()) - 1));
    const double share = random.chance(0.4) ? random.between(0.05, 0.3) : 0;
    const int centre = state.fighters[state.active].cell;
    for (int cell = 0; cell < scene.board.cells(); ++cell) {
        const bool is_near =
            scene.board.distance(centre, cell) * scene.board.distance(centre, cell) < share * scene.board.cells();
        if (is_near && scene.cells[static_cast<std::size_t>(cell)] == '.') state.reachable.push_back(cell);
    }
    return state;
}

}  // namespace

Scene random_scene(Kind kind, Level level, const Switches& switches, SplitMix64& random, const CellShape& shape) {
    Scene scene;
    const Resolution resolution = random_resolution(level, random);
    scene.width = resolution.width;
    scene.height = resolution.height;
    scene.has_hud = level != Level::easy && random.chance(0.5);
    scene.has_plates = random.chance(0.5);
    const int styles = switches.lines > 0 ? 2 : 0;
    scene.style =
        std::array<const char*, 3>{"shades", "lines", "both"}[static_cast<std::size_t>(random.whole(0, styles))];
    Box area{0, 0, resolution.width * 1.0, resolution.height * 1.0};
    if (scene.has_hud) area = board_area(resolution.width, resolution.height);
    const double margin = std::round(0.01 * resolution.height);
    area = {area.x + margin, area.y + margin, area.width - 2 * margin, area.height - 2 * margin};
    scene.board = random_geometry(kind, switches.cell, shape, area, random);
    scene.cells = random_cells(scene.board, random);
    scene.state = random_state(scene, random);
    return scene;
}

}  // namespace tk::render
