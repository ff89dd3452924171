#pragma once

#include <array>
#include <string>
#include <string_view>

#include "render/random.hpp"

namespace tk::render {

/// How hard a picture is to read. Which value each switch may have at each level is fixed in levels.cpp, so that an
/// accuracy figure means the same every time.
enum class Level { easy, real, hard };

inline constexpr std::array<std::string_view, 3> level_names{"easy", "real", "hard"};
/// Throws std::invalid_argument for another name.
Level level_of(std::string_view name);

/// The switches of difficulty. The defaults draw a clean picture.
struct Switches {
    double cell = 56;           ///< random boards: width of a cell in pixels
    double scale = 1;           ///< scripts: size of the board, as a share of the largest that fits
    double jpeg_quality = 100;  ///< 100 writes PNG
    double noise = 0;           ///< standard deviation of the noise, in levels of 255
    double gamma = 1;           ///< output = input ^ gamma
    double contrast =
        0.09;            ///< random boards: difference of neighbouring shades of tile, as a share of their brightness
    double lines = 0.5;  ///< opacity of the lines between cells; 0 draws none
    double missing = 0;  ///< share of those lines that are missing
    double art = 0;      ///< how much of the art behind shows through the tiles; 0 draws none
    double hidden = 0;   ///< share of the board that windows hide, at least
};

struct Range {
    double low = 0, high = 0;
};

/// One switch: its member, and its range at each level.
struct SwitchRow {
    std::string_view name;
    double Switches::*member;
    std::array<Range, 3> ranges;
    std::string_view meaning;
};

inline constexpr std::size_t switch_count = 10;
std::array<SwitchRow, switch_count> switch_table();

/// What the switch does and its ranges: "standard deviation (easy 0, real 0..2.5, hard 2.5..8)".
std::string help_of(const SwitchRow& row);

/// Switches within the ranges of `level`. At level real each damage (JPEG, noise, gamma, missing lines, art, windows)
/// is absent from two pictures of five.
Switches draw_switches(Level level, SplitMix64& random);

/// The table of ranges in Markdown, as it stands in README.md.
std::string ranges_as_text();

}  // namespace tk::render
