#include "render/texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

#include "render/art.hpp"
#include "render/degrade.hpp"
#include "render/windows.hpp"

namespace tk::render {
namespace {

using Json = nlohmann::json;

// Where a font is missing fontconfig takes another: the truth stays true.
const std::vector<std::string>& fonts() {
    static const std::vector<std::string> list{
        "DejaVu Sans",      "DejaVu Sans Condensed",  "DejaVu Serif", "Liberation Sans",
        "Liberation Serif", "Liberation Sans Narrow", "Open Sans",    "Roboto"};
    return list;
}

const std::vector<std::string>& words() {
    static const std::vector<std::string> list{
        "Épée",   "de",      "bronze", "Cœur",    "du",     "Héron",   "gardien", "Forêt",     "noire",  "Pêcheur",
        "Reçu",   "Vœu",     "ancien", "Lisière", "Tour",   "Château", "Tombé",   "Maître",    "guérit", "façade",
        "Sword",  "of",      "dawn",   "Hidden",  "bridge", "Quest",   "Market",  "Battle",    "Ready",  "Attack",
        "Wizard", "kitchen", "Level",  "Victory", "Zephyr", "Jungle",  "Button",  "Inventory", "Guild",  "Options"};
    return list;
}

std::string number_text(SplitMix64& random) {
    switch (random.whole(0, 8)) {
        case 0: return fmt::format("{}", random.whole(0, 999));
        case 1: return fmt::format("{} {:03}", random.whole(1, 999), random.whole(0, 999));
        case 2: return fmt::format("{},{:03}", random.whole(1, 999), random.whole(0, 999));
        case 3: return fmt::format("{}/{}", random.whole(10, 999), random.whole(100, 9999));
        case 4: return fmt::format("{} / {}", random.whole(10, 999), random.whole(100, 9999));
        case 5: return fmt::format("{}%", random.whole(0, 100));
        case 6: return fmt::format("{}k", random.whole(10, 999));
        case 7: return fmt::format("{}:{:02}", random.whole(0, 59), random.whole(0, 59));
        default: return fmt::format("{}, {}", random.whole(-60, 60), random.whole(-60, 60));
    }
}

std::string some_text(SplitMix64& random) {
    if (random.chance(0.4)) return number_text(random);
    std::string text = random.pick(words());
    for (int more = random.whole(0, 3); more > 0; --more) text += ' ' + random.pick(words());
    if (random.chance(0.2)) text += fmt::format(" {}", random.whole(1, 200));
    return text;
}

Colour light_colour(SplitMix64& random) {
    static const std::vector<unsigned> list{0xffffff, 0xffffff, 0xf0e8d0, 0xffd24a, 0x9fe06a, 0x9fd0ff, 0xff9a5a};
    return rgb(random.pick(list));
}

Colour dark_colour(SplitMix64& random) {
    static const std::vector<unsigned> list{0x000000, 0x201810, 0x3a2a1a, 0x102040, 0x5a1010};
    return rgb(random.pick(list));
}

struct Written {
    std::string text;
    Box box;
    std::string style;
};

// One text in one of the styles of games, at a free place; nothing when none is found.
class Writer {
public:
    Writer(Canvas& canvas, SplitMix64& random) : canvas_(canvas), random_(random) {}

