#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tk::update {

/// A value inside a JSON text: its bytes, not yet parsed, and the line its first byte is on.
struct Slice {
    std::string_view text;
    std::size_t line = 0;
};

/// Walks over the values of a large JSON text without building it in memory, so that each record can be parsed,
/// repaired or refused by itself and be named by its line. Brackets and strings are followed; what lies inside a slice
/// is for the parser to judge. Throws InputError where the structure breaks.
class JsonSplitter {
public:
    /// `text` must outlive the slices; `source` is for messages.
    JsonSplitter(std::string_view text, std::string source, std::size_t first_line = 1);

    /// Next value of a sequence of values (blank space between them); nothing at the end of the text.
    std::optional<Slice> next_value();

    /// Elements of an array that starts at the next value. Call `begin_array` once, then `next_element` until nothing.
    void begin_array();
    std::optional<Slice> next_element();

    /// Members of an object, for `begin_object`: name (as written, without quotes) and value.
    void begin_object();
    std::optional<std::pair<std::string_view, Slice>> next_member();

    /// First byte of the next value, or 0 at the end.
    char peek();
    std::size_t line();

private:
    [[noreturn]] void fail(const std::string& what);
    void skip_space();
    Slice value();
    std::string_view quoted();
    bool closes_list(char end);

    std::string_view text_;
    std::string source_;
    std::size_t at_ = 0;
    std::size_t counted_ = 0;  // lines are counted up to here
    std::size_t line_;
    bool first_ = false;  // no element of the list yet
};

/// `text` with every bare NaN, Infinity and -Infinity outside strings replaced by null, and how many there were.
/// They are no JSON, but exports of some languages write them.
std::pair<std::string, std::size_t> without_nan(std::string_view text);

}  // namespace tk::update
