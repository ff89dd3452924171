#include "llm-ask/words.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace tk::llm {

namespace {

/// Words without a meaning of their own, folded and sorted.
constexpr std::array<std::string_view, 21> empty_words = {
    "a",      "an",    "des",   "hello", "hi",    "kindly", "la",  "le", "les", "merci", "moi",
    "please", "plait", "salut", "te",    "thank", "thanks", "the", "un", "une", "vous",
};

bool is_empty_word(const std::string& word) {
    return std::find(empty_words.begin(), empty_words.end(), word) != empty_words.end();
}

/// Signs that carry meaning between words and digits: "-5" is not "5", "3.5" is not "3 5", "a != b" is not "a = b".
std::string with_signs_spelt(std::string_view prompt) {
    std::string text;
    for (std::size_t i = 0; i < prompt.size(); ++i) {
        const char c = prompt[i];
        const bool before_digit = i + 1 < prompt.size() && prompt[i + 1] >= '0' && prompt[i + 1] <= '9';
        const bool after_digit = i > 0 && prompt[i - 1] >= '0' && prompt[i - 1] <= '9';
        const bool after_letter = i > 0 && ((prompt[i - 1] | 0x20) >= 'a' && (prompt[i - 1] | 0x20) <= 'z');
        if (c == '-' && before_digit && !after_digit && !after_letter) {
            text += " minus ";
        } else if ((c == '.' || c == ',') && before_digit && after_digit) {
            text += "point";
        } else if (c == '\'' && (prompt.substr(i, 2) == "'t")) {
            // "isn't", "can't": the denial becomes a word of its own
            text += " not ";
            ++i;
        } else {
            switch (c) {
                case '+': text += " plus "; break;
                case '*': text += " times "; break;
                case '/': text += " slash "; break;
                case '%': text += " percent "; break;
                case '<': text += " less "; break;
                case '>': text += " greater "; break;
                case '=': text += " equals "; break;
                case '!': text += i + 1 < prompt.size() && prompt[i + 1] == '=' ? " not " : " "; break;
                case '$': text += " dollar "; break;
                case '#': text += " hash "; break;
                case '&': text += " and "; break;
                case '^': text += " power "; break;
                case '~': text += " tilde "; break;
                case '|': text += " bar "; break;
                default: text += c;
            }
        }
    }
    return text;
}

}  // namespace

std::string content_words(std::string_view prompt) {
    std::string words;
    for (const std::string& word : fold_words(fold(with_signs_spelt(prompt)))) {
        if (is_empty_word(word)) continue;
        if (!words.empty()) words += ' ';
        words += word;
    }
    return words;
}

}  // namespace tk::llm
