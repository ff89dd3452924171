#include "render/levels.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace tk::render {
namespace {

std::string print(Range range) {
    return range.low == range.high ? fmt::format("{}", range.low) : fmt::format("{}..{}", range.low, range.high);
}

}  // namespace

Level level_of(std::string_view name) {
    for (std::size_t i = 0; i < level_names.size(); ++i) {
        if (level_names[i] == name) return static_cast<Level>(i);
    }
    throw std::invalid_argument(fmt::format("unknown level '{}' (easy, real, hard)", name));
}

std::array<SwitchRow, switch_count> switch_table() {
    return {{
        {"cell", &Switches::cell, {{{40, 100}, {24, 160}, {20, 250}}}, "width of a cell in pixels (random boards)"},
        {"scale",
         &Switches::scale,
         {{{1, 1}, {0.7, 1}, {0.45, 1}}},
         "size of the board, share of the largest (scripts)"},
        {"jpeg-quality", &Switches::jpeg_quality, {{{100, 100}, {80, 100}, {50, 80}}}, "quality; 100 writes PNG"},
        {"noise", &Switches::noise, {{{0, 0}, {0, 2.5}, {2.5, 8}}}, "standard deviation, levels of 255"},
        {"gamma", &Switches::gamma, {{{1, 1}, {0.85, 1.2}, {0.6, 1.7}}}, "output = input ^ gamma"},
        {"contrast",
         &Switches::contrast,
         {{{0.08, 0.16}, {0.05, 0.12}, {0.035, 0.07}}},
         "difference of neighbouring shades of tile (random boards)"},
        {"lines", &Switches::lines, {{{0.5, 1}, {0.2, 0.6}, {0.12, 0.3}}}, "opacity of the lines, where drawn"},
        {"missing", &Switches::missing, {{{0, 0}, {0, 0.15}, {0.15, 0.5}}}, "share of the lines that is missing"},
        {"art", &Switches::art, {{{0, 0}, {0, 0.35}, {0.35, 0.7}}}, "how much art shows through the tiles"},
        {"hidden", &Switches::hidden, {{{0, 0}, {0, 0.15}, {0.15, 0.35}}}, "share of the board behind windows"},
    }};
}

std::string help_of(const SwitchRow& row) {
    return fmt::format("{} (easy {}, real {}, hard {})", row.meaning, print(row.ranges[0]), print(row.ranges[1]),
                       print(row.ranges[2]));
}

Switches draw_switches(Level level, SplitMix64& random) {
    Switches drawn;
    for (const SwitchRow& row : switch_table()) {
        const Range range = row.ranges[static_cast<std::size_t>(level)];
        // Cells by the logarithm: small boards are as likely as large ones.
        drawn.*row.member = row.member == &Switches::cell ? random.log_between(range.low, range.high)
                                                          : random.between(range.low, range.high);
    }
    drawn.jpeg_quality = std::round(drawn.jpeg_quality);
    if (level != Level::real) return drawn;
    for (double Switches::*member : {&Switches::jpeg_quality, &Switches::noise, &Switches::gamma, &Switches::missing,
                                     &Switches::art, &Switches::hidden}) {
        if (random.chance(0.4)) drawn.*member = Switches{}.*member;
    }
    return drawn;
}

std::string ranges_as_text() {
    std::string text = "| switch | easy | real | hard | meaning |\n|---|---|---|---|---|\n";
    for (const SwitchRow& row : switch_table()) {
        text += fmt::format("| {} | {} | {} | {} | {} |\n", row.name, print(row.ranges[0]), print(row.ranges[1]),
                            print(row.ranges[2]), row.meaning);
    }
    return text;
}

}  // namespace tk::render
