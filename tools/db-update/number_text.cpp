#include "db-update/number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "core/text.hpp"

namespace tk::update {

namespace {

/// Blanks (also those that do not break, wide and narrow) and the apostrophe of Switzerland.
constexpr std::array<std::string_view, 6> separators = {" ", "\u00A0", "\u202F", "\u2009", "'", "\u2019"};

struct Digits {
    bool is_negative = false;
    std::string whole, fraction;
};

std::string_view take_digits(std::string_view& text) {
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string_view digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

bool take_separator(std::string_view& text) {
    for (const std::string_view separator : separators) {
        if (!text.starts_with(separator)) continue;
        text.remove_prefix(separator.size());
        return true;
    }
    return false;
}

std::optional<Digits> read(std::string_view text) {
    text = trim(text);
    Digits digits;
    digits.is_negative = text.starts_with('-');
    if (digits.is_negative || text.starts_with('+')) text.remove_prefix(1);
    digits.whole = take_digits(text);
    if (digits.whole.empty() || digits.whole.size() > 18) return std::nullopt;
    const bool may_be_grouped = digits.whole.size() <= 3;
    bool is_grouped = false;
    while (may_be_grouped && take_separator(text)) {
        const std::string_view group = take_digits(text);
        if (group.size() != 3 || digits.whole.size() > 15) return std::nullopt;
        digits.whole += group;
        is_grouped = true;
    }
    if (text.empty()) return digits;
    const bool is_comma = text.front() == ',';
    if (!is_comma && text.front() != '.') return std::nullopt;
    text.remove_prefix(1);
    digits.fraction = take_digits(text);
    if (digits.fraction.empty() || !text.empty()) return std::nullopt;
    if (is_comma && digits.fraction.size() == 3 && may_be_grouped && !is_grouped) return std::nullopt;
    return digits;
}

}  // namespace

std::optional<double> number_of_text(std::string_view text) {
    const auto digits = read(text);
    if (!digits) return std::nullopt;
    const std::string plain = digits->whole + "." + digits->fraction + "0";
    double number = 0;
    std::from_chars(plain.data(), plain.data() + plain.size(), number);
    return digits->is_negative ? -number : number;
}

std::optional<std::int64_t> whole_of_text(std::string_view text) {
    const auto digits = read(text);
    if (!digits || digits->fraction.find_first_not_of('0') != std::string::npos) return std::nullopt;
    std::int64_t number = 0;
    std::from_chars(digits->whole.data(), digits->whole.data() + digits->whole.size(), number);
    return digits->is_negative ? -number : number;
}

std::optional<std::int64_t> truth_of_text(std::string_view text) {
    const std::string folded = fold(trim(text));
    for (const std::string_view yes : {"true", "yes", "oui", "vrai", "y", "1"}) {
        if (folded == yes) return 1;
    }
    for (const std::string_view no : {"false", "no", "non", "faux", "n", "0"}) {
        if (folded == no) return 0;
    }
    return std::nullopt;
}

bool is_text_for_nothing(std::string_view text) {
    constexpr std::string_view words[] = {"", "-", "–", "—", "?", "n/a", "na", "none", "nil", "nan"};
    const std::string folded = fold(trim(text));
    return std::find(std::begin(words), std::end(words), folded) != std::end(words);
}

}  // namespace tk::update
