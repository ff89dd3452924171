#include "action-report/replay_screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "action-report/layout.hpp"
#include "board/draw.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

using Lines = std::vector<std::string>;
constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

/// The part of a board that is shown, as text without colours.
struct BoardText {
    std::vector<std::u32string> lines;
    std::size_t width = 0;
};

std::size_t width_of(const std::vector<std::u32string>& lines) {
    std::size_t width = 0;
    for (const auto& line : lines) width = std::max(width, line.size());
    return width;
}

/// Lines at the top and the bottom that hold no floor, no obstacle and nobody, and blanks on the left of all, go.
void trim_board(std::vector<std::u32string>& lines) {
    const auto idle = [](const std::u32string& line) { return line.find_first_not_of(U" o?") == std::u32string::npos; };
    while (!lines.empty() && idle(lines.back())) lines.pop_back();
    const auto busy = std::find_if_not(lines.begin(), lines.end(), idle);
    lines.erase(lines.begin(), busy);
    std::size_t left = unlimited;
    for (const auto& line : lines) left = std::min(left, line.find_first_not_of(U' '));
    if (left == 0 || left == unlimited) return;
    for (auto& line : lines) line.erase(0, left);
}

/// Keeps `most` of `count` places so that `focus` lies near their middle; the first kept.
std::size_t window(std::size_t count, std::size_t most, std::size_t focus) {
    if (count <= most) return 0;
    return std::min(focus - std::min(focus, most / 2), count - most);
}

BoardText board_text(const Scene& scene, std::size_t columns, std::size_t rows) {
    std::vector<board::Mark> marks;
    for (const board::Cell cell : scene.path) marks.push_back({cell, "+"});
    if (scene.aim) marks.push_back({*scene.aim, "*"});
    std::u32string focus;
    for (const Piece2D& piece : scene.pieces) {
        if (!piece.fighter.cell || *piece.fighter.cell < 0) continue;
        if (!scene.board->geometry().contains(static_cast<board::Cell>(*piece.fighter.cell))) continue;
        marks.push_back({static_cast<board::Cell>(*piece.fighter.cell), piece.label});
        if (focus.empty() || piece.fighter.active) focus = decode_utf8(piece.label);
    }
    BoardText text;
    for (const std::string& line : split(board::draw(*scene.board, marks), '\n'))
        text.lines.push_back(decode_utf8(line));
    trim_board(text.lines);

    std::size_t focus_line = text.lines.size() / 2;
    std::size_t focus_column = width_of(text.lines) / 2;
    for (std::size_t i = 0; i < text.lines.size() && !focus.empty(); ++i) {
        const std::size_t at = text.lines[i].find(focus);
        if (at == std::u32string::npos) continue;
        focus_line = i;
        focus_column = at;
    }
    const std::size_t top = window(text.lines.size(), rows, focus_line);
    text.lines.erase(text.lines.begin(), text.lines.begin() + static_cast<std::ptrdiff_t>(top));
    if (text.lines.size() > rows) text.lines.resize(rows);
    const std::size_t left = window(width_of(text.lines), columns, focus_column);
    for (auto& line : text.lines) {
        line = line.size() > left ? line.substr(left, columns) : std::u32string{};
        line.erase(line.find_last_not_of(U' ') + 1);
    }
    text.width = width_of(text.lines);
    return text;
}

/// The colour of a fighter on the board by the first letter of its label; the letter says the same.
std::optional<Color> color_of(char32_t letter) {
    if (letter == U'A') return Color::green;
    if (letter == U'E') return Color::red;
    if (letter == U'F') return Color::magenta;
    return std::nullopt;
}

std::string painted_board_line(const std::u32string& line, bool color) {
    if (!color) return encode_utf8(line);
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char32_t c = line[i];
        if (const auto team = color_of(c)) {
            out += paint(encode_utf8(line.substr(i, 2)), *team, true);
            ++i;
        } else if (c == U'+' || c == U'*') {
            out += paint(encode_utf8({&c, 1}), Color::yellow, true);
        } else if (c == U'.' || c == U'o' || c == U'?') {
            out += paint(encode_utf8({&c, 1}), Color::dim, true);
        } else {
            out += encode_utf8({&c, 1});
        }
    }
    return out;
}

