#include "board/record.hpp"

#include <limits>
#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace tk::board {
namespace {

constexpr const char* bad_board = "bad-board";

int side(const JsonView& object, const char* key) {
    const auto number = object.integer(key);
    if (!number) throw RecordError(bad_board, std::string("the board has no whole number '") + key + "'");
    if (*number < 1 || *number > std::numeric_limits<int>::max())
        throw RecordError(bad_board, std::string("the board's '") + key + "' is " + std::to_string(*number));
    return static_cast<int>(*number);
}

std::string_view text(const JsonView& object, const char* key) {
    const auto found = object.string(key);
    if (!found) throw RecordError(bad_board, std::string("the board has no text '") + key + "'");
    return *found;
}

}  // namespace

Board read_board(const JsonView& object) {
    if (!object.string("cells"))
        throw RecordError(bad_board, "the board has no text 'cells'",
                          "a letter a cell, row by row: . floor, # obstacle, o hole, ? unknown");
    const std::string_view cells = text(object, "cells");
    try {
        const Geometry geometry = geometry_of(text(object, "kind"), side(object, "cols"), side(object, "rows"),
                                              cells.size(), object.string("stagger"));
        return Board(geometry, cells);
    } catch (const RecordError&) {
        throw;
    } catch (const Error& error) {
        throw RecordError(bad_board, error.what(), error.advice());
    }
}

Value board_value(const Board& board) {
    const Geometry& geometry = board.geometry();
    Value value{{"kind", kind_name(geometry.kind())}, {"cols", geometry.cols()}, {"rows", geometry.rows()}};
    if (geometry.stagger() == Stagger::even) value["stagger"] = "even";
    if (geometry.stagger() == Stagger::alternating) value["stagger"] = "alternating";
    value["cells"] = board.cells();
    return value;
}

}  // namespace tk::board
