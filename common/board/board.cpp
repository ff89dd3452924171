#include "board/board.hpp"

#include "core/error.hpp"

namespace tk::board {
namespace {

constexpr std::string_view letters = ".#o?";

std::string cells_of(const Geometry& geometry) {
    return std::string(kind_name(geometry.kind())) + " board of " + std::to_string(geometry.cols()) + " x " +
           std::to_string(geometry.rows()) + " has " + std::to_string(geometry.size()) + " cells";
}

std::string shown(char letter) {
    static constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(letter);
    if (byte > ' ' && byte < 0x7f) return std::string("'") + letter + "'";
    return std::string("byte 0x") + digits[byte >> 4] + digits[byte & 15];
}

}  // namespace

Board::Board(const Geometry& geometry)
    : geometry_(geometry), cells_(static_cast<std::size_t>(geometry.size()), static_cast<char>(Terrain::floor)) {}

Board::Board(const Geometry& geometry, std::string_view cells) : geometry_(geometry), cells_(cells) {
    if (const auto wrong = cells.find_first_not_of(letters); wrong != std::string_view::npos)
        throw Error("unknown letter " + shown(cells[wrong]) + " for cell " + std::to_string(wrong),
                    "the letters are . floor, # obstacle, o hole and ? not known");
    if (cells.size() != static_cast<std::size_t>(geometry.size()))
        throw Error("a " + cells_of(geometry) + ", but " + std::to_string(cells.size()) + " are given");
}

void Board::set(Cell cell, Terrain terrain) {
    if (!geometry_.contains(cell)) throw Error("a " + cells_of(geometry_) + ", none is " + std::to_string(cell));
    cells_[static_cast<std::size_t>(cell)] = static_cast<char>(terrain);
}

Geometry geometry_of(std::string_view kind, int cols, int rows, std::size_t cells,
                     std::optional<std::string_view> stagger) {
    Stagger wanted = Stagger::odd;
    if (stagger == "even") {
        wanted = Stagger::even;
    } else if (stagger == "alternating") {
        wanted = Stagger::alternating;
    } else if (stagger && stagger != "odd") {
        throw Error("unknown stagger '" + std::string(*stagger) + "'", "it is odd, even or alternating");
    }
    const Geometry geometry(parse_kind(kind), cols, rows, wanted);
    if (static_cast<std::size_t>(geometry.size()) == cells) return geometry;
    if (!stagger && geometry.kind() == Kind::iso) {
        const Geometry alternating(Kind::iso, cols, rows, Stagger::alternating);
        if (static_cast<std::size_t>(alternating.size()) == cells) return alternating;
    }
    throw Error("a " + cells_of(geometry) + ", but " + std::to_string(cells) + " are given");
}

}  // namespace tk::board
