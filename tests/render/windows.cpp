#include "render/windows.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace tk::render {
namespace {

const std::vector<std::string>& phrases() {
    static const std::vector<std::string> list{"Inventaire",
                                               "Hôtel de vente",
                                               "Quêtes en cours",
                                               "Épée de bronze x 1",
                                               "Graine de lin : 12 345 k",
                                               "Retournez voir l'herboriste",
                                               "Résistance Terre 12 %",
                                               "Prix moyen : 1 234",
                                               "Niveau 57",
                                               "Bois de frêne x 48",
                                               "Récompense : 2 500 points",
                                               "Dernière connexion hier",
                                               "Coffre de guilde",
                                               "Amis en ligne (3)"};
    return list;
}

void draw_lines(Canvas& canvas, const Box& inside, SplitMix64& random, double unit) {
    const double step = std::round(22 * unit);
    for (double y = inside.y + step; y < inside.bottom() - step / 2; y += step) {
        const Canvas::Font font{std::round(15 * unit), random.chance(0.15)};
        if (random.chance(0.12)) continue;
        const std::string& text = random.pick(phrases());
        if (canvas.text_advance(text, font) < inside.width) canvas.text(text, {inside.x, y}, font, rgb(0xe4e0d4));
    }
}

void draw_buttons(Canvas& canvas, const Box& inside, SplitMix64& random, double unit) {
    for (double y = inside.y; y + 30 * unit < inside.bottom(); y += 40 * unit) {
        const Box button{inside.x, y, inside.width * random.between(0.5, 1), 28 * unit};
        canvas.rounded(button, 5 * unit, rgb(0x9db33c));
        canvas.frame(button, 5 * unit, unit, rgb(0x59661f));
        draw_lines(canvas, {button.x + 8 * unit, button.y - 2 * unit, button.width - 16 * unit, 36 * unit}, random,
                   unit);
    }
}

Box draw_shell(Canvas& canvas, const Box& box, SplitMix64& random, double unit) {
    canvas.rounded(box, 6 * unit, rgb(0x2b2d28));
    canvas.frame(box, 6 * unit, std::max(1.0, 2 * unit), rgb(0x101110));
    const Box title{box.x + 3 * unit, box.y + 3 * unit, box.width - 6 * unit, 26 * unit};
    canvas.rounded(title, 4 * unit, rgb(0x44483b));
    const Canvas::Font font{std::round(15 * unit), true};
    const std::string& text = random.pick(phrases());
    if (canvas.text_advance(text, font) < title.width - 40 * unit) {
        canvas.text(text, {title.x + 8 * unit, title.y + 18 * unit}, font, rgb(0xffffff));
    }
    canvas.rounded({title.right() - 22 * unit, title.y + 4 * unit, 18 * unit, 18 * unit}, 3 * unit, rgb(0xb9473a));
    return {box.x + 12 * unit, box.y + 38 * unit, box.width - 24 * unit, box.height - 50 * unit};
}

}  // namespace

void draw_window(Canvas& canvas, const Box& box, SplitMix64& random, double unit) {
    const Box inside = draw_shell(canvas, box, random, unit);
    if (random.chance(0.3)) {
        draw_buttons(canvas, inside, random, unit);
    } else {
        draw_lines(canvas, inside, random, unit);
    }
}

void draw_inventory(Canvas& canvas, const Box& box, SplitMix64& random, double unit) {
    const Box inside = draw_shell(canvas, box, random, unit);
    const double slot = std::round(random.between(34, 58) * unit);
    const double gap = std::round(4 * unit);
    for (double y = inside.y; y + slot <= inside.bottom(); y += slot + gap) {
        for (double x = inside.x; x + slot <= inside.right(); x += slot + gap) {
            canvas.rounded({x, y, slot, slot}, 3 * unit, rgb(0x1b1c19));
            canvas.frame({x, y, slot, slot}, 3 * unit, std::max(1.0, unit), rgb(0x55584c));
            if (random.chance(0.3)) continue;
            const Colour colour{random.between(0.3, 0.9), random.between(0.3, 0.9), random.between(0.3, 0.9), 1};
            canvas.ellipse({x + slot / 2, y + slot / 2}, slot * random.between(0.2, 0.4),
                           slot * random.between(0.2, 0.4), colour);
        }
    }
}

std::vector<Box> windows_over(const Geometry& board, double share, SplitMix64& random, int width, int height) {
    std::vector<Box> windows;
    const Box extent = board.extent();
    const auto hidden = [&] { return static_cast<double>(cells_under(board, windows).size()) / board.cells(); };
    // A window that hides far more than asked is taken back; the number of attempts bounds the search.
    for (int attempt = 0; attempt < 300 && hidden() < share; ++attempt) {
        Box box;
        box.width = std::round(std::min(width * random.between(0.14, 0.33), extent.width * random.between(0.3, 0.6)));
        box.height = std::round(std::min(height * random.between(0.14, 0.4), extent.height * random.between(0.3, 0.6)));
        const double x = extent.x + extent.width * random.unit() - box.width / 2;
        const double y = extent.y + extent.height * random.unit() - box.height / 2;
        box.x = std::round(std::clamp(x, 0.0, width - box.width));
        box.y = std::round(std::clamp(y, 0.0, height - box.height));
        windows.push_back(box);
        if (hidden() > share + 0.1) windows.pop_back();
    }
    return windows;
}

std::vector<int> cells_under(const Geometry& board, const std::vector<Box>& boxes) {
    std::vector<int> cells;
    for (int cell = 0; cell < board.cells(); ++cell) {
        const Point centre = board.centre(cell);
        const bool hidden = std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) {
            return centre.x >= box.x && centre.x < box.right() && centre.y >= box.y && centre.y < box.bottom();
        });
        if (hidden) cells.push_back(cell);
    }
    return cells;
}

}  // namespace tk::render
