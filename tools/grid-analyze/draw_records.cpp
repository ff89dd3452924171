#include "grid-analyze/draw_records.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/reader.hpp"
#include "core/terminal.hpp"
#include "grid-analyze/drawing.hpp"

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
std::optional<std::string> text_of(const Record& record, Stage& stage, bool color) {
    if (const auto found = stage.enrich(record)) {
        for (const Field& field : found->fields) {
            if (field.key == "reason")
                return title(record, nullptr) + std::string(JsonParser().parse(field.json).as_string().value_or("")) +
                       "\n";
            if (field.key != "state") continue;
            const BoardFile file = parse_board_file(field.json, "state");
            return title(record, &file) + drawing(file, {}, color);
        }
        return std::nullopt;
    }
    const auto state = record.view.find("state");
    if (!state || !state->find("board")) return std::nullopt;
    const BoardFile file = parse_board_file(state->dump(), std::string(record.source));
    return title(record, &file) + drawing(file, {}, color);
}

}  // namespace

Status draw_records(Context& context, Stage& stage, const std::vector<std::string>& inputs) {
    RecordReader reader(context, inputs);
    bool first = true;
    while (const auto record = reader.next()) {
        try {
            const auto text = text_of(*record, stage, context.out_has_color());
            if (!text) continue;
            context.out().write((first ? "" : "\n") + *text);
            context.out().flush();
            first = false;
        } catch (const RecordError& error) {
            context.problem(RecordError(
                error.code(), fmt::format("{}:{}: {}", record->source, record->number, error.what()), error.advice()));
        }
    }
    return context.status();
}

}  // namespace tk::grid
