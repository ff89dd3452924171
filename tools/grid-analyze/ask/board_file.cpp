#include "grid-analyze/ask/board_file.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "board/record.hpp"
#include "core/error.hpp"
#include "core/json.hpp"

namespace tk::grid {
namespace {

std::optional<board::Cell> number(const std::string& text) {
    int value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end) return std::nullopt;
    return value;
}

std::vector<Piece> pieces_of(const JsonView& entities, const board::Board& board) {
    std::vector<Piece> pieces;
    for (const JsonView& entity : entities.elements()) {
        const auto given = entity.find("cell");
        if (!given || given->is_null()) continue;  // known, but not on the board
        const auto cell = entity.integer("cell");
        Piece piece;
        piece.id = std::string(entity.string("id").value_or("e" + std::to_string(pieces.size() + 1)));
        if (!cell) throw Error("the cell of '" + piece.id + "' is no whole number: " + given->dump());
        if (std::any_of(pieces.begin(), pieces.end(), [&](const Piece& other) { return other.id == piece.id; }))
            throw Error("two entities have the id '" + piece.id + "'", "each needs one of its own");
        if (*cell < 0 || *cell >= board.size())
            throw Error("'" + piece.id + "' stands on cell " + std::to_string(*cell) + ", the board has cells 0 to " +
                        std::to_string(board.size() - 1));
        piece.cell = static_cast<board::Cell>(*cell);
        piece.team = std::string(entity.string("team").value_or(""));
        if (const auto mp = entity.integer("mp"); mp && *mp >= 0 && *mp < 1000) piece.mp = static_cast<int>(*mp);
        piece.record = entity.dump();
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

}  // namespace

board::CellSet BoardFile::occupied(std::optional<board::Cell> except) const {
    board::CellSet cells(board.size());
    for (const Piece& piece : pieces) cells.add(piece.cell);
    if (except) cells.remove(*except);
    return cells;
}

const Piece* BoardFile::at(board::Cell cell) const {
    const auto found =
        std::find_if(pieces.begin(), pieces.end(), [&](const Piece& piece) { return piece.cell == cell; });
    return found == pieces.end() ? nullptr : &*found;
}

board::Cell BoardFile::cell_of(const std::string& text) const {
    for (const Piece& piece : pieces) {
        if (piece.id == text) return piece.cell;
    }
    const auto cell = number(text);
    if (!cell) throw Error("'" + text + "' is neither a cell nor the id of somebody on the board", what_there_is());
    if (!board.geometry().contains(*cell))
        throw Error("the board has no cell " + text, "cells are numbers from 0 to " + std::to_string(board.size() - 1));
    return *cell;
}

std::string BoardFile::what_there_is() const {
    constexpr std::size_t most = 8;
    std::string text = "cells are numbers from 0 to " + std::to_string(board.size() - 1);
    for (std::size_t i = 0; i < std::min(most, pieces.size()); ++i)
        text += (i == 0 ? "; on the board are " : ", ") + pieces[i].id;
    return pieces.size() > most ? text + ", ..." : text;
}

std::vector<Highlight> highlights_of(const JsonView& grid, const board::Board& board) {
    std::vector<Highlight> highlights;
    const auto list = grid.find("highlights");
    if (!list) return highlights;
    for (const JsonView& one : list->elements()) {
        const auto cells = one.find("cells");
        if (!cells) continue;
        highlights.push_back({std::string(one.string("kind").value_or("painted")), {}});
        for (const JsonView& cell : cells->elements()) {
            const auto number = cell.as_integer();
            if (number && *number >= 0 && *number < board.size())
                highlights.back().cells.push_back(static_cast<board::Cell>(*number));
        }
    }
    return highlights;
}

BoardFile read_board_file(const std::string& path) {
    if (std::filesystem::is_directory(path)) throw Error(path + ": is a folder", "name a file that holds a board");
    std::ifstream in(path, std::ios::binary);
    if (!in) throw Error(path + ": cannot be read");
    return parse_board_file({std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}, path);
}

BoardFile parse_board_file(const std::string& text, const std::string& name) {
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start == std::string::npos) throw Error(name + ": holds no board");
    JsonParser parser;
    // A whole document, else the first line of JSON Lines.
    const auto parsed = [&] {
        try {
            return parser.parse(text);
        } catch (const Error&) {
            return parser.parse(text.substr(start, text.find('\n', start) - start));
        }
    };
    try {
        const JsonView record = parsed();
        const auto state = record.find("state"), grid = record.find("grid");
        const JsonView holder = state && state->is_object() ? *state : record;
        const auto inner = holder.find("board");
        const JsonView shape = inner && inner->is_object() ? *inner : grid && grid->is_object() ? *grid : holder;
        BoardFile file;
        file.board = board::read_board(shape);
        file.game = holder.string("game").value_or(record.string("game").value_or(""));
        file.active = holder.string("active").value_or("");
        if (const auto turn = holder.integer("turn"); turn && *turn >= 0 && *turn < 1000000)
            file.turn = static_cast<int>(*turn);
        if (const auto spells = holder.find("spells")) {
            for (const JsonView& spell : spells->elements()) file.spells.push_back(spell.dump());
        }
        auto entities = holder.find("entities");
        if (!entities) entities = record.find("entities");
        if (grid && grid->is_object()) file.highlights = highlights_of(*grid, file.board);
        if (entities) file.pieces = pieces_of(*entities, file.board);
        return file;
    } catch (const Error& error) {
        throw Error(name + ": " + error.what(), error.advice());
    }
}

}  // namespace tk::grid
