#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tk::query {

/// A word, number, text or sign of a condition, and where it stands.
struct Token {
    enum class Kind { end, word, number, quoted, sign };
    Kind kind = Kind::end;
    std::string text;       ///< without quotes
    std::size_t place = 0;  ///< in bytes from the beginning
};

/// Reads a condition token by token.
class Tokens {
public:
    explicit Tokens(std::string_view text);

    bool at_end() const { return token_.kind == Token::Kind::end; }
    /// Is the present token this bare word (in lower or upper case)?
    bool is_word(std::string_view word) const;
    /// Steps over the present token if it is this word, or this sign.
    bool take_word(std::string_view word);
    bool take(std::string_view sign);
    /// The present token, stepping over it.
    Token next();

    /// Throws UsageError that points to the present token, or to `at`.
    [[noreturn]] void fail(const std::string& message) const;
    [[noreturn]] void fail(const std::string& message, const Token& at, const std::string& advice = {}) const;

private:
    Token read();

    std::string_view text_;
    std::size_t position_ = 0;
    Token token_;
};

/// The finite number that is the whole of `text`, as 12, -3 or 1.5e3.
std::optional<double> number_in(std::string_view text);

}  // namespace tk::query
