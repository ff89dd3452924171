#include "action-report/plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "core/text.hpp"

namespace tk::report {

namespace {

constexpr std::array<const char*, 8> eighths{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/// Where `value` lies between `least` and `most`, 0..1; half-way where these are the same.
double share_of(double value, double least, double most) {
    return most > least ? (value - least) / (most - least) : 0.5;
}

/// Means of `columns` shares of the values; as they are where they fit.
std::vector<std::optional<double>> binned(std::span<const std::optional<double>> values, std::size_t columns) {
    if (values.size() <= columns) return {values.begin(), values.end()};
    std::vector<std::optional<double>> bins;
    for (std::size_t i = 0; i < columns; ++i) {
        double total = 0;
        std::size_t count = 0;
        for (std::size_t k = values.size() * i / columns; k < values.size() * (i + 1) / columns; ++k) {
            if (!values[k]) continue;
            total += *values[k];
            ++count;
        }
        bins.push_back(count > 0 ? std::optional(total / static_cast<double>(count)) : std::nullopt);
    }
    return bins;
}

/// Dots in braille cells.
class Dots {
public:
    Dots(std::size_t columns, std::size_t rows) : columns_(columns), cells_(columns * rows) {}

    void set(std::size_t x, std::size_t y) {
        // Bits of a cell by column and row (Unicode, Braille Patterns).
        constexpr std::array<std::array<unsigned, 4>, 2> bits{{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}};
        unsigned char& cell = cells_[y / 4 * columns_ + x / 2];
        cell = static_cast<unsigned char>(cell | bits[x % 2][y % 4]);
    }

    std::vector<std::string> lines() const {
        constexpr char32_t first = 0x2800;
        std::vector<std::string> lines;
        for (std::size_t row = 0; row * columns_ < cells_.size(); ++row) {
            std::u32string line;
            for (std::size_t i = 0; i < columns_; ++i) line += first + cells_[row * columns_ + i];
            lines.push_back(encode_utf8(line));
        }
        return lines;
    }

private:
    std::size_t columns_;
    std::vector<unsigned char> cells_;
};

}  // namespace

std::string sparkline(std::span<const std::optional<double>> values, std::size_t columns) {
    const auto bins = binned(values, columns);
    std::optional<double> least;
    std::optional<double> most;
    for (const auto& value : bins) {
        if (!value) continue;
        least = std::min(least.value_or(*value), *value);
        most = std::max(most.value_or(*value), *value);
    }
    std::string line;
    for (const auto& value : bins) {
        if (!value) {
            line += ' ';
            continue;
        }
        const auto step = static_cast<std::size_t>(share_of(*value, *least, *most) * 8);
        line += eighths[std::min<std::size_t>(step, 7)];
    }
    return line;
}

std::vector<std::string> braille_plot(std::span<const Point> points, std::size_t columns, std::size_t rows) {
    Dots dots{columns, rows};
    if (points.empty() || columns == 0 || rows == 0) return dots.lines();
    const auto by_x = [](const Point& a, const Point& b) { return a.x < b.x; };
    const auto by_y = [](const Point& a, const Point& b) { return a.y < b.y; };
    const auto ends = std::minmax_element(points.begin(), points.end(), by_x);
    const auto heights = std::minmax_element(points.begin(), points.end(), by_y);
    const double width = static_cast<double>(2 * columns - 1);
    const double height = static_cast<double>(4 * rows - 1);
    const auto column = [&](const Point& p) { return share_of(p.x, ends.first->x, ends.second->x) * width; };
    const auto row = [&](const Point& p) {
        return height - share_of(p.y, heights.first->y, heights.second->y) * height;
    };
    const auto set = [&](double x, double y) {
        dots.set(static_cast<std::size_t>(std::lround(x)), static_cast<std::size_t>(std::lround(y)));
    };
    set(column(points[0]), row(points[0]));
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double x0 = column(points[i - 1]);
        const double y0 = row(points[i - 1]);
        const double dx = column(points[i]) - x0;
        const double dy = row(points[i]) - y0;
        const auto steps = static_cast<int>(std::ceil(std::max({std::abs(dx), std::abs(dy), 1.0})));
        for (int k = 1; k <= steps; ++k) set(x0 + dx * k / steps, y0 + dy * k / steps);
    }
    return dots.lines();
}

const char* shade(double share) {
    constexpr std::array<const char*, 5> steps{"·", "░", "▒", "▓", "█"};
    if (!(share > 0)) return " ";
    return steps[std::min<std::size_t>(static_cast<std::size_t>(share * 5), 4)];
}

}  // namespace tk::report
