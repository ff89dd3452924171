#include "db-update/csv.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text.hpp"

namespace tk::update {

namespace {

/// Whether the text is a number as JSON writes it: "007" and "1,5" are none, they stay text.
bool is_json_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    if (text.empty() || text.size() > 40 || text.front() < '0' || text.front() > '9') return false;
    return nlohmann::json::accept(text);
}

bool is_json(std::string_view text) {
    if (text == "true" || text == "false" || is_json_number(text)) return true;
    return (text.front() == '[' || text.front() == '{') && nlohmann::json::accept(text);
}

}  // namespace

void CsvSplitter::feed(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        CsvField& field = fields_.back();
        if (is_open_) {
            if (c != '"') {
                field.text += c;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                field.text += '"';
                ++i;
            } else {
                is_open_ = false;
            }
        } else if (c == '"' && field.text.empty() && !field.quoted) {
            is_open_ = field.quoted = true;
        } else if (c == separator_) {
            fields_.emplace_back();
        } else {
            field.text += c;
        }
    }
}

std::optional<char> csv_separator(std::string_view header) {
    std::optional<char> best;
    std::ptrdiff_t most = 0;
    for (const char candidate : {',', ';', '\t', '|'}) {
        if (candidate == '|' && header.starts_with('|')) continue;  // a table drawn as text, or another kind of log
        const std::ptrdiff_t count = std::count(header.begin(), header.end(), candidate);
        if (count > most) {
            most = count;
            best = candidate;
        }
    }
    return best;
}

std::string csv_record(const std::vector<std::string>& names, const std::vector<CsvField>& fields) {
    std::string json = "{";
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const CsvField& field = fields[i];
        const std::string_view text = field.quoted ? std::string_view(field.text) : trim(field.text);
        if (text.empty()) continue;
        if (json.size() > 1) json += ',';
        json += json_quote(names[i]) + ':';
        json += !field.quoted && is_json(text) ? std::string(text) : json_quote(text);
    }
    return json + '}';
}

}  // namespace tk::update
