#include <algorithm>
#include <string>

#include "profile/document.hpp"

namespace tk::profile {

namespace {

/// Walks over JSON that is known to be valid, only as far as it takes to find where a value begins.
class Walker {
public:
    explicit Walker(std::string_view json) : json_(json) { skip_blanks(); }

    std::size_t position() const { return at_; }

    /// Moves from the beginning of an object or array to the beginning of the member; false where there is none.
    /// `key` may hold escapes in the text: then the plain comparison fails and the search ends at the container.
    bool enter(const std::variant<std::string, std::size_t>& step) {
        const bool object = peek() == '{';
        if (!object && peek() != '[') {
            return false;
        }
        advance();
        for (std::size_t index = 0; at_ < json_.size() && peek() != '}' && peek() != ']'; ++index) {
            const std::size_t begin = at_;
            bool found = std::holds_alternative<std::size_t>(step) && std::get<std::size_t>(step) == index;
            if (object) {
                skip_value();
                const std::string_view key = json_.substr(begin, at_ - begin);
                found = std::holds_alternative<std::string>(step) &&
                        trimmed(key) == "\"" + std::get<std::string>(step) + "\"";
                if (found) {
                    at_ = begin;  // the line of the key: the value may stand on a later one
                    value_is_next_ = true;
                    return true;
                }
                advance();  // the colon
            }
            if (found) {
                return true;
            }
            skip_value();
            if (peek() == ',') {
                advance();
            }
        }
        return false;
    }

    /// From a key to its value.
    void to_value() {
        if (value_is_next_) {
            value_is_next_ = false;
            skip_value();
            advance();
        }
    }

private:
    char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }

    static std::string_view trimmed(std::string_view text) {
        return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
    }

    void skip_blanks() { at_ = std::min(json_.find_first_not_of(" \t\r\n", at_), json_.size()); }

    void advance() {
        ++at_;
        skip_blanks();
    }

    void skip_string() {
        for (++at_; at_ < json_.size() && json_[at_] != '"'; ++at_) {
            at_ += json_[at_] == '\\' ? 1 : 0;
        }
        ++at_;
    }

    void skip_value() {
        std::size_t depth = 0;
        do {
            const char c = peek();
            if (c == '"') {
                skip_string();
            } else if (c == '{' || c == '[') {
                ++depth;
                ++at_;
            } else if (c == '}' || c == ']') {
                --depth;
                ++at_;
            } else if (depth > 0) {
                ++at_;
            } else {
                at_ = std::min(json_.find_first_of(",:]} \t\r\n", at_), json_.size());
            }
        } while (depth > 0 && at_ < json_.size());
        skip_blanks();
    }

    std::string_view json_;
    std::size_t at_ = 0;
    bool value_is_next_ = false;
};

}  // namespace

std::size_t line_of(std::string_view json, const Path& path) {
    Walker walker(json);
    std::size_t position = walker.position();
    for (const auto& step : path) {
        walker.to_value();
        if (!walker.enter(step)) {
            break;
        }
        position = walker.position();
    }
    const auto end = json.begin() + static_cast<std::ptrdiff_t>(std::min(position, json.size()));
    return 1 + static_cast<std::size_t>(std::count(json.begin(), end, '\n'));
}

}  // namespace tk::profile