std::string name_of(const Fighter& fighter) {
    return clean(fighter.name.empty() ? fighter.id : fighter.name);
}

std::string points(const Fighter& fighter, const Tongue& tongue) {
    std::string text;
    if (fighter.ap) text += fmt::format("  {} {}", tongue("AP", "PA"), number_text(*fighter.ap));
    if (fighter.mp) text += fmt::format("  {} {}", tongue("MP", "PM"), number_text(*fighter.mp));
    return text;
}

std::string hp_text(const Fighter& fighter) {
    if (fighter.hp && fighter.max_hp)
        return fmt::format("{}/{}", number_text(*fighter.hp), number_text(*fighter.max_hp));
    if (fighter.hp) return number_text(*fighter.hp);
    if (fighter.hp_share) return fmt::format("{:.0f} %", 100 * *fighter.hp_share);
    return {};
}

/// Name, hit points, points and bar of each fighter, as much of it as the columns have room for, in this order.
Lines fighter_lines(const Scene& scene, std::size_t columns, const ScreenStyle& style) {
    constexpr std::size_t label_width = 4;
    constexpr std::size_t bar_width = 8;
    std::size_t name_width = 4;
    std::size_t hp_width = 0;
    std::size_t points_width = 0;
    for (const Piece2D& piece : scene.pieces) {
        name_width = std::max(name_width, display_width(name_of(piece.fighter)));
        hp_width = std::max(hp_width, display_width(hp_text(piece.fighter)));
        points_width = std::max(points_width, display_width(points(piece.fighter, style.tongue)));
    }
    const std::size_t room = columns - std::min(columns, label_width + 1 + hp_width);
    name_width = std::min<std::size_t>({name_width, 24, std::max<std::size_t>(room, 4)});
    std::size_t left = room - std::min(room, name_width);
    const bool with_points = points_width <= left;
    if (with_points) left -= points_width;
    const bool with_bar = bar_width + 1 <= left;
    Lines lines;
    for (const Piece2D& piece : scene.pieces) {
        const Fighter& fighter = piece.fighter;
        const std::string name = fit(name_of(fighter), name_width);
        std::string text = name + std::string(name_width - display_width(name), ' ');
        if (with_bar) {
            text += " " + (fighter.hp_share ? bar(std::clamp(*fighter.hp_share, 0.0, 1.0), bar_width)
                                            : std::string(bar_width, ' '));
        }
        const std::string hp = hp_text(fighter);
        text += " " + std::string(hp_width - display_width(hp), ' ') + hp;
        if (with_points) text += points(fighter, style.tongue);
        const std::string head = (fighter.active ? "▸" : " ") + piece.label + " ";
        const auto team = color_of(static_cast<unsigned char>(piece.label[0]));
        text = fit(text, columns > label_width ? columns - label_width : 0);
        while (text.ends_with(' ')) text.pop_back();
        lines.push_back(paint(head, team.value_or(Color::bold), style.color) + text);
    }
    return lines;
}

/// Puts `right` beside `left`, whose lines are `width` columns wide when padded.
Lines beside(const BoardText& left, const Lines& right, bool color) {
    Lines lines;
    for (std::size_t i = 0; i < std::max(left.lines.size(), right.size()); ++i) {
        std::string line = i < left.lines.size() ? painted_board_line(left.lines[i], color) : "";
        if (i < right.size()) {
            line += std::string(left.width - (i < left.lines.size() ? left.lines[i].size() : 0) + 2, ' ') + right[i];
        }
        lines.push_back(line);
    }
    return lines;
}

