#include "core/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "core/text.hpp"

namespace tk {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Characters that take no column: combining marks, joiners, variation selectors.
constexpr std::array<Range, 8> zero_width{{{0x0300, 0x036F},
                                           {0x0483, 0x0489},
                                           {0x1AB0, 0x1AFF},
                                           {0x1DC0, 0x1DFF},
                                           {0x200B, 0x200F},
                                           {0x20D0, 0x20FF},
                                           {0xFE00, 0xFE0F},
                                           {0xFE20, 0xFE2F}}};

/// Blocks that are wide or full width in Unicode's East Asian Width (UAX 11), and the emoji.
constexpr std::array<Range, 12> double_width{{{0x1100, 0x115F},
                                              {0x2E80, 0x303E},
                                              {0x3041, 0x33FF},
                                              {0x3400, 0x4DBF},
                                              {0x4E00, 0x9FFF},
                                              {0xA000, 0xA4CF},
                                              {0xAC00, 0xD7A3},
                                              {0xF900, 0xFAFF},
                                              {0xFE30, 0xFE6F},
                                              {0xFF00, 0xFF60},
                                              {0x1F300, 0x1FAFF},
                                              {0x20000, 0x3FFFD}}};

template <std::size_t Count>
bool within(const std::array<Range, Count>& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(), [&](Range range) { return c >= range.first && c <= range.last; });
}

std::size_t width_of(char32_t c) {
    if (c < 0x0300) return 1;
    if (within(zero_width, c)) return 0;
    return within(double_width, c) ? 2 : 1;
}

/// A size that the environment variable states, else what the terminal says (0: unknown), else `usual`.
std::size_t measure(const char* variable, long from_terminal, long usual, long least) {
    const char* const stated = std::getenv(variable);
    const long number = stated != nullptr ? std::strtol(stated, nullptr, 10) : 0;
    const long size = number > 0 ? number : (from_terminal > 0 ? from_terminal : usual);
    return static_cast<std::size_t>(std::max(size, least));
}

winsize size_of(int descriptor) {
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0) size = {};
    return size;
}

}  // namespace

std::size_t terminal_width(int descriptor) {
    return measure("COLUMNS", size_of(descriptor).ws_col, 80, 20);
}

std::size_t terminal_height(int descriptor) {
    return measure("LINES", size_of(descriptor).ws_row, 24, 4);
}

bool wants_color(int descriptor, std::string_view mode) {
    if (mode == "always") return true;
    if (mode == "never" || ::isatty(descriptor) != 1) return false;
    const char* const no_color = std::getenv("NO_COLOR");
    if (no_color != nullptr && *no_color != '\0') return false;
    const char* const terminal = std::getenv("TERM");
    return terminal != nullptr && std::string_view{terminal} != "dumb";
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (const char32_t c : decode_utf8(text)) width += width_of(c);
    return width;
}

std::string fit(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    if (width == 0) return {};
    std::u32string kept;
    std::size_t used = 0;
    for (const char32_t c : decode_utf8(text)) {
        if (used + width_of(c) > width - 1) break;
        kept += c;
        used += width_of(c);
    }
    return encode_utf8(kept) + "…";
}

std::string printable(std::string_view text) {
    std::u32string out;
    for (const char32_t c : decode_utf8(text)) {
        if (c == U'\t') {
            out += U' ';
        } else if (c == U'\n') {
            out += c;  // messages may have lines
        } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
                   (c >= 0x2066 && c <= 0x2069)) {
            out += U'\uFFFD';
        } else {
            out += c;
        }
    }
    return encode_utf8(out);
}

std::string paint(std::string_view text, Color color, bool on) {
    if (!on) return std::string(text);
    constexpr std::array<const char*, 8> codes{"31", "32", "33", "34", "35", "36", "1", "2"};
    return std::string("\033[") + codes[static_cast<std::size_t>(color)] + "m" + std::string(text) + "\033[0m";
}

}  // namespace tk
