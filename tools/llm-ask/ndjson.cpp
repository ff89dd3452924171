#include "llm-ask/ndjson.hpp"

#include <utility>

#include "llm-ask/answer_error.hpp"

namespace tk::llm {

namespace {

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

std::vector<std::string> NdjsonParser::feed(std::string_view bytes) {
    std::vector<std::string> lines;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        line_.append(bytes.substr(0, end));
        if (line_.size() > max_line_) {
            throw AnswerError("malformed",
                              "the server sent a line of more than " + std::to_string(max_line_) + " bytes");
        }
        if (end == std::string_view::npos) break;
        bytes.remove_prefix(end + 1);
        if (std::optional<std::string> line = finish()) lines.push_back(std::move(*line));
    }
    return lines;
}

std::optional<std::string> NdjsonParser::finish() {
    std::string line = std::exchange(line_, {});
    if (line.ends_with('\r')) line.pop_back();
    if (is_blank(line)) return std::nullopt;
    return line;
}

}  // namespace tk::llm
