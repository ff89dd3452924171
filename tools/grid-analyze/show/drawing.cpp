#include "grid-analyze/show/drawing.hpp"

#include <unistd.h>
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "board/draw.hpp"
#include "core/terminal.hpp"
#include "grid-analyze/show/legend.hpp"

namespace tk::grid {
namespace {

constexpr std::size_t usual_columns = 80;  // of the lines below a board where no terminal is

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

Pen pen_of(const Context& context) {
    Pen pen{context.out_has_color(), std::nullopt};
    if (context.out_is_terminal()) pen.columns = terminal_width(STDOUT_FILENO);
    return pen;
}

std::string drawing(const BoardFile& file, const std::vector<Value>& rows, const Pen& pen) {
    std::set<std::string> teams;
    for (const Piece& piece : file.pieces) {
        if (!piece.team.empty()) teams.insert(piece.team);
    }
    std::vector<board::Mark> marks;
    std::vector<Entry> meanings, fighters;
    // Answers have signs of their own.
    const std::vector<Sign> signs = rows.empty() ? signs_of(file.highlights) : std::vector<Sign>();
    for (std::size_t i = 0; i < signs.size(); ++i) {
        const std::string sign(signs[i].sign);
        for (const board::Cell cell : file.highlights[i].cells) marks.push_back({cell, sign, signs[i].color});
        meanings.push_back({sign, printable(file.highlights[i].name), signs[i].color});
    }
    for (const Value& row : rows) {
        const bool is_threat = row.value("question", "") == "threat";
        mark(marks, row, "hidden", "-", Color::blue);
        mark(marks, row, "cells", is_threat ? "!" : "+", is_threat ? Color::red : Color::green);
        mark(marks, row, "path", "+", Color::cyan);
    }
    for (const Piece& piece : file.pieces) {
        const auto color = color_of(piece.team, teams);
        marks.push_back({piece.cell, short_id(piece.id), color});
        if (std::string known = about(piece); !known.empty())
            fighters.push_back({printable(piece.id), std::move(known), color});
    }
    const std::size_t columns = pen.columns.value_or(usual_columns);
    return board::draw(file.board, marks, pen.color, pen.columns) + legend(meanings, columns, pen.color) +
           legend(fighters, columns, pen.color);
}

}  // namespace tk::grid
