#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tk {

/// Width of the terminal behind `descriptor`: COLUMNS, then the terminal itself, then 80. At least 20.
std::size_t terminal_width(int descriptor);

/// Rows of the terminal behind `descriptor`: LINES, then the terminal itself, then 24. At least 4.
std::size_t terminal_height(int descriptor);

/// Whether text on `descriptor` should be coloured: `mode` is auto, always or never; auto honours NO_COLOR and
/// TERM=dumb.
bool wants_color(int descriptor, std::string_view mode);

/// Columns that UTF-8 `text` takes on a terminal (combining marks 0, wide East Asian characters 2).
std::size_t display_width(std::string_view text);

/// `text` cut to at most `width` columns, with an ellipsis where something is missing.
std::string fit(std::string_view text, std::size_t width);

/// `text` with everything that could steer a terminal (C0, C1 controls, DEL) shown as U+FFFD. Tabs become spaces.
std::string printable(std::string_view text);

/// Colours for people; `paint` returns the text unchanged when `on` is false.
enum class Color { red, green, yellow, blue, magenta, cyan, bold, dim };
/// `text` in `color` by ANSI escapes, or unchanged.
std::string paint(std::string_view text, Color color, bool on);

}  // namespace tk
