#include "llm-ask/words.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace tk::llm {

namespace {

/// English articles. French ones stay: "la" and "le" are also "her" and "him", "un" is also "one".
bool is_empty_word(std::string_view word) {
    return word == "a" || word == "an" || word == "the";
}

/// Ways to be polite before or after the prompt proper, folded.
constexpr std::array<std::string_view, 15> courtesies = {
    "hello",   "hi",      "good morning", "good evening", "please", "thanks",          "thank you",     "salut",
    "bonjour", "bonsoir", "merci",        "svp",          "stp",    "s'il vous plait", "s'il te plait",
};

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view ends = " \t\r\n.,;!?";

/// `text` (folded) without courtesy that punctuation sets apart, and a "please" at its head. Inside of a sentence the
/// same words are what is spoken of: "say hello" is not "say thanks".
std::string_view without_courtesy(std::string_view text) {
    const auto trim_front = [&text](std::string_view unwanted) {
        text.remove_prefix(std::min(text.size(), text.find_first_not_of(unwanted)));
    };
    trim_front(blanks);
    for (const std::string_view words : courtesies) {
        if (!text.starts_with(words)) continue;
        const std::string_view rest = text.substr(words.size());
        const std::size_t next = rest.find_first_not_of(blanks);
        const bool is_apart = next != std::string_view::npos && std::string_view(",.!").find(rest[next]) < 3;
        if (!is_apart && !(words == "please" && next > 0 && next < rest.size())) continue;
        text = rest;
        trim_front(ends);
        break;
    }
    for (const std::string_view words : courtesies) {
        const std::string_view body = text.substr(0, text.find_last_not_of(ends) + 1);
        if (!body.ends_with(words)) continue;
        const std::string_view before = body.substr(0, body.size() - words.size());
        const std::size_t last = before.find_last_not_of(blanks);
        if (last == std::string_view::npos || std::string_view(",.;!?").find(before[last]) > 4) continue;
        return before.substr(0, last + 1);
    }
    return text;
}

/// True when the exclamation mark at `at` stands before what it denies, as in programs: "a != b", "!ready".
bool denies(std::string_view prompt, std::size_t at) {
    const char before = at > 0 ? prompt[at - 1] : ' ';
    const char after = at + 1 < prompt.size() ? prompt[at + 1] : ' ';
    return after == '=' || ((before == ' ' || before == '(') && after > '&');
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
                case '!': text += denies(prompt, i) ? " not " : " "; break;
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
    const std::string folded = fold(prompt);
    for (const std::string& word : fold_words(with_signs_spelt(without_courtesy(folded)))) {
        if (is_empty_word(word)) continue;
        if (!words.empty()) words += ' ';
        words += word;
    }
    return words;
}

}  // namespace tk::llm
