#include "kb-query/condition_token.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "core/error.hpp"
#include "core/terminal.hpp"

namespace tk::query {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Letters of any language (bytes beyond ASCII), digits and _ make words.
bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c) ||
           static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::optional<double> number_in(std::string_view text) {
    double number = 0;
    const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || stop != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

Tokens::Tokens(std::string_view text) : text_(text) {
    token_ = read();
}

bool Tokens::is_word(std::string_view word) const {
    if (token_.kind != Token::Kind::word || token_.text.size() != word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = token_.text[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != word[i]) return false;
    }
    return true;
}

bool Tokens::take_word(std::string_view word) {
    if (!is_word(word)) return false;
    next();
    return true;
}

bool Tokens::take(std::string_view sign) {
    if (token_.kind != Token::Kind::sign || token_.text != sign) return false;
    next();
    return true;
}

Token Tokens::next() {
    Token token = token_;
    token_ = read();
    return token;
}

Token Tokens::read() {
    while (position_ < text_.size() && is_space(text_[position_])) ++position_;
    const std::size_t start = position_;
    if (start == text_.size()) return {Token::Kind::end, "", start};
    const char first = text_[start];
    if (first == '\'' || first == '"') {
        std::string quoted;
        for (++position_; position_ < text_.size(); ++position_) {
            if (text_[position_] != first) {
                quoted += text_[position_];
            } else if (position_ + 1 < text_.size() && text_[position_ + 1] == first) {
                quoted += text_[++position_];  // a doubled quote stands for itself
            } else {
                ++position_;
                return {Token::Kind::quoted, quoted, start};
            }
        }
        fail("the text is not closed", {Token::Kind::quoted, "", start}, "put quotes around it on both sides");
    }
    const bool negative = first == '-' && start + 1 < text_.size() && is_digit(text_[start + 1]);
    if (is_word_byte(first) || negative) {
        ++position_;
        const bool number = negative || is_digit(first);
        while (
            position_ < text_.size() &&
            (is_word_byte(text_[position_]) ||
             (number && (text_[position_] == '.' || ((text_[position_] == '-' || text_[position_] == '+') &&
                                                     (text_[position_ - 1] == 'e' || text_[position_ - 1] == 'E')))))) {
            ++position_;
        }
        std::string word(text_.substr(start, position_ - start));
        const bool is_number = number && number_in(word);
        return {is_number ? Token::Kind::number : Token::Kind::word, std::move(word), start};
    }
    static constexpr std::array<std::string_view, 6> long_signs{"==", "!=", "<>", "<=", ">=", "!~"};
    for (const std::string_view sign : long_signs) {
        if (!text_.substr(start).starts_with(sign)) continue;
        position_ += 2;
        return {Token::Kind::sign, std::string(sign), start};
    }
    ++position_;
    if (std::string_view("=<>~().,").find(first) == std::string_view::npos)
        fail(fmt::format("'{}' has no meaning here", printable(std::string_view(&first, 1))),
             {Token::Kind::sign, "", start}, "compare columns with values: level >= 50 and name ~ 'wolf'");
    return {Token::Kind::sign, std::string(1, first), start};
}

void Tokens::fail(const std::string& message) const {
    fail(message, token_);
}

void Tokens::fail(const std::string& message, const Token& at, const std::string& advice) const {
    const std::string rest = printable(text_.substr(at.place));
    throw UsageError(rest.empty() ? fmt::format("--where: {} at the end", message)
                                  : fmt::format("--where: {} at '{}'", message, rest),
                     advice);
}

}  // namespace tk::query
