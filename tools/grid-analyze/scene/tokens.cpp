#include "grid-analyze/scene/tokens.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tk::grid {
namespace {

constexpr int samples = 24;          // along each axis of a cell
constexpr double inner = 0.66;       // of the way from the middle of a cell to its sides: where tokens stand
constexpr double outer = 0.84;       // up to here the ground around them is looked at
constexpr double flat = 2;           // grey levels; what differs less is one colour
constexpr double least_token = 8;    // grey levels
constexpr double least_flat = 0.75;  // of the cells

/// How much the values in the middle of a cell and those around differ, grey levels.
struct Look {
    double middle = 0, around = 0;
};

double deviation(const std::vector<double>& values) {
    double sum = 0, squares = 0;
    for (const double value : values) {
        sum += value;
        squares += value * value;
    }
    const double n = static_cast<double>(values.size());
    return std::sqrt(std::max(0.0, squares / n - sum / n * sum / n));
}

/// Inside a diamond, which every kind of cell holds. Nothing for cells that reach out of the picture.
std::optional<Look> look_at(const cv::Mat& gray, const board::Placement& placement, board::Point middle) {
    std::vector<double> inside, around;
    for (int j = 0; j < samples; ++j) {
        for (int i = 0; i < samples; ++i) {
            const double u = 2 * (i + 0.5) / samples - 1, v = 2 * (j + 0.5) / samples - 1;
            const double away = std::abs(u) + std::abs(v);
            if (away > outer) continue;
            const cv::Point at(static_cast<int>(middle.x + u * placement.width / 2),
                               static_cast<int>(middle.y + v * placement.height / 2));
            if (!cv::Rect({0, 0}, gray.size()).contains(at)) return std::nullopt;
            (away < inner ? inside : around).push_back(gray.at<uchar>(at));
        }
    }
    return Look{deviation(inside), deviation(around)};
}

bool is_flat(const Look& look) {
    return look.middle < flat && look.around < flat;
}

bool is_token(const Look& look) {
    return look.middle >= least_token && look.around <= look.middle / 2;
}

}  // namespace

std::vector<FullCell> find_tokens(const cv::Mat& gray, const FoundBoard& board) {
    const auto middle = [&](board::Cell cell) { return board::centre(board.geometry, board.placement, cell); };
    std::vector<std::optional<Look>> looks;
    int seen = 0, flats = 0;
    for (board::Cell cell = 0; cell < board.geometry.size(); ++cell) {
        looks.push_back(look_at(gray, board.placement, middle(cell)));
        seen += looks.back() ? 1 : 0;
        flats += looks.back() && is_flat(*looks.back()) ? 1 : 0;
    }
    if (seen == 0 || flats < least_flat * seen) return {};
    std::vector<FullCell> tokens;
    for (board::Cell cell = 0; cell < board.geometry.size(); ++cell) {
        const auto& look = looks[static_cast<std::size_t>(cell)];
        if (!look || !is_token(*look)) continue;
        // Who stands in front may reach up to here.
        const board::Point at = middle(cell);
        const auto below =
            board::cell_at(board.geometry, board.placement, {at.x, at.y + 0.95 * board.placement.height});
        const auto& front = below ? looks[static_cast<std::size_t>(*below)] : std::nullopt;
        if (front && !is_flat(*front) && !is_token(*front)) continue;
        tokens.push_back({cell, std::clamp(0.95 - 0.4 * std::exp(-0.2 * (look->middle - least_token)), 0.5, 0.95)});
    }
    return tokens;
}

}  // namespace tk::grid
