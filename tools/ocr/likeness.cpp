#include "ocr/likeness.hpp"
#include "stats/middle_value.hpp"

#include <algorithm>
#include <cmath>

namespace tk::ocr {

namespace {

/// Mean distance from the median, as a share of it.
double spread(const std::vector<double>& values) {
    const double middle = stats::middle_value(values);
    double sum = 0;
    for (const double value : values) sum += std::abs(value - middle);
    return middle > 0 ? sum / (middle * static_cast<double>(values.size())) : 1;
}

/// Sums over the pixels of a row and of the ground around it.
struct Pixels {
    std::vector<double> areas;
    std::vector<double> edges;  ///< pixels of each mark that touch the ground
    cv::Vec3d colour;
    cv::Vec3d colour_squared;
    double core = 0;   ///< pixels that touch no ground
    cv::Vec3d beside;  ///< sum of the ground's colour two pixels from a stroke
    double beside_count = 0;
    cv::Vec3d any;  ///< sum of the strokes' colour
    double inside = 0, ground = 0;
    double inside_ink = 0, ground_ink = 0;
};

Pixels pixels_of(const cv::Mat& picture, const cv::Mat& ink, const Marks& marks, const std::vector<std::size_t>& row,
                 cv::Rect box) {
    Pixels pixels;
    pixels.areas.resize(row.size());
    pixels.edges.resize(row.size());
    std::vector<std::pair<int, std::size_t>> places;
    for (std::size_t i = 0; i < row.size(); ++i) places.emplace_back(static_cast<int>(row[i]) + 1, i);
    std::sort(places.begin(), places.end());
    const cv::Rect whole({}, ink.size());
    box = cv::Rect(box.x - 2, box.y - 2, box.width + 4, box.height + 4) & whole;
    int last_label = -1;
    std::size_t last_place = row.size();
    for (int y = box.y; y < box.br().y; ++y) {
        const int* label = marks.labels.ptr<int>(y);
        const int* above = marks.labels.ptr<int>(std::max(0, y - 1));
        const int* below = marks.labels.ptr<int>(std::min(ink.rows - 1, y + 1));
        const unsigned char* level = ink.ptr(y);
        const auto* colours = picture.ptr<cv::Vec3b>(y);
        for (int x = box.x; x < box.br().x; ++x) {
            if (label[x] == 0) {
                ++pixels.ground;
                pixels.ground_ink += level[x];
                const int far = std::max(0, x - 2);
                const int ahead = std::min(ink.cols - 1, x + 2);
                const bool is_beside = (label[far] != 0 && label[std::max(0, x - 1)] == 0) ||
                                       (label[ahead] != 0 && label[std::min(ink.cols - 1, x + 1)] == 0);
                if (is_beside) {
                    pixels.beside += cv::Vec3d(colours[x]);
                    ++pixels.beside_count;
                }
                continue;
            }
            if (label[x] != last_label) {
                const auto found = std::lower_bound(places.begin(), places.end(), std::pair(label[x], std::size_t{0}));
                last_label = label[x];
                last_place = found != places.end() && found->first == label[x] ? found->second : row.size();
            }
            if (last_place == row.size()) continue;
            const int left = label[std::max(0, x - 1)];
            const int right = label[std::min(ink.cols - 1, x + 1)];
            ++pixels.inside;
            pixels.any += cv::Vec3d(colours[x]);
            pixels.inside_ink += level[x];
            ++pixels.areas[last_place];
            if (left == 0 || right == 0 || above[x] == 0 || below[x] == 0) {
                ++pixels.edges[last_place];
            } else {
                const cv::Vec3d colour = colours[x];
                pixels.colour += colour;
                pixels.colour_squared += colour.mul(colour);
                ++pixels.core;
            }
        }
    }
    return pixels;
}

/// Mean standard deviation of the channels over the cores of the strokes, in levels.
double colour_spread(const Pixels& pixels) {
    if (pixels.core < 4) return 20;
    double sum = 0;
    for (int channel = 0; channel < 3; ++channel) {
        const double mean = pixels.colour[channel] / pixels.core;
        sum += std::sqrt(std::max(0.0, pixels.colour_squared[channel] / pixels.core - mean * mean));
    }
    return sum / 3;
}

}  // namespace

LineLook look_at(const cv::Mat& picture, const cv::Mat& ink, int level, const Marks& marks,
                 const std::vector<std::size_t>& row) {
    cv::Rect box;
    int tallest = 0;
    for (const std::size_t i : row) {
        box |= marks.marks[i].box;
        tallest = std::max(tallest, marks.marks[i].box.height);
    }
    const Pixels pixels = pixels_of(picture, ink, marks, row, box);
    std::vector<double> strokes;
    std::vector<double> fills;
    std::vector<double> heights;
    std::vector<double> feet;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const cv::Rect& mark = marks.marks[row[i]].box;
        // A stroke of width w and length l has about 2 l edge pixels, and all of its pixels where w is 1.
        strokes.push_back(pixels.areas[i] > pixels.edges[i] ? 2 * pixels.areas[i] / std::max(1.0, pixels.edges[i]) : 1);
        if (mark.height * 2 < tallest) continue;
        fills.push_back(pixels.areas[i] / mark.area());
        heights.push_back(mark.height);
        feet.push_back(mark.br().y);
    }
    const double foot = stats::middle_value(feet);
    const auto level_feet = std::count_if(
        feet.begin(), feet.end(), [&](double y) { return std::abs(y - foot) <= std::max(1.0, tallest / 12.0); });
    const double height = stats::middle_value(heights);
    const double letters = static_cast<double>(heights.size());
    LineLook look;
    look.colours.fill = pixels.core >= 4 ? pixels.colour / pixels.core : pixels.any / std::max(1.0, pixels.inside);
    look.colours.ground = pixels.beside / std::max(1.0, pixels.beside_count);
    look.colours.spread = static_cast<float>(colour_spread(pixels));
    look.traits.values = {std::min(1.0, std::log(std::max(1.0, letters)) / 3),
                          std::min(1.5, spread(strokes)),
                          std::min(1.0, stats::middle_value(strokes) / std::max(1.0, height)),
                          std::min(1.5, colour_spread(pixels) / 40),
                          std::min(1.0, pixels.ground_ink / std::max(1.0, pixels.ground) * pixels.inside /
                                            std::max(1.0, pixels.inside_ink)),
                          static_cast<double>(level_feet) / std::max(1.0, letters),
                          std::min(1.5, spread(heights)),
                          stats::middle_value(fills),
                          std::min(1.5, spread(fills)),
                          std::min(1.0, pixels.inside_ink / std::max(1.0, pixels.inside) / 255) - level / 510.0};
    return look;
}

double likeness(const LineTraits& traits) {
    constexpr double constant = -14.3;
    // For each trait, its weight and that of its square.
    constexpr std::array<std::array<double, 2>, LineTraits::count> weights{{{17.3, -10.0},
                                                                            {-7.7, 5.7},
                                                                            {-10.5, -13.8},
                                                                            {1.2, 0.2},
                                                                            {-2.5, -14.2},
                                                                            {-0.0, 3.7},
                                                                            {-3.4, 15.9},
                                                                            {28.1, -23.1},
                                                                            {-10.5, 8.1},
                                                                            {9.6, -9.3}}};
    double sum = constant;
    for (std::size_t i = 0; i < LineTraits::count; ++i) {
        sum += (weights[i][0] + weights[i][1] * traits.values[i]) * traits.values[i];
    }
    return 1 / (1 + std::exp(-sum));
}

}  // namespace tk::ocr
