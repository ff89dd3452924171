#include "grid-analyze/ask/questions.hpp"

#include <nlohmann/json.hpp>

#include "board/path.hpp"
#include "board/sight.hpp"
#include "board/zone.hpp"
#include "core/error.hpp"
#include "core/rows.hpp"
#include "grid-analyze/ask/board_file.hpp"
#include "grid-analyze/ask/fight_rows.hpp"
#include "grid-analyze/ask/known.hpp"
#include "grid-analyze/ask/situation.hpp"
#include "grid-analyze/show/drawing.hpp"

namespace tk::grid {
namespace {

std::pair<board::Cell, board::Cell> two_cells(const BoardFile& file, const std::string& text, const char* option) {
    const auto comma = text.find(',');
    if (comma == std::string::npos)
        throw Error(std::string(option) + " needs two cells with a comma between them, not '" + text + "'");
    return {file.cell_of(text.substr(0, comma)), file.cell_of(text.substr(comma + 1))};
}

/// From one cell to every cell and to everybody.
Value distances(const BoardFile& file, const std::string& text) {
    const auto& geometry = file.board.geometry();
    const board::Cell from = file.cell_of(text);
    Value row{{"type", "row"}, {"question", "distance"}, {"from", from}, {"distances", Value::array()}};
    for (board::Cell cell = 0; cell < geometry.size(); ++cell)
        row["distances"].push_back(geometry.distance(from, cell));
    for (const Piece& piece : file.pieces) {
        if (piece.cell == from) continue;
        row["entities"].push_back(
            {{"id", piece.id}, {"cell", piece.cell}, {"distance", geometry.distance(from, piece.cell)}});
    }
    return row;
}

Value distance(const BoardFile& file, const std::string& text) {
    if (text.find(',') == std::string::npos) return distances(file, text);
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
    const auto of_board = [](Option& option) -> Option& {
        return option.only_with({"--board"}, "asks about a board: say --board and the file that holds it");
    };
    command.flag("--board", questions.of_board, "FILE holds a board: answer about it, without a picture");
    of_board(command.text("--distance", "A[,B]", &questions.distance,
                          "Steps between two cells of --board on empty ground, or from one to all cells and entities"));
    of_board(command.text("--path", "A,B", &questions.path,
                          "A shortest way between two cells of --board around who stands there"));
    of_board(command.text(
        "--reach", "CELL", &questions.reach,
        "The cells of --board within reach, with --mp or the entity's own, held back by enemies beside the way"));
    of_board(command.integer("--mp", "N", &questions.mp, "Movement points for --reach"))
        .only_with({"--reach"})
        .between(0, 999);
    of_board(command.flag("--no-tackle", questions.no_tackle, "Let nobody be held back in --reach"))
        .only_with({"--reach"});
    of_board(command.text("--los", "A[,B]", &questions.los,
                          "Whether a cell of --board sees another, or all cells that it sees"));
    of_board(command.text("--range", "SPELL", &questions.range,
                          "The cells at which the one at --from can cast a spell: its name or id, or a range such as "
                          "2-6"));
    of_board(
        command.text("--zone", "ZONE", &questions.zone, "The cells of --board that an area such as C2 or L3 strikes"));
    of_board(command.text("--at", "CELL", &questions.at, "Where the --zone is cast")).only_with({"--zone"});
    of_board(command.text("--from", "CELL", &questions.from, "Where the caster of the --zone or --range stands"))
        .only_with({"--zone", "--range"});
    of_board(command.text("--threat", "ENTITY", &questions.threat,
                          "The damage that an entity can take on each cell of --board in its enemies' next turn"));
    command.flag("--summary", questions.summary,
                 "Who threatens whom and who can reach whom, as one record: of --board, or after each frame");
    command.flag("--draw", questions.draw, "Draw --board, or the board of each frame, as text instead of records")
        .not_with({"--events"}, "draws boards instead of records: leave out --events");
    command.file("--db", "FILE", &questions.database, "The database with spells and monsters").env("TURNKIT_DB");
    command.text("--game", "NAME", &questions.game, "The game whose data to use, for boards that do not name theirs");
}

void check_asked(const Questions& questions, std::size_t files) {
    if (!questions.of_board && questions.draw && questions.summary)
        throw UsageError("--draw draws boards instead of records: leave out --summary");
    if (questions.of_board && files > 1) throw UsageError("--board takes one file, not " + std::to_string(files));
}

Status answer(Context& context, const Questions& questions, const std::string& path) {
    BoardFile file = read_board_file(path);
    if (file.game.empty()) file.game = questions.game;
    std::vector<Value> rows;
    if (questions.distance) rows.push_back(distance(file, *questions.distance));
    if (questions.path) rows.push_back(shortest_path(file, *questions.path));
    if (questions.los) rows.push_back(sight(file, *questions.los));
    if (questions.zone) rows.push_back(zone(file, questions));
    if (questions.reach || questions.range || questions.threat || questions.summary) {
        Known known(context, questions.database);
        const Position position = position_on(file, known.book());
        if (questions.reach) rows.push_back(reach_row(position, *questions.reach, questions.mp, !questions.no_tackle));
        if (questions.range) rows.push_back(range_row(position, *questions.range, questions.from, known.book()));
        if (questions.threat) rows.push_back(threat_row(position, *questions.threat));
        if (questions.summary) rows.push_back(situation(position));
    }
    if (questions.draw) {
        context.out().write(drawing(file, rows, pen_of(context)));
        return context.status();
    }
    if (rows.empty()) throw Error("nothing is asked about the board", "for example --distance 10,45");
    RowPrinter printer(context, RowPrinter::Nested::below);
    for (const Value& row : rows) {
        printer.next_table();  // each question has columns of its own
        printer.row(row);
    }
    printer.finish();
    return context.status();
}

}  // namespace tk::grid
