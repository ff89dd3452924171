#include "render/geometry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace tk::render {
namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 5> kinds{{{Kind::iso, "iso"},
                                                                  {Kind::diamond, "diamond"},
                                                                  {Kind::square, "square"},
                                                                  {Kind::hex_pointy, "hex-pointy"},
                                                                  {Kind::hex_flat, "hex-flat"}}};

struct Axial {
    int a, b;
};

// Coordinates in which the shared edges are (+-1, 0), (0, +-1) and, on hexagons, (1, -1), (-1, 1).
Axial axial(const Geometry& board, int cell) {
    const int row = cell / board.cols;
    const int col = cell % board.cols;
    switch (board.kind) {
        case Kind::iso: return {(row + 1) / 2 + col, col - (row - (row + 1) / 2)};
        case Kind::hex_pointy: return {col - row / 2, row};
        case Kind::hex_flat: return {col, row - col / 2};
        default: return {col, row};
    }
}

// The inverse of `axial`; -1 outside the board.
int cell_at(const Geometry& board, Axial at) {
    int row = at.b;
    int col = at.a;
    switch (board.kind) {
        case Kind::iso:
            row = at.a - at.b;
            col = row < 0 ? -1 : at.a - (row + 1) / 2;
            break;
        case Kind::hex_pointy: col = row < 0 ? -1 : at.a + row / 2; break;
        case Kind::hex_flat: row = col < 0 ? -1 : at.b + col / 2; break;
        default: break;
    }
    if (row < 0 || row >= board.rows || col < 0 || col >= board.cols) return -1;
    return row * board.cols + col;
}

bool is_hex(Kind kind) {
    return kind == Kind::hex_pointy || kind == Kind::hex_flat;
}

}  // namespace

bool Box::overlaps(const Box& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
}

bool Box::contains(const Box& other) const {
    return x <= other.x && y <= other.y && right() >= other.right() && bottom() >= other.bottom();
}

Box united(const Box& a, const Box& b) {
    const double x = std::min(a.x, b.x);
    const double y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

Kind kind_of(std::string_view name) {
    for (const auto& [kind, text] : kinds) {
        if (text == name) return kind;
    }
    throw std::invalid_argument("unknown kind of board '" + std::string(name) + "'");
}

std::string name_of(Kind kind) {
    return std::string(
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first == kind; })->second);
}

double ratio(Kind kind) {
    switch (kind) {
        case Kind::square: return 1;
        case Kind::hex_pointy: return std::sqrt(3.0) / 2;
        case Kind::hex_flat: return 2 / std::sqrt(3.0);
        default: return 2;
    }
}

Point Geometry::centre(int cell) const {
    const int row = cell / cols;
    const int col = cell % cols;
    const double w = cell_width;
    const double h = cell_height;
    switch (kind) {
        case Kind::iso: return {origin.x + w * col + (row % 2 ? w / 2 : 0), origin.y + h / 2 * row};
        case Kind::diamond: return {origin.x + w / 2 * (col - row), origin.y + h / 2 * (col + row)};
        case Kind::square: return {origin.x + w * col, origin.y + h * row};
        case Kind::hex_pointy: return {origin.x + w * col + (row % 2 ? w / 2 : 0), origin.y + h * pitch * row};
        case Kind::hex_flat: return {origin.x + w * pitch * col, origin.y + h * row + (col % 2 ? h / 2 : 0)};
    }
    return origin;
}

std::vector<Point> Geometry::outline(int cell) const {
    const auto [x, y] = centre(cell);
    const double w = cell_width / 2;
    const double h = cell_height / 2;
    const double side = 2 * pitch - 1;  // of hexagons, the upright or level one, share of the height or width
    switch (kind) {
        case Kind::square: return {{x - w, y - h}, {x + w, y - h}, {x + w, y + h}, {x - w, y + h}};
        case Kind::hex_pointy:
            return {{x, y - h}, {x + w, y - h * side}, {x + w, y + h * side},
                    {x, y + h}, {x - w, y + h * side}, {x - w, y - h * side}};
        case Kind::hex_flat:
            return {{x - w * side, y - h}, {x + w * side, y - h}, {x + w, y},
                    {x + w * side, y + h}, {x - w * side, y + h}, {x - w, y}};
        default: return {{x, y - h}, {x + w, y}, {x, y + h}, {x - w, y}};
    }
}

std::vector<int> Geometry::neighbours(int cell) const {
    constexpr std::array<Axial, 6> steps{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, -1}, {-1, 1}}};
    const auto [a, b] = axial(*this, cell);
    std::vector<int> found;
    for (std::size_t i = 0; i < (is_hex(kind) ? 6U : 4U); ++i) {
        const int next = cell_at(*this, {a + steps[i].a, b + steps[i].b});
        if (next >= 0) found.push_back(next);
    }
    return found;
}

int Geometry::distance(int from, int to) const {
    const auto [a1, b1] = axial(*this, from);
    const auto [a2, b2] = axial(*this, to);
    const int da = a2 - a1;
    const int db = b2 - b1;
    if (is_hex(kind)) return std::max({std::abs(da), std::abs(db), std::abs(da + db)});
    return std::abs(da) + std::abs(db);
}

int Geometry::shade(int cell) const {
    const auto [a, b] = axial(*this, cell);
    if (is_hex(kind)) return ((a - b) % 3 + 3) % 3;
    return ((a + b) % 2 + 2) % 2;
}

Box Geometry::extent() const {
    Box all{centre(0).x, centre(0).y, 0, 0};
    for (int cell = 0; cell < cells(); ++cell) {
        const auto [x, y] = centre(cell);
        all = united(all, {x - cell_width / 2, y - cell_height / 2, cell_width, cell_height});
    }
    return all;
}

}  // namespace tk::render