    void write() {
        static const std::vector<std::string> styles{"outline", "outline", "panel", "panel", "shadow", "light-panel"};
        const std::string style = random_.pick(styles);
        const std::string text = some_text(random_);
        const double height = std::round(random_.log_between(12, style == "panel" ? 40 : 46));
        const bool bold = style == "outline" || random_.chance(0.4);
        cairo_t* cairo = canvas_.cairo();
        cairo_select_font_face(cairo, random_.pick(fonts()).c_str(), CAIRO_FONT_SLANT_NORMAL,
                               bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
        cairo_set_font_size(cairo, height);
        cairo_text_extents_t extents;
        cairo_text_extents(cairo, text.c_str(), &extents);
        const double pad = std::round(height * 0.6);
        for (int attempt = 0; attempt < 30; ++attempt) {
            const double x = std::round(random_.between(0, canvas_.width() - extents.width - 2 * pad));
            const double y = std::round(random_.between(0, canvas_.height() - extents.height - 2 * pad));
            const Box room{x, y, std::round(extents.width + 2 * pad), std::round(extents.height + 2 * pad)};
            if (x < 0 || y < 0) return;
            if (std::any_of(rooms_.begin(), rooms_.end(), [&](const Box& other) { return room.overlaps(other); }))
                continue;
            rooms_.push_back(room);
            const Point pen{std::round(x + pad - extents.x_bearing), std::round(y + pad - extents.y_bearing)};
            draw(style, text, room, pen, height);
            written_.push_back(
                {text, {pen.x + extents.x_bearing, pen.y + extents.y_bearing, extents.width, extents.height}, style});
            return;
        }
    }

    const std::vector<Written>& written() const { return written_; }

private:
    void draw(const std::string& style, const std::string& text, const Box& room, Point pen, double height) {
        cairo_t* cairo = canvas_.cairo();
        const auto paint = [&](const Colour& colour) {
            cairo_set_source_rgba(cairo, colour.red, colour.green, colour.blue, colour.alpha);
        };
        const auto show = [&](double shift, const Colour& colour) {
            paint(colour);
            cairo_move_to(cairo, pen.x + shift, pen.y + shift);
            cairo_show_text(cairo, text.c_str());
        };
        if (style == "outline") {
            cairo_move_to(cairo, pen.x, pen.y);
            cairo_text_path(cairo, text.c_str());
            paint(rgb(0x0a0a0a));
            cairo_set_line_width(cairo, std::max(2.0, height * random_.between(0.1, 0.2)));
            cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
            cairo_stroke(cairo);
            show(0, light_colour(random_));
        } else if (style == "shadow") {
            show(std::max(1.0, std::round(height / 14)), rgb(0x000000, 0.9));
            show(0, random_.chance(0.7) ? rgb(0xffffff) : rgb(0xfff2b0));
        } else if (style == "panel") {
            canvas_.rounded(room, height * random_.between(0, 0.4), rgb(0x14181f, random_.between(0.75, 1)));
            if (random_.chance(0.5)) canvas_.frame(room, height * 0.2, 1, rgb(0x8a7a4a));
            show(0, light_colour(random_));
        } else {
            canvas_.rounded(room, height * random_.between(0, 0.4), rgb(0xe8dcc0, random_.between(0.85, 1)));
            show(0, dark_colour(random_));
        }
    }

    Canvas& canvas_;
    SplitMix64& random_;
    std::vector<Box> rooms_;
    std::vector<Written> written_;
};

Canvas blank(SplitMix64& random) {
    static const std::vector<std::pair<int, int>> sizes{{1280, 720}, {1024, 768}, {1920, 1080}, {859, 719}, {800, 600}};
    const auto [width, height] = random.pick(sizes);
    return {width, height};
}

// Regular and irregular patterns of the kinds games are full of.
void draw_pattern(Canvas& canvas, SplitMix64& random) {
    const Colour ground = rgb(static_cast<unsigned>(random.whole(0, 0xffffff)));
    const Colour ink = mixed(ground, random.chance(0.5) ? rgb(0xffffff) : rgb(0x000000), random.between(0.2, 0.9));
    canvas.fill(ground);
    const double step = std::round(random.log_between(8, 60));
    const int kind = random.whole(0, 4);
    for (double y = 0; y < canvas.height(); y += step) {
        for (double x = 0; x < canvas.width(); x += step) {
            const double shift = kind == 1 && static_cast<int>(y / step) % 2 == 1 ? step / 2 : 0;
            if (kind == 0) canvas.ellipse({x + step / 2, y + step / 2}, step * 0.3, step * 0.3, ink);
            if (kind == 1) canvas.rectangle({x + shift + 1, y + 1, step - 2, step - 2}, ink);
            if (kind == 2 && random.chance(0.5)) canvas.line({x, y}, {x + step, y + step}, 2, ink);
            if (kind == 3 && random.chance(0.4)) canvas.rectangle({x, y, step * 0.6, step * random.unit()}, ink);
            if (kind == 4) {
                const double a = random.between(0, 2 * std::numbers::pi);
                canvas.line({x, y}, {x + step * std::cos(a), y + step * std::sin(a)}, random.between(1, 4), ink);
            }
        }
    }
}

// Icons in slots, bars and empty panels: an interface without a word.
void draw_mute_interface(Canvas& canvas, SplitMix64& random) {
    for (int i = random.whole(4, 14); i > 0; --i) {
        const double side = std::round(random.between(18, 70));
        const Box box{random.between(0, canvas.width() - side), random.between(0, canvas.height() - side), side, side};
        canvas.rounded(box, side * 0.1, rgb(static_cast<unsigned>(random.whole(0, 0xffffff))));
        canvas.frame(box, side * 0.1, 2, rgb(0x0e1014));
        const Point middle{box.x + side / 2, box.y + side / 2};
        std::vector<Point> corners;
        for (int corner = random.whole(3, 9), k = 0; k < corner; ++k) {
            const double angle = 2 * std::numbers::pi * k / corner;
            const double radius = side * random.between(0.12, 0.42);
            corners.push_back({middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)});
        }
        canvas.polygon(corners, rgb(static_cast<unsigned>(random.whole(0, 0xffffff))));
    }
    for (int i = random.whole(1, 5); i > 0; --i) {
        const Box bar{random.between(0, canvas.width() * 0.7), random.between(0, canvas.height() * 0.9),
                      random.between(60, 300), random.between(8, 26)};
        canvas.rectangle(bar, rgb(0x101010));
        canvas.rectangle({bar.x + 1, bar.y + 1, bar.width * random.unit(), bar.height - 2}, rgb(0xd0384a));
    }
}

std::string draw_bare_picture(Canvas& canvas, SplitMix64& random, int index) {
    static const std::vector<std::string> kinds{"landscape", "town", "pattern", "interface", "gradient", "noise"};
    const std::string& kind = kinds[static_cast<std::size_t>(index) % kinds.size()];
    if (kind == "landscape" || kind == "interface") draw_art(canvas, random);
    if (kind == "town") draw_town(canvas, random);
    if (kind == "pattern") draw_pattern(canvas, random);
    if (kind == "interface") draw_mute_interface(canvas, random);
    if (kind == "gradient") {
        const double w = canvas.width();
        const double h = canvas.height();
        canvas.fading(std::vector<Point>{{0, 0}, {w, 0}, {w, h}, {0, h}},
                      rgb(static_cast<unsigned>(random.whole(0, 0xffffff))),
                      rgb(static_cast<unsigned>(random.whole(0, 0xffffff))));
    }
    if (kind == "noise") {
        std::vector<std::uint32_t> pixels = canvas.pixels();
        const bool gray = random.chance(0.5);
        const int block = random.whole(1, 6);
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            const auto width = static_cast<std::size_t>(canvas.width());
            const std::size_t from =
                i / width / static_cast<std::size_t>(block) * static_cast<std::size_t>(block) * width +
                i % width / static_cast<std::size_t>(block) * static_cast<std::size_t>(block);
            const auto level = static_cast<std::uint32_t>(random.whole(0, 255));
            const auto any = static_cast<std::uint32_t>(random.whole(0, 0xffffff));
            pixels[i] = from == i ? (gray ? level * 0x10101 : any) : pixels[from];
        }
        canvas.set_pixels(pixels);
    }
    return kind;
}

std::ofstream open(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    std::ofstream truth(folder / "truth.jsonl");
    if (!truth) throw std::runtime_error((folder / "truth.jsonl").string() + ": cannot be written");
    return truth;
}

}  // namespace

