#include "board/draw.hpp"

#include <algorithm>
#include <cmath>
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

struct Place {
    std::size_t column, line;
};

/// Where each cell goes, counted from the leftmost column and the top line.
std::vector<Place> places(const Geometry& geometry) {
    const Placement placement = character_cells(geometry.kind());
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

std::string draw(const Board& board, std::span<const Mark> marks) {
    std::vector<std::u32string> lines;
    const auto put = [&](Place place, std::u32string_view text) {
        if (lines.size() <= place.line) lines.resize(place.line + 1);
        std::u32string& line = lines[place.line];
        if (line.size() < place.column + text.size()) line.resize(place.column + text.size(), U' ');
        line.replace(place.column, text.size(), text);
    };
    const std::vector<Place> place_of = places(board.geometry());
    for (std::size_t cell = 0; cell < place_of.size(); ++cell)
        put(place_of[cell], std::u32string(1, static_cast<char32_t>(board.cells()[cell])));
    for (const Mark& mark : marks)
        if (board.geometry().contains(mark.cell))
            put(place_of[static_cast<std::size_t>(mark.cell)], decode_utf8(mark.text).substr(0, 2));

    std::string text;
    for (std::u32string& line : lines) {
        line.erase(line.find_last_not_of(U' ') + 1);
        text += encode_utf8(line) + '\n';
    }
    return text;
}

}  // namespace tk::board
