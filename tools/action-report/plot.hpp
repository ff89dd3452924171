#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tk::report {

/// A line of eighth blocks, one column a value, from the least value (▁) to the most (█). Where there are more values
/// than `columns`, each column is the mean of its share of them; a column without a value is a blank. Values that are
/// all the same stand at half height.
std::string sparkline(std::span<const std::optional<double>> values, std::size_t columns);

/// A point of a plot; both finite.
struct Point {
    double x = 0;
    double y = 0;
};

/// Points joined by lines in the order they come, in braille: each character holds 2 x 4 dots (Unicode 2800..28FF). The
/// least x is on the left, the least y at the bottom. `rows` lines of `columns` characters each.
std::vector<std::string> braille_plot(std::span<const Point> points, std::size_t columns, std::size_t rows);

/// One character for a share of 0..1: a blank for nothing, else a digit-like step of " ·░▒▓█"; something is never a
/// blank.
const char* shade(double share);

}  // namespace tk::report
