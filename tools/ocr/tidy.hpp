#pragma once

#include <string>
#include <string_view>

namespace tk::ocr {

/// `text` as the engine read it, made regular by rules that hold for any game: blanks of every kind become one space,
/// none stands at the ends, typographic dashes and quotes become their plain forms, and in French (`languages` names
/// `fra`) the marks `: ; ! ?` that have a space before them have one behind.
std::string tidy(std::string_view text, std::string_view languages);

/// How many marks of `text` leave ink: its characters without blanks.
std::size_t count_marks(std::string_view text);

/// The number of letters, digits and percent signs.
std::size_t count_letters(std::string_view text);

/// How often a letter or digit follows itself at most, blanks between them or not.
std::size_t longest_run(std::string_view text);

/// True when `text` looks like writing rather than like texture that was taken for letters: most of it is letters and
/// digits, and there is something to read at all.
bool looks_like_writing(std::string_view text);

}  // namespace tk::ocr
