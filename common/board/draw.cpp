#include "board/draw.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "board/placement.hpp"
#include "core/text.hpp"

namespace tk::board {
namespace {

/// Sizes in columns and lines that put the centre of every cell on a whole column and line, with room for two
/// characters and a blank.
Placement character_cells(Kind kind) {
    switch (kind) {
        case Kind::square: return {{0, 0}, 3, 1};
        case Kind::iso:
        case Kind::diamond: return {{0, 0}, 4, 2};
        case Kind::hex_pointy: return {{0, 0}, 4, 4.0 / 3};
        case Kind::hex_flat: return {{0, 0}, 4, 2};
    }
    return {{0, 0}, 3, 1};
}

/// The same with room for the two characters only.
Placement close_cells(Kind kind) {
    Placement placement = character_cells(kind);
    placement.width = kind == Kind::hex_flat ? 8.0 / 3 : 2;
    return placement;
}

struct Place {
    std::size_t column, line;
};

/// Where each cell goes, counted from the leftmost column and the top line.
std::vector<Place> places(const Geometry& geometry, const Placement& placement) {
    std::vector<Coord> found;
    Coord least;
    for (Cell cell = 0; cell < geometry.size(); ++cell) {
        const Point middle = centre(geometry, placement, cell);
        found.push_back({static_cast<int>(std::lround(middle.x)), static_cast<int>(std::lround(middle.y))});
        least = {std::min(least.x, found.back().x), std::min(least.y, found.back().y)};
    }
    std::vector<Place> result;
    for (const Coord& place : found)
        result.push_back({static_cast<std::size_t>(place.x - least.x), static_cast<std::size_t>(place.y - least.y)});
    return result;
}

}  // namespace

std::string draw(const Board& board, std::span<const Mark> marks, bool color, std::optional<std::size_t> columns) {
    struct Line {
        std::u32string text;
        std::vector<std::optional<Color>> colors;
    };
    std::vector<Line> lines;
    const auto put = [&](Place place, std::u32string_view text, std::optional<Color> ink) {
        if (lines.size() <= place.line) lines.resize(place.line + 1);
        auto& [letters, colors] = lines[place.line];
        if (letters.size() < place.column + text.size()) letters.resize(place.column + text.size(), U' ');
        colors.resize(letters.size());
        letters.replace(place.column, text.size(), text);
        std::fill_n(colors.begin() + static_cast<std::ptrdiff_t>(place.column), text.size(), ink);
    };
    const Kind kind = board.geometry().kind();
    std::vector<Place> place_of = places(board.geometry(), character_cells(kind));
    const auto is_too_wide = [&](const Place& place) { return columns && place.column + 2 > *columns; };
    if (std::any_of(place_of.begin(), place_of.end(), is_too_wide))
        place_of = places(board.geometry(), close_cells(kind));
    for (std::size_t cell = 0; cell < place_of.size(); ++cell) {
        const char letter = board.cells()[cell];
        put(place_of[cell], std::u32string(1, static_cast<char32_t>(letter)), letter == '#' ? Color::bold : Color::dim);
    }
    for (const Mark& mark : marks) {
        if (!board.geometry().contains(mark.cell)) continue;
        put(place_of[static_cast<std::size_t>(mark.cell)], decode_utf8(mark.text).substr(0, 2), mark.color);
    }

    std::string text;
    for (auto& [letters, colors] : lines) {
        letters.erase(letters.find_last_not_of(U' ') + 1);
        for (std::size_t i = 0; i < letters.size();) {
            std::size_t end = i + 1;
            while (end < letters.size() && colors[end] == colors[i]) ++end;
            const std::string part = encode_utf8(letters.substr(i, end - i));
            text += colors[i] ? paint(part, *colors[i], color) : part;
            i = end;
        }
        text += '\n';
    }
    return text;
}

}  // namespace tk::board
