#include "ocr/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/text.hpp"
#include "ocr/duration.hpp"

namespace tk::ocr {

namespace {

using profile::FieldProfile;

constexpr std::int64_t largest = 1'000'000'000'000'000;

std::optional<int> digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c == 'O' || c == 'o') return 0;
    if (c == 'l' || c == 'I' || c == '|') return 1;
    return std::nullopt;
}

/// `k` and `M` behind a number, as a power of ten; 0 for anything else, and for `m`, which is minutes or metres as
/// well.
int power_of(char c) {
    if (c == 'k' || c == 'K') return 3;
    return c == 'M' ? 6 : 0;
}

/// `text` cut at `separator`; nothing unless all groups after the first have three digits and the first one to three.
std::optional<std::int64_t> parse_groups(std::string_view text, char separator) {
    std::int64_t value = 0;
    bool first = true;
    for (const std::string& group : split(text, separator)) {
        const bool well_formed = first ? !group.empty() && group.size() <= 3 : group.size() == 3;
        if (!well_formed) return std::nullopt;
        for (const char c : group) {
            const auto digit = digit_of(c);
            if (!digit) return std::nullopt;
            value = value * 10 + *digit;
        }
        if (value > largest) return std::nullopt;
        first = false;
    }
    return value;
}

std::optional<std::int64_t> parse_digits(std::string_view text) {
    if (text.empty() || text.size() > 15) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        const auto digit = digit_of(c);
        if (!digit) return std::nullopt;
        value = value * 10 + *digit;
    }
    return value;
}

/// `12`, `1,5` or `1.25` times ten to `power`, where that is whole.
std::optional<std::int64_t> parse_scaled(std::string_view text, int power) {
    const std::size_t point = text.find_first_of(",.");
    const std::string_view whole = text.substr(0, point);
    const std::string_view part = point == std::string_view::npos ? "" : text.substr(point + 1);
    if (static_cast<int>(part.size()) > power || (point != std::string_view::npos && part.empty())) return std::nullopt;
    auto value = parse_digits(std::string(whole) + std::string(part));
    if (!value || whole.empty()) return std::nullopt;
    for (int rest = power - static_cast<int>(part.size()); rest > 0; --rest) *value *= 10;
    return *value <= largest ? value : std::nullopt;
}

/// Folded letters and digits of `text`, without anything between them.
std::string bare(std::string_view text) {
    std::string joined;
    for (const std::string& word : fold_words(fold(text))) joined += word;
    return joined;
}

/// What follows `label` at the beginning of `text`, or nothing. Case, accents, blanks and points do not count, and one
/// mark in six may be misread: the label only tells that the right thing was cut out.
std::optional<std::string_view> without_label(std::string_view text, std::string_view label) {
    const std::string wanted = bare(label);
    std::optional<std::string_view> best;
    std::size_t least = wanted.size() / 6 + 1;
    for (std::size_t end = 1; end <= text.size(); ++end) {
        if (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) continue;
        const std::size_t distance = edit_distance(bare(text.substr(0, end)), wanted, least);
        if (distance < least) {
            least = distance;
            best = text.substr(end);
        }
    }
    if (best) best->remove_prefix(std::min(best->find_first_not_of(" .:"), best->size()));
    return best;
}

/// Checks `value` against the range; the reason when it is outside.
std::string out_of_range(std::int64_t value, const FieldProfile& field) {
    if (field.least && static_cast<double>(value) < *field.least)
        return fmt::format("{} is below {}", value, *field.least);
    if (field.most && static_cast<double>(value) > *field.most)
        return fmt::format("{} is above {}", value, *field.most);
    return {};
}

TypedValue refused(std::string reason) {
    TypedValue value;
    value.reason = std::move(reason);
    return value;
}

TypedValue number_in_range(std::optional<std::int64_t> number, std::string_view text, std::string_view type,
                           const FieldProfile& field) {
    if (!number) return refused(fmt::format("`{}` is not {}", text, type));
    if (std::string reason = out_of_range(*number, field); !reason.empty()) return refused(std::move(reason));
    TypedValue value;
    value.number = number;
    return value;
}

TypedValue whole_number(std::string_view text, const FieldProfile& field) {
    const std::string_view number = trim(text.substr(0, text.size() - 1));
    if (text.ends_with('m') && parse_scaled(number.substr(number.starts_with('-')), power_of('M'))) {
        return refused(fmt::format("`{}` may be minutes or millions: type duration reads minutes, `{}M` is millions",
                                   text, number));
    }
    return number_in_range(parse_number(text), text, "a whole number", field);
}

TypedValue parse_pair(std::string_view text, const FieldProfile& field) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos || text.find('/', slash + 1) != std::string_view::npos) {
        return refused(fmt::format("`{}` is not a pair such as 12 / 30", text));
    }
    const auto most = parse_number(trim(text.substr(slash + 1)));
    TypedValue value = number_in_range(most ? parse_number(trim(text.substr(0, slash))) : std::nullopt, text,
                                       "a pair such as 12 / 30", field);
    if (!value.has_value()) return value;
    if (std::string reason = out_of_range(*most, field); !reason.empty()) return refused(std::move(reason));
    value.most = most;
    return value;
}

