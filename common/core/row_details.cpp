#include "core/row_details.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/terminal.hpp"
#include "core/text.hpp"

namespace tk {

namespace {

std::string words_of(const Value& value);

bool is_plain(const Value& value) {
    return !value.is_array() && !value.is_object();
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += separator;
        text += part;
    }
    return text;
}

std::string words_of_object(const Value& object) {
    std::vector<std::string> parts;
    for (const auto& [key, value] : object.items()) {
        const std::string words = words_of(value);
        if (words.empty()) continue;
        parts.push_back(key + " " + (is_plain(value) ? words : "(" + words + ")"));
    }
    return joined(parts, ", ");
}

std::string words_of(const Value& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (value.is_object()) return words_of_object(value);
    if (value.is_array()) {
        std::vector<std::string> parts;
        for (const Value& element : value) parts.push_back(words_of(element));
        return joined(parts, "; ");
    }
    std::string number = value.dump();
    if (number.ends_with(".0")) number.resize(number.size() - 2);
    return number;
}

/// `text` at `indent`, broken between words; further lines two columns further in.
void wrap(const std::string& text, std::size_t indent, std::size_t width, std::vector<std::string>& lines) {
    std::string line(indent, ' ');
    bool is_empty = true;
    for (const std::string& word : split(printable(text), ' ')) {
        if (!is_empty && display_width(line) + 1 + display_width(word) > width) {
            lines.push_back(std::move(line));
            line = std::string(indent + 2, ' ');
            is_empty = true;
        }
        line += (is_empty ? "" : " ") + word;
        is_empty = false;
    }
    lines.push_back(std::move(line));
}

}  // namespace

std::vector<std::string> detail_lines(const Value& row, std::span<const std::string> left_out, std::size_t width) {
    std::vector<std::string> lines;
    std::vector<std::string> plain;
    for (const auto& [key, value] : row.items()) {
        if (is_plain(value)) {
            const std::string words = words_of(value);
            if (!words.empty() && std::find(left_out.begin(), left_out.end(), key) != left_out.end())
                plain.push_back(key + " " + words);
            continue;
        }
        const bool is_list_of_objects = value.is_array() && value.size() > 1 && value.front().is_object();
        if (!is_list_of_objects) {
            const std::string words = words_of(value);
            if (!words.empty()) wrap(key + ": " + words, 2, width, lines);
            continue;
        }
        wrap(key + ":", 2, width, lines);
        for (const Value& element : value) wrap(words_of(element), 4, width, lines);
    }
    if (!plain.empty()) wrap(joined(plain, ", "), 2, width, lines);
    return lines;
}

}  // namespace tk
