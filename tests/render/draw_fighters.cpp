#include "render/draw_fighters.hpp"

#include <algorithm>
#include <cmath>

#include "render/sprites.hpp"

namespace tk::render {
namespace {

// The half axes of a ring as shares of the cell; sprites are drawn for cells of this width.
constexpr double ring_share = 0.36;
constexpr double sprite_cell = 56;

struct Tag {
    Box plate, bar;
    Box all;  // with the marker's room, whoever is active: a plate must not jump when the turn passes
};

double sprite_scale(const Geometry& board) {
    const bool is_flat = board.kind == Kind::iso || board.kind == Kind::diamond;
    return (is_flat ? board.cell_width : board.cell_width * 0.8) / sprite_cell;
}

// A fighter stands a little behind the middle of the cell, so that the front of the ring shows.
Point feet_of(const Geometry& board, int cell) {
    return board.centre(cell);
}

Box body_box(const Geometry& board, int cell) {
    const Point feet = feet_of(board, cell);
    const double s = sprite_scale(board);
    const double ring_x = ring_share * board.cell_width + 2;
    const double ring_y = ring_share * board.cell_height + 2;
    const double half = std::max(ring_x, 22 * s);
    const double top = std::max(sprite_height * s, ring_y);
    return {feet.x - half, feet.y - top, 2 * half, top + ring_y};
}

// `name_width` 0 means no plate.
Tag tag_at(double centre, double bottom, const Geometry& board, double name_width, double unit) {
    const double bar_height = std::max(6.0, std::round(0.125 * board.cell_width));
    const double bar_width = std::round(0.9 * board.cell_width);
    const double plate_height = name_width > 0 ? std::round(21 * unit) : 0;
    const double plate_width = name_width > 0 ? std::round(name_width + 12 * unit) : bar_width;
    const double bar_top = std::round(bottom - bar_height);
    Tag tag;
    tag.bar = {std::round(centre - bar_width / 2), bar_top, bar_width, bar_height};
    tag.plate = {std::round(centre - plate_width / 2), bar_top - plate_height, plate_width, plate_height};
    tag.all = united(tag.bar, tag.plate);
    const double marker = std::round(14 * unit);
    tag.all.y -= marker;
    tag.all.height += marker;
    return tag;
}

// From front to back, each tag rises until it covers neither a fighter nor an earlier tag.
std::vector<Tag> place_tags(const std::vector<DrawnFighter>& drawn, const std::vector<double>& name_widths,
                            const Geometry& board, double unit) {
    std::vector<Tag> tags(drawn.size());
    std::vector<Box> taken;
    for (const DrawnFighter& fighter : drawn) taken.push_back(fighter.body);
    for (std::size_t i = drawn.size(); i-- > 0;) {
        const Box& body = drawn[i].body;
        const double centre = body.x + body.width / 2;
        double bottom = body.y - 3 * unit;
        for (bool moved = true; moved;) {
            moved = false;
            tags[i] = tag_at(centre, bottom, board, name_widths[i], unit);
            for (const Box& box : taken) {
                if (!tags[i].all.overlaps(box)) continue;
                bottom = box.y - 1;
                moved = true;
                break;
            }
        }
        taken.push_back(tags[i].all);
    }
    return tags;
}

void draw_ring(Canvas& canvas, const Geometry& board, int cell, const std::string& team) {
    const Point centre = board.centre(cell);
    const double x = ring_share * board.cell_width;
    const double y = ring_share * board.cell_height;
    const double line = std::max(2.0, 0.055 * board.cell_width);
    canvas.ring(centre, x, y, line * 2.2, rgb(0xffffff, 0.55));
    canvas.ring(centre, x, y, line, team_colour(team));
}

void draw_plate(Canvas& canvas, const Tag& tag, const Fighter& fighter, double unit, DrawnFighter& drawn) {
    const Canvas::Font font{std::round(15 * unit), true};
    canvas.rounded(tag.plate, 3 * unit, rgb(0x101218));
    const Box ink = canvas.text_ink(fighter.name, font);
    const double base = tag.plate.bottom() - std::round(5 * unit);
    drawn.name =
        canvas.text(fighter.name, {tag.plate.x + (tag.plate.width - ink.width) / 2 - ink.x, base}, font, rgb(0xffffff));
    drawn.plate = tag.plate;
}

void draw_tag(Canvas& canvas, const Tag& tag, const Fighter& fighter, bool is_active, double unit,
              DrawnFighter& drawn) {
    if (tag.plate.height > 0) draw_plate(canvas, tag, fighter, unit, drawn);
    drawn.bar = tag.bar;
    canvas.rectangle(tag.bar, rgb(0x101218));
    const Box inside{tag.bar.x + 1, tag.bar.y + 1, tag.bar.width - 2, tag.bar.height - 2};
    const double share = static_cast<double>(fighter.hp) / fighter.max_hp;
    canvas.rectangle(inside, rgb(0x3a2020));
    canvas.rectangle({inside.x, inside.y, std::max(1.0, std::round(inside.width * share)), inside.height},
                     rgb(0x33cc44));
    if (!is_active) return;
    const double x = tag.plate.x + tag.plate.width / 2;
    const double y = tag.plate.y - 2 * unit;
    const double w = 9 * unit;
    const double h = 11 * unit;
    const std::vector<Point> marker{{x - w, y - h}, {x + w, y - h}, {x, y}};
    canvas.polygon(marker, rgb(0xffd400));
    canvas.outline(marker, std::max(1.0, unit), rgb(0x3a2f00));
}

}  // namespace

std::vector<Highlight> highlights_of(const State& state) {
    std::vector<Highlight> highlights;
    if (!state.reachable.empty()) highlights.push_back({"reachable", state.reachable});
    if (!state.hit.empty()) highlights.push_back({"target", state.hit});
    return highlights;
}

std::vector<DrawnFighter> draw_fighters(Canvas& canvas, const Geometry& board, const std::string& cells,
                                        const BoardLook& look, const State& state, double unit, bool has_plates) {
    std::vector<DrawnFighter> drawn;
    for (std::size_t i = 0; i < state.fighters.size(); ++i) {
        const Fighter& fighter = state.fighters[i];
        if (fighter.hp > 0) drawn.push_back({i, body_box(board, fighter.cell), {}, {}, {}});
    }
    const auto y_of = [&](const DrawnFighter& d) { return board.centre(state.fighters[d.index].cell).y; };
    std::stable_sort(drawn.begin(), drawn.end(),
                     [&](const DrawnFighter& a, const DrawnFighter& b) { return y_of(a) < y_of(b); });

    std::vector<int> order(static_cast<std::size_t>(board.cells()));
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return board.centre(a).y < board.centre(b).y; });
    std::vector<double> name_widths;
    for (const DrawnFighter& d : drawn) {
        const Canvas::Font font{std::round(15 * unit), true};
        const double width = canvas.text_ink(state.fighters[d.index].name, font).width;
        name_widths.push_back(has_plates ? width : 0);
    }
    for (const int cell : order) {
        if (cells[static_cast<std::size_t>(cell)] == '#') draw_block(canvas, board, cell, look);
        for (const DrawnFighter& d : drawn) {
            const Fighter& fighter = state.fighters[d.index];
            if (fighter.cell != cell) continue;
            draw_ring(canvas, board, cell, fighter.team);
            draw_sprite(canvas, fighter.look, fighter.feminine, feet_of(board, cell), sprite_scale(board));
        }
    }
    const std::vector<Tag> tags = place_tags(drawn, name_widths, board, unit);
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        draw_tag(canvas, tags[i], state.fighters[drawn[i].index], drawn[i].index == state.active, unit, drawn[i]);
    }
    return drawn;
}

}  // namespace tk::render
