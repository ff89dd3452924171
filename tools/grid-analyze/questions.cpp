#include "grid-analyze/questions.hpp"

#include <nlohmann/json.hpp>

#include "board/draw.hpp"
#include "board/path.hpp"
#include "board/sight.hpp"
#include "board/zone.hpp"
#include "core/error.hpp"
#include "core/rows.hpp"
#include "grid-analyze/board_file.hpp"

namespace tk::grid {
namespace {

std::pair<board::Cell, board::Cell> two_cells(const BoardFile& file, const std::string& text, const char* option) {
    const auto comma = text.find(',');
    if (comma == std::string::npos)
        throw Error(std::string(option) + " needs two cells with a comma between them, not '" + text + "'");
    return {file.cell_of(text.substr(0, comma)), file.cell_of(text.substr(comma + 1))};
}

Value distance(const BoardFile& file, const std::string& text) {
    const auto [from, to] = two_cells(file, text, "--distance");
    return {{"type", "row"},
            {"question", "distance"},
            {"from", from},
            {"to", to},
            {"distance", file.board.geometry().distance(from, to)}};
}

Value shortest_path(const BoardFile& file, const std::string& text) {
    const auto [from, to] = two_cells(file, text, "--path");
    const auto way = board::find_path(file.board, from, to, file.occupied(from));
    Value row{{"type", "row"}, {"question", "path"}, {"from", from}, {"to", to}};
    row["path"] = way ? Value(*way) : Value(nullptr);
    if (way) row["cost"] = way->size();
    return row;
}

/// Everyone of another team holds back who leaves a cell beside them; how much is not known without their statistics,
/// so the tackled cells are only named.
Value reach(const BoardFile& file, const std::string& text, std::optional<std::int64_t> mp) {
    const board::Cell from = file.cell_of(text);
    const Piece* piece = file.at(from);
    if (!mp && piece != nullptr && piece->mp) mp = piece->mp;
    if (!mp) throw Error("the MP of '" + text + "' are not known", "say them with --mp");
    const auto reached = board::reach(file.board, from, static_cast<int>(*mp), file.occupied(from));
    Value row{{"type", "row"}, {"question", "reach"}, {"from", from}, {"mp", *mp}, {"cells", reached.cells()}};
    if (piece == nullptr || piece->team.empty()) return row;
    Value tacklers = Value::array();
    for (const Piece& other : file.pieces) {
        if (!other.team.empty() && other.team != piece->team && file.board.geometry().distance(from, other.cell) == 1)
            tacklers.push_back(other.id);
    }
    if (!tacklers.empty()) row["tacklers"] = std::move(tacklers);
    return row;
}

Value sight(const BoardFile& file, const std::string& text) {
    const auto rule = board::usual_sight(file.board.geometry());
    if (text.find(',') == std::string::npos) {
        const board::Cell from = file.cell_of(text);
        const auto seen = board::visible(file.board, file.occupied(from), from, rule);
        return {{"type", "row"}, {"question", "los"}, {"from", from}, {"cells", seen.cells()}};
    }
    const auto [from, to] = two_cells(file, text, "--los");
    return {{"type", "row"},
            {"question", "los"},
            {"from", from},
            {"to", to},
            {"sees", board::sees(file.board, file.occupied(from), from, to, rule)}};
}

Value zone(const BoardFile& file, const Questions& questions) {
    if (questions.at.empty()) throw Error("--zone needs the cell it is cast at", "say it with --at");
    const board::Cell target = file.cell_of(questions.at);
    const board::Cell caster = questions.from.empty() ? target : file.cell_of(questions.from);
    const auto cells = board::zone_cells(file.board.geometry(), board::parse_zone(*questions.zone), target, caster);
    Value row{{"type", "row"}, {"question", "zone"}, {"zone", *questions.zone},
              {"at", target},  {"from", caster},     {"cells", cells}};
    Value struck = Value::array();
    const board::CellSet set(file.board.size(), cells);
    for (const Piece& piece : file.pieces) {
        if (set.contains(piece.cell)) struck.push_back(piece.id);
    }
    if (!file.pieces.empty()) row["entities"] = std::move(struck);
    return row;
}

}  // namespace

void declare(Command& command, Questions& questions) {
    command.flag("--board", questions.of_board, "FILE holds a board: answer about it, without a picture");
    command.text("--distance", "A,B", &questions.distance, "Steps between two cells of --board on empty ground");
    command.text("--path", "A,B", &questions.path,
                 "A shortest way between two cells of --board around who stands there");
    command.text("--reach", "CELL", &questions.reach,
                 "The cells of --board within reach, with --mp or the entity's own");
    command.integer("--mp", "N", &questions.mp, "Movement points for --reach").between(0, 999);
    command.text("--los", "A[,B]", &questions.los, "Whether a cell of --board sees another, or all cells that it sees");
    command.text("--zone", "ZONE", &questions.zone, "The cells of --board that an area such as C2 or L3 strikes");
    command.text("--at", "CELL", &questions.at, "Where the --zone is cast");
    command.text("--from", "CELL", &questions.from, "Where the caster of the --zone stands");
    command.flag("--draw", questions.draw, "Draw --board as text");
}

Status answer(Context& context, const Questions& questions, const std::string& path) {
    const BoardFile file = read_board_file(path);
    if (questions.draw) {
        std::vector<board::Mark> marks;
        for (const Piece& piece : file.pieces) marks.push_back({piece.cell, piece.id});
        context.out().write(board::draw(file.board, marks));
        return context.status();
    }
    std::vector<Value> rows;
    if (questions.distance) rows.push_back(distance(file, *questions.distance));
    if (questions.path) rows.push_back(shortest_path(file, *questions.path));
    if (questions.reach) rows.push_back(reach(file, *questions.reach, questions.mp));
    if (questions.los) rows.push_back(sight(file, *questions.los));
    if (questions.zone) rows.push_back(zone(file, questions));
    if (rows.empty()) throw Error("nothing is asked about the board", "for example --distance 10,45");
    for (const Value& row : rows) context.out().write(row.dump(-1, ' ', false, Value::error_handler_t::replace) + "\n");
    return context.status();
}

}  // namespace tk::grid
