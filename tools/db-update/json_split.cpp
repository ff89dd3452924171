#include "db-update/json_split.hpp"

#include <algorithm>
#include <cctype>

#include "core/error.hpp"

namespace tk::update {

namespace {

constexpr std::string_view cut_off = "the text ends in the middle of a value: the file is cut off";

/// Position after the string that starts at `at`; npos when it does not end.
std::size_t after_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
        if (text[at] == '"') return at + 1;
        if (text[at] == '\\') ++at;
    }
    return std::string_view::npos;
}

bool is_scalar_letter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.' || c == '_';
}

}  // namespace

JsonSplitter::JsonSplitter(std::string_view text, std::string source, std::size_t first_line)
    : text_(text), source_(std::move(source)), line_(first_line) {}

std::size_t JsonSplitter::line() {
    const std::size_t to = std::min(at_, text_.size());
    line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
    counted_ = to;
    return line_;
}

void JsonSplitter::fail(const std::string& what) {
    throw InputError(source_, line(), what);
}

void JsonSplitter::skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
        ++at_;
}

char JsonSplitter::peek() {
    skip_space();
    return at_ < text_.size() ? text_[at_] : '\0';
}

Slice JsonSplitter::value() {
    skip_space();
    if (at_ >= text_.size()) fail(std::string(cut_off));
    const std::size_t start = at_;
    const std::size_t start_line = line();
    std::size_t at = at_;
    if (text_[at] == '"') {
        at = after_string(text_, at);
        if (at == std::string_view::npos) fail("a string is not closed");
    } else if (text_[at] == '{' || text_[at] == '[') {
        std::string open;  // brackets to be closed
        do {
            if (at >= text_.size()) throw InputError(source_, start_line, cut_off);
            const char c = text_[at];
            if (c == '"') {
                at = after_string(text_, at);
                if (at == std::string_view::npos) throw InputError(source_, start_line, cut_off);
                continue;
            }
            if (c == '{') open += '}';
            if (c == '[') open += ']';
            if (c == '}' || c == ']') {
                at_ = at;
                if (open.back() != c) fail(std::string("not JSON: '") + open.back() + "' expected, not '" + c + "'");
                open.pop_back();
            }
            ++at;
        } while (!open.empty());
    } else if (is_scalar_letter(text_[at])) {
        while (at < text_.size() && is_scalar_letter(text_[at])) ++at;
    } else {
        fail(std::string("not JSON: a value expected, not '") + text_[at] + "'");
    }
    at_ = at;
    return {text_.substr(start, at - start), start_line};
}

std::optional<Slice> JsonSplitter::next_value() {
    if (peek() == '\0' && at_ >= text_.size()) return std::nullopt;
    return value();
}

void JsonSplitter::begin_array() {
    if (peek() != '[') fail("not JSON: '[' expected");
    ++at_;
    first_ = true;
}

void JsonSplitter::begin_object() {
    if (peek() != '{') fail("not JSON: '{' expected");
    ++at_;
    first_ = true;
}

bool JsonSplitter::closes_list(char end) {
    const char next = peek();
    if (at_ >= text_.size())
        fail(end == ']' ? "the array is not closed: the file is cut off"
                        : "the object is not closed: the file is cut off");
    if (next == end) {
        ++at_;
        return true;
    }
    if (!first_) {
        if (next != ',') fail(std::string("not JSON: ',' or '") + end + "' expected");
        ++at_;
    }
    first_ = false;
    return false;
}

std::optional<Slice> JsonSplitter::next_element() {
    if (closes_list(']')) return std::nullopt;
    return value();
}

std::string_view JsonSplitter::quoted() {
    if (peek() != '"') fail("not JSON: a member name in double quotes expected");
    const std::size_t start = at_;
    at_ = after_string(text_, at_);
    if (at_ == std::string_view::npos) {
        at_ = text_.size();
        fail("a string is not closed");
    }
    return text_.substr(start + 1, at_ - start - 2);
}

std::optional<std::pair<std::string_view, Slice>> JsonSplitter::next_member() {
    if (closes_list('}')) return std::nullopt;
    const std::string_view name = quoted();
    if (peek() != ':') fail("not JSON: ':' expected after \"" + std::string(name) + "\"");
    ++at_;
    return std::pair{name, value()};
}

std::pair<std::string, std::size_t> without_nan(std::string_view text) {
    std::string clean;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '"') {
            const std::size_t end = std::min(after_string(text, at), text.size());
            clean += text.substr(at, end - at);
            at = end;
            continue;
        }
        std::size_t length = 0;
        for (const std::string_view word : {"NaN", "-Infinity", "Infinity"}) {
            if (text.substr(at).starts_with(word)) length = word.size();
            if (length > 0) break;
        }
        if (length > 0) {
            clean += "null";
            ++count;
            at += length;
        } else {
            clean += text[at++];
        }
    }
    return {std::move(clean), count};
}

}  // namespace tk::update
