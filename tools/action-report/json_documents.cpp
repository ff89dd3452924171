#include "action-report/json_documents.hpp"

#include "core/text.hpp"

namespace tk::report {

void JsonDocuments::feed(std::string_view block) {
    for (const char c : block) {
        if (text_.empty()) {
            between(c);
        } else {
            inside(c);
        }
        if (c == '\n') ++line_;
        if (text_.size() > most_bytes) hand_on();
    }
}

void JsonDocuments::between(char c) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return;
    if (in_array_ && c == ',') return;
    if (in_array_ && c == ']') {
        in_array_ = false;
        return;
    }
    if (!in_array_ && c == '[') {
        in_array_ = true;
        return;
    }
    first_line_ = line_;
    is_word_ = c != '{' && c != '[';
    depth_ = is_word_ ? 0 : 1;
    text_ = c;
}

void JsonDocuments::inside(char c) {
    if (is_word_) {
        const bool ends = c == '\n' || (in_array_ && (c == ',' || c == ']'));
        if (!ends) {
            text_ += c;
            return;
        }
        hand_on();
        if (c == ']') in_array_ = false;
        return;
    }
    text_ += c;
    if (in_string_) {
        in_string_ = escaped_ || c != '"';
        escaped_ = !escaped_ && c == '\\';
    } else if (c == '"') {
        in_string_ = true;
    } else if (c == '{' || c == '[') {
        ++depth_;
    } else if ((c == '}' || c == ']') && --depth_ == 0) {
        hand_on();
    }
}

void JsonDocuments::hand_on() {
    take_(text_, first_line_);
    text_.clear();
    depth_ = 0;
    in_string_ = escaped_ = false;
}

void JsonDocuments::finish() {
    if (!text_.empty()) hand_on();
}

bool is_spread_json(std::string_view head) {
    head = trim(head);
    if (head.empty()) return false;
    if (head.front() == '[') {
        const auto next = head.find_first_not_of(" \t\r\n", 1);
        return next != std::string_view::npos && (head[next] == '{' || head[next] == ']');
    }
    const auto end = head.find('\n');
    if (head.front() != '{' || end == std::string_view::npos) return false;
    const std::string_view first = trim(head.substr(0, end));
    const auto next = head.find_first_not_of(" \t\r\n", end);
    if (next == std::string_view::npos) return false;
    const bool goes_on = first.ends_with('{') || first.ends_with('[') || first.ends_with(',');
    const bool indented = head[next - 1] == ' ' || head[next - 1] == '\t';
    return goes_on && (head[next] == '"' || head[next] == '}' || indented);
}

}  // namespace tk::report
