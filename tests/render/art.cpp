#include "render/art.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace tk::render {
namespace {

// Smooth noise from a lattice of random values, sampled between them.
class Clouds {
public:
    Clouds(SplitMix64& random, double size) : size_(size), values_(side * side) {
        for (double& value : values_) value = random.unit();
    }
    double at(double x, double y) const {
        const double u = x / size_;
        const double v = y / size_;
        const double i = std::floor(u);
        const double j = std::floor(v);
        const double s = ease(u - i);
        const double t = ease(v - j);
        const auto a = static_cast<std::size_t>(i);
        const auto b = static_cast<std::size_t>(j);
        return lerp(lerp(value(a, b), value(a + 1, b), s), lerp(value(a, b + 1), value(a + 1, b + 1), s), t);
    }

private:
    static constexpr std::size_t side = 256;
    static double ease(double t) { return t * t * (3 - 2 * t); }
    static double lerp(double a, double b, double t) { return a + (b - a) * t; }
    double value(std::size_t x, std::size_t y) const { return values_[(y % side) * side + x % side]; }

    double size_;
    std::vector<double> values_;
};

struct Ground {
    Colour low, high, path;
};

const std::vector<Ground>& grounds() {
    static const std::vector<Ground> list{{rgb(0x4c6b2f), rgb(0x8fa552), rgb(0xb49a66)},
                                          {rgb(0xa8843f), rgb(0xd9c07a), rgb(0x8f7a56)},
                                          {rgb(0x6f7378), rgb(0xa7adb0), rgb(0x57534c)},
                                          {rgb(0xc9d6e2), rgb(0xf0f5f8), rgb(0x9aaebd)},
                                          {rgb(0x2b3327), rgb(0x54603d), rgb(0x6a5a3d)}};
    return list;
}

std::uint32_t packed(const Colour& colour) {
    const auto byte = [](double value) { return static_cast<std::uint32_t>(std::clamp(value, 0.0, 1.0) * 255 + 0.5); };
    return byte(colour.red) << 16 | byte(colour.green) << 8 | byte(colour.blue);
}

void paint_ground(Canvas& canvas, const Ground& ground, SplitMix64& random) {
    const double unit = canvas.height() / 720.0;
    const Clouds wide(random, 170 * unit);
    const Clouds middle(random, 47 * unit);
    const Clouds fine(random, 7 * unit);
    const Clouds road(random, 310 * unit);
    std::vector<std::uint32_t> pixels;
    pixels.reserve(static_cast<std::size_t>(canvas.width()) * static_cast<std::size_t>(canvas.height()));
    for (int y = 0; y < canvas.height(); ++y) {
        for (int x = 0; x < canvas.width(); ++x) {
            const double share = 0.5 * wide.at(x, y) + 0.3 * middle.at(x, y) + 0.2 * fine.at(x, y);
            // A path runs where a wide noise crosses its middle.
            const double away = std::abs(road.at(x, y) - 0.5);
            const Colour grass = mixed(ground.low, ground.high, share);
            pixels.push_back(packed(away < 0.05 ? mixed(ground.path, grass, away / 0.05 * 0.7) : grass));
        }
    }
    canvas.set_pixels(pixels);
}

void draw_tree(Canvas& canvas, Point at, double size, SplitMix64& random) {
    canvas.ellipse({at.x, at.y}, size * 0.6, size * 0.2, rgb(0x000000, 0.3));
    canvas.rectangle({at.x - size * 0.08, at.y - size * 0.6, size * 0.16, size * 0.6}, rgb(0x5a3f26));
    const Colour leaf = random.chance(0.75) ? rgb(0x3f6a2c) : rgb(0x9c4a23);
    for (int i = 0; i < 9; ++i) {
        const Point centre{at.x + random.between(-0.4, 0.4) * size, at.y - size * random.between(0.6, 1.3)};
        canvas.ellipse(centre, size * 0.3, size * 0.27, mixed(leaf, rgb(0xf4f2a0), 0.05 * i));
    }
}

void draw_rock(Canvas& canvas, Point at, double size, SplitMix64& random) {
    std::vector<Point> corners;
    const int count = random.whole(5, 8);
    for (int i = 0; i < count; ++i) {
        const double angle = 2 * std::numbers::pi * i / count;
        const double radius = size * random.between(0.3, 0.55);
        corners.push_back({at.x + radius * std::cos(angle), at.y + 0.7 * radius * std::sin(angle)});
    }
    canvas.polygon(corners, rgb(0x7d7a74));
    canvas.outline(corners, 1.5, rgb(0x45433f));
}

// A box in isometric view standing on `at` (its front corner): widths along the two ground axes, height up.
void draw_box(Canvas& canvas, Point at, double left, double right, double up, const Colour& colour) {
    const Point l{at.x - left, at.y - left / 2};
    const Point r{at.x + right, at.y - right / 2};
    const Point back{at.x + right - left, at.y - (left + right) / 2};
    const auto raised = [up](Point p) { return Point{p.x, p.y - up}; };
    canvas.polygon(std::vector<Point>{at, l, raised(l), raised(at)}, mixed(colour, rgb(0x000000), 0.25));
    canvas.polygon(std::vector<Point>{at, r, raised(r), raised(at)}, mixed(colour, rgb(0x000000), 0.45));
    const std::vector<Point> top{raised(at), raised(r), raised(back), raised(l)};
    canvas.polygon(top, colour);
    canvas.outline(top, 1.5, mixed(colour, rgb(0x000000), 0.6));
}

}  // namespace

void draw_art(Canvas& canvas, SplitMix64& random) {
    paint_ground(canvas, random.pick(grounds()), random);
    const double unit = canvas.height() / 720.0;
    std::vector<Point> places;
    for (int i = random.whole(25, 60); i > 0; --i) {
        places.push_back({random.between(0, canvas.width()), random.between(0, canvas.height())});
    }
    std::sort(places.begin(), places.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
    for (const Point& place : places) {
        if (random.chance(0.45)) {
            draw_tree(canvas, place, unit * random.between(30, 75), random);
        } else {
            draw_rock(canvas, place, unit * random.between(15, 60), random);
        }
    }
}

void draw_town(Canvas& canvas, SplitMix64& random) {
    paint_ground(canvas, random.pick(grounds()), random);
    const double unit = canvas.height() / 720.0;
    std::vector<Point> places;
    for (int i = random.whole(18, 40); i > 0; --i) {
        places.push_back({random.between(0, canvas.width()), random.between(0, canvas.height() * 1.1)});
    }
    std::sort(places.begin(), places.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
    const std::vector<Colour> colours{rgb(0x9c8f7a), rgb(0x8a5a3b), rgb(0xb8b2a6), rgb(0x6b6f52), rgb(0x7a4a44)};
    for (const Point& place : places) {
        const Colour colour = random.pick(colours);
        if (random.chance(0.2)) {
            // Stairs: few steps, their depth growing, so that no period is exact.
            double depth = unit * random.between(12, 20);
            Point at = place;
            for (int step = 0; step < 6; ++step) {
                draw_box(canvas, at, unit * 90, depth, unit * 12, colour);
                at = {at.x + depth, at.y - depth / 2 - unit * 12};
                depth *= random.between(0.85, 1.2);
            }
        } else {
            draw_box(canvas, place, unit * random.between(15, 150), unit * random.between(15, 150),
                     unit * random.between(10, 120), colour);
        }
    }
}

}  // namespace tk::render
