#include "action-report/section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

/// The shortest text of `value` after rounding, with its value.
Datum rounded(double value, int digits) {
    if (!std::isfinite(value)) return {};
    Datum datum{Datum::Kind::number, {}, std::strtod(fmt::format("{:.{}e}", value, digits - 1).c_str(), nullptr)};
    const bool whole = std::trunc(datum.value) == datum.value && std::abs(datum.value) < 1e15;
    datum.text = whole ? fmt::format("{:.0f}", datum.value) : fmt::format("{}", datum.value);
    if (datum.text == "-0") datum.text = "0";
    return datum;
}

}  // namespace

Datum text_datum(std::string_view text) {
    return {Datum::Kind::text, std::string(text), 0};
}

Datum count_datum(std::uint64_t count) {
    return {Datum::Kind::number, std::to_string(count), static_cast<double>(count)};
}

Datum number_datum(double value, int digits) {
    return rounded(value, digits);
}

Datum share_datum(double share) {
    if (!std::isfinite(share)) return {};
    if (share != 0 && std::abs(share) < 0.0005) return rounded(share, 2);
    Datum datum = rounded(std::round(share * 1e4) / 1e4, 15);
    return datum;
}

namespace {

bool any_cell(const Table& table, std::size_t column, bool (*holds)(Datum::Kind)) {
    return std::any_of(table.rows.begin(), table.rows.end(),
                       [&](const Row& row) { return column < row.cells.size() && holds(row.cells[column].kind); });
}

}  // namespace

std::vector<std::size_t> shown_columns(const Table& table) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!table.columns[i].for_programs &&
            any_cell(table, i, [](Datum::Kind kind) { return kind != Datum::Kind::none; }))
            shown.push_back(i);
    }
    return shown;
}

bool ends_interval(const Table& table, std::size_t column) {
    if (column == 0) return false;
    const std::string_view low = table.columns[column - 1].key;
    const std::string_view high = table.columns[column].key;
    return low.ends_with("_low") && high.ends_with("_high") &&
           low.substr(0, low.size() - 4) == high.substr(0, high.size() - 5);
}

bool holds_numbers(const Table& table, std::size_t column) {
    return any_cell(table, column,
                    [](Datum::Kind kind) { return kind == Datum::Kind::number || kind == Datum::Kind::figures; });
}

const std::vector<SectionName>& section_names() {
    static const std::vector<SectionName> names{
        {"timeline", "the last actions and answers one by one", "somatic"},
        {"advice", "what the knowledge base advised last", "cognitive"},
        {"position", "the last position", "somatic"},
        {"summary", "sessions, actors, what they achieved", "somatic"},
        {"frequencies", "actions, spells and errors counted", "somatic"},
        {"durations", "how long actions took", "somatic"},
        {"time", "when: hours, weekdays, peaks", "cognitive"},
        {"sequences", "what follows what, variants, common sequences", "cognitive"},
        {"patterns", "what goes with success and failure", "cognitive"},
        {"anomalies", "what is out of the ordinary", "cognitive"},
        {"collaboration", "who works with whom", "cognitive"},
        {"performance", "metrics and their trends", "cognitive"},
        {"models", "language models compared", "cognitive"},
        {"optimization", "what could be saved", "metaphysical"},
        {"decisions", "what was decided, and why", "metaphysical"},
        {"comparison", "two parts of the log, by --compare", "cognitive"},
        {"alerts", "thresholds set by --alert", "cognitive"},
        {"quality", "what is wrong or missing in the data", "somatic"},
    };
    return names;
}

Selection::Selection(std::string_view only, std::string_view skip) {
    std::vector<std::string> known;
    for (const SectionName& section : section_names()) known.emplace_back(section.name);
    const auto names_of = [&](const char* option, std::string_view text) {
        std::vector<std::string> names;
        for (const std::string& part : split(text, ',')) {
            const std::string name(trim(part));
            if (name.empty()) continue;
            if (std::find(known.begin(), known.end(), name) == known.end()) {
                const auto near = nearest(name, known);
                throw UsageError(fmt::format("{}: there is no section '{}'", option, name),
                                 near ? fmt::format("did you mean '{}'?", *near)
                                      : fmt::format("the sections are {}", fmt::join(known, ", ")));
            }
            names.push_back(name);
        }
        return names;
    };
    const auto wanted = names_of("--only", only);
    const auto unwanted = names_of("--skip", skip);
    for (const std::string& name : known) {
        const bool in = wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
        if (in && std::find(unwanted.begin(), unwanted.end(), name) == unwanted.end()) chosen_.push_back(name);
    }
}

bool Selection::has(std::string_view name) const {
    return std::find(chosen_.begin(), chosen_.end(), name) != chosen_.end();
}

}  // namespace tk::report