TypedValue parse_percent(std::string_view text, const FieldProfile& field) {
    if (!text.ends_with('%')) return refused(fmt::format("`{}` is not a percentage", text));
    text.remove_suffix(1);
    return number_in_range(parse_number(trim(text)), text, "a percentage", field);
}

/// A signed whole number of up to six digits at the beginning of `text`, which is cut off.
std::optional<std::int64_t> take_number(std::string_view& text) {
    constexpr std::size_t longest = 6;
    text = trim(text);
    const bool negative = text.starts_with('-');
    if (negative) text = trim(text.substr(1));
    std::size_t size = 0;
    while (size < text.size() && text[size] >= '0' && text[size] <= '9') ++size;
    if (size == 0 || size > longest) return std::nullopt;
    const auto value = parse_digits(text.substr(0, size));
    text.remove_prefix(size);
    return negative ? -*value : *value;
}

TypedValue parse_place(std::string_view text, const FieldProfile& field) {
    const auto place = parse_coordinates(text);
    if (!place) return refused(fmt::format("`{}` is not coordinates such as [-12,34]", text));
    for (const std::int64_t number : {place->first, place->second}) {
        if (std::string reason = out_of_range(number, field); !reason.empty()) return refused(std::move(reason));
    }
    TypedValue value;
    value.coordinates = place;
    return value;
}

}  // namespace

std::optional<std::pair<std::int64_t, std::int64_t>> parse_coordinates(std::string_view text) {
    constexpr std::string_view openings = "[(";
    constexpr std::string_view closings = "])";
    text = trim(text);
    const std::size_t bracket = text.empty() ? std::string_view::npos : openings.find(text.front());
    if (bracket != std::string_view::npos) text.remove_prefix(1);
    const auto x = take_number(text);
    text = trim(text);
    if (!x || text.empty() || (text.front() != ',' && text.front() != ';')) return std::nullopt;
    text.remove_prefix(1);
    const auto y = take_number(text);
    if (!y) return std::nullopt;
    text = trim(text);
    if (bracket != std::string_view::npos) {
        if (text.empty() || text.front() != closings[bracket]) return std::nullopt;
        text = trim(text.substr(1));
    }
    // What follows is words behind a mark: more digits would belong to the number.
    const bool ends = text.empty() || bracket != std::string_view::npos;
    const std::string_view rest = ends ? text : trim(text.substr(1));
    const bool words = !ends && std::string_view(",;:").find(text.front()) != std::string_view::npos && !rest.empty() &&
                       !(rest.front() >= '0' && rest.front() <= '9') && rest.front() != '-';
    return ends || words ? std::optional(std::pair(*x, *y)) : std::nullopt;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text = trim(text.substr(1));
    std::optional<std::int64_t> value;
    if (text.size() > 1 && power_of(text.back()) > 0) {
        value = parse_scaled(trim(text.substr(0, text.size() - 1)), power_of(text.back()));
    } else {
        value = parse_digits(text);
        for (const char separator : {' ', ',', '.', '\''}) {
            if (!value && text.find(separator) != std::string_view::npos) value = parse_groups(text, separator);
        }
    }
    if (value && negative) *value = -*value;
    return value;
}

TypedValue parse_value(std::string_view text, const FieldProfile& field) {
    if (!field.label.empty()) {
        const auto rest = without_label(text, field.label);
        if (!rest) return refused(fmt::format("`{}` does not begin with `{}`", text, field.label));
        text = trim(*rest);
    }
    if (text.empty()) return refused("there is nothing to read");
    switch (field.type) {
        case FieldProfile::Type::integer: return whole_number(text, field);
        case FieldProfile::Type::pair: return parse_pair(text, field);
        case FieldProfile::Type::percent: return parse_percent(text, field);
        case FieldProfile::Type::duration:
            return number_in_range(parse_duration(text), text, "a duration such as 1:30 or 45 s", field);
        case FieldProfile::Type::coordinates: return parse_place(text, field);
        case FieldProfile::Type::text: break;
    }
    TypedValue value;
    value.text = std::string(text);
    return value;
}

std::string alphabet_of(const FieldProfile& field) {
    std::string alphabet = field.label + "0123456789-+ ,.";
    if (field.type == FieldProfile::Type::pair) alphabet += "/";
    if (field.type == FieldProfile::Type::percent) alphabet += "%";
    if (field.type == FieldProfile::Type::duration) alphabet += ":.dhjmnisec";
    if (field.type == FieldProfile::Type::coordinates) alphabet += "[]();";
    if (field.type == FieldProfile::Type::integer) alphabet += "kM";
    return alphabet;
}

}  // namespace tk::ocr
