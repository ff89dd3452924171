#include "render/draw_hud.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tk::render {
namespace {

constexpr std::size_t chat_lines = 6;
// Everything below is laid out for this size and stretched to the picture.
constexpr double base_width = 1280;
constexpr double base_height = 720;

Colour chat_colour(ChatLine::Kind kind) {
    switch (kind) {
        case ChatLine::Kind::cast: return rgb(0x9fd0ff);
        case ChatLine::Kind::damage: return rgb(0xff7a4d);
        case ChatLine::Kind::heal: return rgb(0x66e07a);
        case ChatLine::Kind::death: return rgb(0xffd24a);
        case ChatLine::Kind::turn: return rgb(0xc8ccd4);
    }
    return rgb(0xffffff);
}

class Hud {
public:
    Hud(Canvas& canvas, double unit) : canvas_(canvas), unit_(unit) {}

    // Whole pixels: edges stay sharp and text stays the same at the same size.
    Box place(double x, double y, double w, double h) const {
        const double left = std::round(x * canvas_.width() / base_width);
        const double top = std::round(y * canvas_.height() / base_height);
        return {left, top, std::round((x + w) * canvas_.width() / base_width) - left,
                std::round((y + h) * canvas_.height() / base_height) - top};
    }

    void panel(const Box& box, DrawnHud& drawn) {
        drawn.panels.push_back(box);
        canvas_.rounded(box, 4 * unit_, rgb(0x1d2129));
        canvas_.frame(box, 4 * unit_, std::max(1.0, std::round(unit_)), rgb(0x3b4250));
    }

    // Text whose line is centred in the height of `box`, from its left edge.
    Box write(const Box& box, const std::string& text, double size, bool bold, const Colour& colour,
              bool centred = false) {
        const Canvas::Font font{std::round(size * unit_), bold};
        const double indent = centred ? (box.width - canvas_.text_advance(text, font)) / 2 : 0;
        return canvas_.text(text, {box.x + indent, box.y + box.height / 2 + 0.36 * font.size}, font, colour);
    }

private:
    Canvas& canvas_;
    double unit_;
};

void draw_chat(Hud& hud, const State& state, DrawnHud& drawn) {
    hud.panel(hud.place(8, 592, 552, 122), drawn);
    const std::size_t first = state.chat.size() > chat_lines ? state.chat.size() - chat_lines : 0;
    const std::size_t shown = state.chat.size() - first;
    for (std::size_t i = 0; i < shown; ++i) {
        const ChatLine& line = state.chat[first + i];
        // The newest line is at the bottom.
        const double y = 593 + 20 * static_cast<double>(chat_lines - shown + i);
        const Box box = hud.write(hud.place(16, y, 536, 20), line.text, 16, false, chat_colour(line.kind));
        drawn.chat.push_back({line, box});
    }
}

// Six spell icons: plain shapes, no text.
void draw_spell_bar(Canvas& canvas, Hud& hud, double unit) {
    constexpr unsigned colours[] = {0x4f8f5a, 0x4a7fb5, 0x8a6a3c, 0x3a3f4a, 0x3a3f4a, 0x3a3f4a};
    for (int i = 0; i < 6; ++i) {
        const Box box = hud.place(892 + 63 * i, 654, 54, 54);
        canvas.rounded(box, 5 * unit, rgb(colours[i]));
        canvas.frame(box, 5 * unit, std::max(1.0, std::round(2 * unit)), rgb(0x0e1014));
        if (i > 2) continue;
        const double x = box.x + box.width / 2;
        const double y = box.y + box.height / 2;
        const double r = box.height * 0.3;
        const Colour light = mixed(rgb(colours[i]), rgb(0xffffff), 0.7);
        if (i == 0)
            canvas.polygon(std::vector<Point>{{x - r, y + r}, {x + r, y - r}, {x + r * 0.2, y + r * 0.6}}, light);
        if (i == 1)
            canvas.polygon(std::vector<Point>{{x, y - r}, {x + r * 0.6, y}, {x, y + r}, {x - r * 0.6, y}}, light);
        if (i == 2) {
            for (const double shift : {-0.8, 0.0, 0.8}) {
                const double at = x + shift * r;
                canvas.polygon(
                    std::vector<Point>{{at - r * 0.25, y - r}, {at + r * 0.25, y - r * 0.6}, {at - r * 0.1, y + r}},
                    light);
            }
        }
    }
}

void draw_fields(Canvas& canvas, Hud& hud, const State& state, const std::string& map, double unit, DrawnHud& drawn) {
    const Fighter& active = state.fighters[state.active];
    const auto field = [&](const char* name, const Box& box, std::string text, double size, bool bold, unsigned colour,
                           bool centred, std::optional<int> value = {}, std::optional<int> max = {}) {
        const Box ink = hud.write(box, text, size, bold, rgb(colour), centred);
        drawn.fields.push_back({name, std::move(text), value, max, ink});
    };
    hud.panel(hud.place(8, 8, 222, 30), drawn);
    field("map", hud.place(14, 8, 210, 30), map, 16, false, 0xe6e2d0, true);
    hud.panel(hud.place(1162, 8, 110, 30), drawn);
    field("turn", hud.place(1168, 8, 98, 30), fmt::format("Tour {}", state.turn), 18, true, 0xffffff, true, state.turn);

    hud.panel(hud.place(568, 592, 308, 122), drawn);
    field("active_name", hud.place(580, 595, 284, 32), active.name, 20, true, 0xffffff, false);
    field("active_class", hud.place(580, 629, 190, 26), active.class_name, 17, false, 0xc8ccd4, false);
    field("level", hud.place(780, 629, 84, 26), fmt::format("Niv. {}", active.level), 17, false, 0xc8ccd4, false,
          active.level);
    field("hp", hud.place(580, 659, 284, 26), fmt::format("PV {} / {}", active.hp, active.max_hp), 18, true, 0xffffff,
          false, active.hp, active.max_hp);
    const Box bar = hud.place(580, 690, 284, 14);
    canvas.rectangle(bar, rgb(0x0e1014));
    const double share = static_cast<double>(active.hp) / active.max_hp;
    const Box inside{bar.x + 1, bar.y + 1, bar.width - 2, bar.height - 2};
    canvas.rectangle({inside.x, inside.y, std::round(inside.width * share), inside.height}, rgb(0xd0384a));

    hud.panel(hud.place(884, 592, 388, 122), drawn);
    canvas.rounded(hud.place(892, 600, 180, 44), 6 * unit, rgb(0x1b3f78));
    field("ap", hud.place(892, 600, 180, 44), fmt::format("PA {}", active.ap), 24, true, 0xffffff, true, active.ap);
    canvas.rounded(hud.place(1082, 600, 180, 44), 6 * unit, rgb(0x1e5b2c));
    field("mp", hud.place(1082, 600, 180, 44), fmt::format("PM {}", active.mp), 24, true, 0xffffff, true, active.mp);
    draw_spell_bar(canvas, hud, unit);
}

}  // namespace

Box board_area(int width, int height) {
    return {0, std::round(4 * height / base_height), static_cast<double>(width),
            std::round(580 * height / base_height)};
}

DrawnHud draw_hud(Canvas& canvas, const State& state, const std::string& map, double unit) {
    Hud hud(canvas, unit);
    DrawnHud drawn;
    canvas.rectangle(hud.place(0, 586, base_width, 134), rgb(0x0e1014));
    draw_chat(hud, state, drawn);
    draw_fields(canvas, hud, state, map, unit, drawn);
    return drawn;
}

}  // namespace tk::render
