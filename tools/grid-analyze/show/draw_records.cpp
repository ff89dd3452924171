#include "grid-analyze/show/draw_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/reader.hpp"
#include "core/terminal.hpp"
#include "grid-analyze/show/drawing.hpp"

namespace tk::grid {
namespace {

std::string title(const Record& record, const BoardFile* file) {
    std::string line(record.view.string("id").value_or(record.view.string("type").value_or("record")));
    if (const auto t = record.view.number("t")) line += fmt::format("  {} s", *t);
    if (file != nullptr && file->turn) line += fmt::format("  turn {}", *file->turn);
    if (file != nullptr && !file->active.empty()) line += "  active " + printable(file->active);
    return line + "\n";
}

/// The picture's board, or the recorded one; nothing for a record with neither.
std::optional<std::string> text_of(const Record& record, Stage& stage, const Pen& pen) {
    if (const auto found = stage.enrich(record)) {
        const auto grid = std::find_if(found->fields.begin(), found->fields.end(),
                                       [](const Field& field) { return field.key == "grid"; });
        for (const Field& field : found->fields) {
            if (field.key == "reason")
                return title(record, nullptr) + std::string(JsonParser().parse(field.json).as_string().value_or("")) +
                       "\n";
            if (field.key != "state") continue;
            BoardFile file = parse_board_file(field.json, "state");
            JsonParser parser;
            if (grid != found->fields.end()) file.highlights = highlights_of(parser.parse(grid->json), file.board);
            return title(record, &file) + drawing(file, {}, pen);
        }
        return std::nullopt;
    }
    const auto state = record.view.find("state");
    if (!state || !state->find("board")) return std::nullopt;
    BoardFile file = parse_board_file(state->dump(), std::string(record.source));
    if (const auto grid = record.view.find("grid"); grid && grid->is_object())
        file.highlights = highlights_of(*grid, file.board);
    return title(record, &file) + drawing(file, {}, pen);
}

}  // namespace

Status draw_records(Context& context, Stage& stage, const std::vector<std::string>& inputs) {
    RecordReader reader(context, inputs);
    bool first = true;
    while (const auto record = reader.next()) {
        try {
            const auto text = text_of(*record, stage, pen_of(context));
            if (!text) continue;
            context.out().write((first ? "" : "\n") + *text);
            context.out().flush();
            first = false;
        } catch (const RecordError& error) {
            context.problem(InputError(record->source, record->number, error.what(), error.advice()));
        }
    }
    return context.status();
}

}  // namespace tk::grid
