#include "action-report/trace.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/reader.hpp"
#include "core/rows.hpp"

namespace tk::report {

namespace {

/// Where a record stands.
struct Found {
    std::string source;
    std::size_t line = 0;
    std::string text;
};
using Records = std::map<std::uint64_t, Found>;  // by number

/// One record behind one number.
struct Trace {
    std::string table;
    std::string of;
    std::uint64_t behind = 0;
    std::uint64_t record = 0;
};

std::vector<Trace> traces_of(const Section& section, Language language) {
    std::vector<Trace> traces;
    const auto add = [&](const std::string& table, const std::string& of, const Places& places) {
        for (const std::uint64_t record : places.first) traces.push_back({table, of, places.count, record});
    };
    for (const Fact& fact : section.facts) add("", fact.label.in(language), fact.places);
    for (const Table& table : section.tables) {
        for (const Row& row : table.rows) {
            std::string of;
            for (std::size_t i = 0; i < std::min<std::size_t>(row.cells.size(), 2); ++i) {
                if (row.cells[i].kind == Datum::Kind::none) continue;
                of += (of.empty() ? "" : ", ") + row.cells[i].text;
            }
            add(table.key, of, row.places);
        }
    }
    return traces;
}

bool is_record(JsonParser& parser, std::string_view line) {
    try {
        return parser.parse_padded(line).is_object();
    } catch (const Error&) {
        return false;
    }
}

/// Reads the inputs again for the wanted records, counted as the report counts them. Stops where an input is no file of
/// JSON Lines: from there on the numbers are all that can be told.
Records find_records(const std::vector<std::string>& inputs, Records wanted) {
    std::uint64_t number = 0;
    JsonParser parser;
    const std::uint64_t last = wanted.empty() ? 0 : wanted.rbegin()->first;
    for (const std::string& input : inputs) {
        if (input == "-" || number >= last) break;
        LineReader lines{input};
        bool any = false;
        while (number < last) {
            std::optional<Line> line;
            try {
                line = lines.next();
            } catch (const InputError&) {
                continue;  // too long; the report has told it
            }
            if (!line) break;
            const auto start = line->text.find_first_not_of(" \t");
            if (start == std::string_view::npos) continue;
            if (!any && line->text[start] != '{') return wanted;
            any = true;
            if (!is_record(parser, line->text)) continue;
            const auto place = wanted.find(++number);
            if (place != wanted.end()) place->second = {lines.source(), line->number, std::string(line->text)};
        }
    }
    return wanted;
}

}  // namespace

bool write_trace(Context& context, const Section& section, const std::vector<std::string>& inputs) {
    const std::vector<Trace> traces = traces_of(section, context.language());
    Records records;
    for (const Trace& trace : traces) records.emplace(trace.record, Found{});
    records = find_records(inputs, std::move(records));
    RowPrinter printer{context};
    for (const Trace& trace : traces) {
        Value row = {{"type", "row"}, {"section", section.name}};
        if (!trace.table.empty()) row["table"] = trace.table;
        row["of"] = trace.of;
        row["behind"] = trace.behind;
        row["record"] = trace.record;
        if (const Found& found = records[trace.record]; !found.text.empty()) {
            row["source"] = found.source;
            row["line"] = found.line;
            row["text"] = found.text;
        }
        printer.row(row);
    }
    printer.finish();
    return !traces.empty();
}

}  // namespace tk::report
