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

/// The letters of all cells: a text, or a list with the text of each row.
std::string cells_of(const JsonView& object) {
    const auto cells = object.find("cells");
    if (cells && cells->as_string()) return std::string(*cells->as_string());
    std::string joined;
    bool is_list = cells && cells->is_array();
    if (is_list) {
        for (const JsonView& row : cells->elements()) {
            is_list = is_list && row.as_string();
            if (is_list) joined += *row.as_string();
        }
    }
    if (!is_list)
        throw RecordError(
            bad_board, "the board has no text 'cells'",
            "a letter a cell, row by row: . floor, # obstacle, o hole, ? unknown; or a list of such rows");
    return joined;
}

}  // namespace

Board read_board(const JsonView& object) {
    const std::string cells = cells_of(object);
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
