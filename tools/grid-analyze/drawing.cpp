#include "grid-analyze/drawing.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "board/draw.hpp"
#include "core/terminal.hpp"

namespace tk::grid {
namespace {

/// Teams in the order of their names: "ally" and "enemy" are blue and red.
std::optional<Color> color_of(const std::string& team, const std::set<std::string>& teams) {
    constexpr std::array colors{Color::blue, Color::red, Color::yellow, Color::magenta, Color::cyan};
    if (team.empty()) return std::nullopt;
    const auto place = static_cast<std::size_t>(std::distance(teams.begin(), teams.find(team)));
    return colors[place % colors.size()];
}

/// The cells under `key` of an answer: numbers, or objects with a `cell`.
void mark(std::vector<board::Mark>& marks, const Value& row, const char* key, const char* sign, Color color) {
    const auto cells = row.find(key);
    if (cells == row.end() || !cells->is_array()) return;
    for (const Value& cell : *cells)
        marks.push_back({cell.is_object() ? cell.at("cell").get<int>() : cell.get<int>(), sign, color});
}

}  // namespace

std::string drawing(const BoardFile& file, const std::vector<Value>& rows, bool color) {
    std::set<std::string> teams;
    for (const Piece& piece : file.pieces) {
        if (!piece.team.empty()) teams.insert(piece.team);
    }
    std::vector<board::Mark> marks;
    for (const Value& row : rows) {
        const bool is_threat = row.value("question", "") == "threat";
        mark(marks, row, "hidden", "-", Color::blue);
        mark(marks, row, "cells", is_threat ? "!" : "+", is_threat ? Color::red : Color::green);
        mark(marks, row, "path", "+", Color::cyan);
    }
    for (const Piece& piece : file.pieces)
        marks.push_back({piece.cell, printable(piece.id), color_of(piece.team, teams)});
    return board::draw(file.board, marks, color);
}

}  // namespace tk::grid
