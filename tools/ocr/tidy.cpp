#include "ocr/tidy.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/text.hpp"

namespace tk::ocr {

namespace {

bool is_blank(char32_t c) {
    constexpr std::u32string_view blanks = U" \t\r\n\u00a0\u2009\u200a\u2007\u2008\u202f";
    return blanks.find(c) != std::u32string_view::npos;
}

char32_t plain(char32_t c) {
    switch (c) {
        case U'\u2018':
        case U'\u2019':
        case U'\u02bc': return U'\'';
        case U'\u201c':
        case U'\u201d': return U'"';
        case U'\u2010':
        case U'\u2011':
        case U'\u2012':
        case U'\u2013':
        case U'\u2014':
        case U'\u2212': return U'-';
        default: return c;
    }
}

bool is_high_mark(char32_t c) {
    return c == U':' || c == U';' || c == U'!' || c == U'?';
}

bool is_letter_or_digit(char32_t c) {
    const bool ascii = (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    return ascii || (c >= 0xc0 && c != 0xd7 && c != 0xf7 && (c < 0x2000 || c > 0x2bff));
}

}  // namespace

std::string tidy(std::string_view text, std::string_view languages) {
    const bool french = languages.find("fra") != std::string_view::npos;
    std::u32string clean;
    for (const char32_t c : decode_utf8(text)) {
        if (!is_blank(c)) {
            const bool stands_alone = french && clean.size() > 1 && is_high_mark(clean.back()) &&
                                      clean[clean.size() - 2] == U' ' && !is_high_mark(c);
            if (stands_alone) clean += U' ';
            clean += plain(c);
        } else if (!clean.empty() && clean.back() != U' ') {
            clean += U' ';
        }
    }
    if (!clean.empty() && clean.back() == U' ') clean.pop_back();
    return encode_utf8(clean);
}

std::size_t count_marks(std::string_view text) {
    const std::u32string points = decode_utf8(text);
    return static_cast<std::size_t>(
        std::count_if(points.begin(), points.end(), [](char32_t c) { return !is_blank(c); }));
}

std::size_t count_letters(std::string_view text) {
    const std::u32string points = decode_utf8(text);
    return static_cast<std::size_t>(
        std::count_if(points.begin(), points.end(), [](char32_t c) { return is_letter_or_digit(c) || c == U'%'; }));
}

std::size_t longest_run(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    char32_t last = 0;
    for (const char32_t c : decode_utf8(text)) {
        if (is_blank(c)) continue;
        run = c == last && is_letter_or_digit(c) ? run + 1 : 1;
        longest = std::max(longest, run);
        last = c;
    }
    return longest;
}

namespace {

/// Whether hardly any words or marks differ, as when a row of equal icons, tiles or planks is read. Numbers may well
/// repeat a digit, so they must be longer for that.
bool is_repetition(std::string_view text) {
    std::map<char32_t, std::size_t> kinds;
    std::size_t marks = 0;
    std::size_t most = 0;
    bool has_digits = false;
    for (const char32_t c : decode_utf8(text)) {
        if (is_blank(c)) continue;
        most = std::max(most, ++kinds[c]);
        ++marks;
        has_digits = has_digits || (c >= U'0' && c <= U'9');
    }
    if (!has_digits && marks >= 8 && most * 10 > marks * 6) return true;
    if (has_digits ? marks >= 14 && kinds.size() * 4 <= marks : marks >= 5 && kinds.size() <= 2) return true;
    const std::vector<std::string> words = split(std::string(text), ' ');
    const std::set<std::string> distinct(words.begin(), words.end());
    return words.size() >= 4 && distinct.size() * 2 <= words.size();
}

}  // namespace

bool looks_like_writing(std::string_view text) {
    std::size_t letters = 0;
    std::size_t marks = 0;
    for (const char32_t c : decode_utf8(text)) {
        letters += is_letter_or_digit(c) ? 1 : 0;
        marks += is_blank(c) ? 0 : 1;
    }
    // Half of the marks of "-47, -19" are letters or digits.
    return letters >= 2 && letters * 2 >= marks && !is_repetition(text);
}

}  // namespace tk::ocr