void draw_texts(int count, Level level, std::uint64_t seed, const std::filesystem::path& folder) {
    std::ofstream truth = open(folder);
    for (int i = 0; i < count; ++i) {
        SplitMix64 random(seed, static_cast<std::uint64_t>(i));
        const Switches switches = draw_switches(level, random);
        Canvas canvas = blank(random);
        canvas.fill(rgb(0x20242c));
        if (random.chance(0.8)) {
            random.chance(0.7) ? draw_art(canvas, random) : draw_town(canvas, random);
        }
        Writer writer(canvas, random);
        for (int k = random.whole(6, 14); k > 0; --k) writer.write();
        Json lines = Json::array();
        for (const Written& line : writer.written()) {
            lines.push_back({{"text", line.text},
                             {"box", {line.box.x, line.box.y, line.box.width, line.box.height}},
                             {"style", line.style}});
        }
        const std::string file = fmt::format("text-{:03}{}", i, extension(switches));
        write_degraded(canvas, switches, random, (folder / file).string());
        truth << Json{{"file", file}, {"lines", lines}}.dump() << '\n';
    }
}

void draw_bare(int count, Level level, std::uint64_t seed, const std::filesystem::path& folder) {
    std::ofstream truth = open(folder);
    for (int i = 0; i < count; ++i) {
        SplitMix64 random(seed, static_cast<std::uint64_t>(i));
        const Switches switches = draw_switches(level, random);
        Canvas canvas = blank(random);
        canvas.fill(rgb(0x20242c));
        const std::string kind = draw_bare_picture(canvas, random, i);
        const std::string file = fmt::format("bare-{:03}{}", i, extension(switches));
        write_degraded(canvas, switches, random, (folder / file).string());
        truth << Json{{"file", file}, {"shows", kind}, {"lines", Json::array()}}.dump() << '\n';
    }
}

}  // namespace tk::render