/// Board and fighters in at most `rows` lines.
Lines place_lines(const Scene& scene, std::size_t rows, const ScreenStyle& style) {
    constexpr std::size_t fighters_need = 34;
    if (!scene.board) {
        Lines lines = fighter_lines(scene, style.columns, style);
        if (!scene.board_problem.empty()) lines.insert(lines.begin(), fit(clean(scene.board_problem), style.columns));
        if (lines.size() > rows) lines.resize(rows);
        return lines;
    }
    const BoardText whole = board_text(scene, unlimited, unlimited);
    // Where rows are dear, the fighters stand beside the board even if that cuts its sides.
    const std::size_t board_needs = rows == unlimited ? whole.width : std::min<std::size_t>(whole.width, 40);
    if (!scene.pieces.empty() && style.columns >= board_needs + 2 + fighters_need) {
        const std::size_t room = style.columns - 2 - fighters_need;
        const BoardText text = board_text(scene, room, rows);
        Lines fighters = fighter_lines(scene, style.columns - text.width - 2, style);
        if (fighters.size() > rows) fighters.resize(rows);
        return beside(text, fighters, style.color);
    }
    const Lines fighters = fighter_lines(scene, style.columns, style);
    const std::size_t for_board = rows == unlimited ? unlimited : rows - std::min(rows, fighters.size());
    Lines lines = beside(board_text(scene, style.columns, for_board), {}, style.color);
    for (const std::string& line : fighters) {
        if (lines.size() < rows) lines.push_back(line);
    }
    return lines;
}

std::string title(const Scene& scene, const Place& place, const ScreenStyle& style) {
    const Tongue& tongue = style.tongue;
    std::string text;
    if (scene.turn) text += fmt::format("{} {} · ", tongue("Turn", "Tour"), *scene.turn);
    text += fmt::format("{} {} {} {}{}", tongue("step", "étape"), place.number, tongue("of", "sur"), place.count,
                        place.all_known ? "" : "+");
    if (!scene.session.empty()) text += fmt::format(" · {} {}", tongue("session", "session"), scene.session);
    return paint(fit(text, style.columns), Color::bold, style.color);
}

/// The steps around this one in at most `rows` lines; this one is marked.
Lines around_lines(const Scene& scene, std::size_t rows, const ScreenStyle& style) {
    std::size_t here = 0;
    while (scene.around[here].step != scene.step) ++here;
    const std::size_t first = window(scene.around.size(), rows, here);
    Lines lines;
    for (std::size_t i = first; i < scene.around.size() && i - first < rows; ++i) {
        const std::string text = fit(scene.around[i].text(), style.columns - 2);
        lines.push_back(i == here ? paint("› " + text, Color::bold, style.color)
                                  : "  " + paint(text, Color::dim, style.color));
    }
    return lines;
}

}  // namespace

std::string bar(double share, std::size_t columns) {
    constexpr std::array<const char*, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    auto filled = static_cast<std::size_t>(std::lround(share * static_cast<double>(columns) * 8));
    if (filled == 0 && share > 0) filled = 1;  // whoever lives shows
    std::string text;
    for (std::size_t i = 0; i < filled / 8; ++i) text += "█";
    text += eighths[filled % 8];
    for (std::size_t i = (filled + 7) / 8; i < columns; ++i) text += "·";
    return text;
}

std::vector<std::string> draw_scene(const Scene& scene, const Place& place, const ScreenStyle& style) {
    Lines lines{title(scene, place, style)};
    const std::string happened = scene.answer.empty() ? scene.line.text() : scene.answer;
    const std::size_t most = style.rows == 0 ? unlimited : std::max<std::size_t>(style.rows / 3, 1);
    Lines told = wrap(happened, style.columns);
    if (told.size() > most) told.resize(most);
    for (const std::string& line : told) {
        if (!scene.answer.empty()) {
            lines.push_back(paint(line, Color::cyan, style.color));
        } else {
            lines.push_back(scene.line.failed ? paint(line, Color::yellow, style.color) : line);
        }
    }
    for (const std::string& event : scene.events)
        lines.push_back(paint(fit("! " + event, style.columns), Color::magenta, style.color));

    if (style.rows == 0) {
        for (std::string& line : place_lines(scene, unlimited, style)) lines.push_back(std::move(line));
        return lines;
    }
    constexpr std::size_t least_around = 5;
    const std::size_t left = style.rows - std::min(style.rows, lines.size());
    const std::size_t around = std::min(scene.around.size(), least_around) + 1;
    const Lines place_drawn = place_lines(scene, left > around ? left - around : left / 2, style);
    lines.insert(lines.end(), place_drawn.begin(), place_drawn.end());
    if (!place_drawn.empty() && lines.size() < style.rows) lines.emplace_back();
    if (lines.size() < style.rows) {
        for (std::string& line : around_lines(scene, style.rows - lines.size(), style))
            lines.push_back(std::move(line));
    }
    if (lines.size() > style.rows) lines.resize(style.rows);
    return lines;
}

}  // namespace tk::report
