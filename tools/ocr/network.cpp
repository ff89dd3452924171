#include "ocr/network.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace tk::ocr {

namespace {

constexpr int pool = 3;
constexpr std::size_t neighbourhood = 9;

/// Values of several features for each of some places, one place after another.
struct Features {
    std::size_t places = 0;
    std::size_t width = 0;
    std::vector<float> values;

    float* at(std::size_t place) { return values.data() + place * width; }
    const float* at(std::size_t place) const { return values.data() + place * width; }
};

Features filled(std::size_t places, const Dense& layer) {
    Features features{places, layer.weights.width(), {}};
    features.values.reserve(places * features.width);
    for (std::size_t i = 0; i < places; ++i) {
        features.values.insert(features.values.end(), layer.constants.begin(), layer.constants.end());
    }
    return features;
}

Features apply(const Dense& layer, const Features& input) {
    Features output = filled(input.places, layer);
    layer.weights.add_product(input.values.data(), input.width, input.places, output.values.data());
    return output;
}

/// The levels that count as black and white: quartiles of the local extremes along the middle of the line.
struct Range {
    float black = 0;
    float white = 255;
};

int quantile(const std::array<int, 256>& histogram, double share, int otherwise) {
    int total = 0;
    for (const int count : histogram) total += count;
    if (total == 0) return otherwise;
    int sum = 0;
    for (int level = 0; level < 256; ++level) {
        sum += histogram[static_cast<std::size_t>(level)];
        if (sum >= total * share) return level;
    }
    return 255;
}

Range range_of(const cv::Mat& line) {
    std::array<int, 256> least{};
    std::array<int, 256> most{};
    const unsigned char* row = line.ptr(line.rows / 2);
    for (int x = 1; x + 1 < line.cols; ++x) {
        const int before = row[x - 1];
        const int here = row[x];
        const int after = row[x + 1];
        if ((here < before && here <= after) || (here <= before && here < after)) ++least[row[x]];
        if ((here > before && here >= after) || (here >= before && here > after)) ++most[row[x]];
    }
    return {static_cast<float>(quantile(least, 0.25, 0)), static_cast<float>(quantile(most, 0.75, 255))};
}

/// The pixels as -1 (black) to 1, with a rim of one pixel of noise: so the network has seen it in training.
cv::Mat rimmed(const cv::Mat& line) {
    const Range range = range_of(line);
    const float half = std::max(1.0F, (range.white - range.black) / 2);
    cv::Mat levels(line.rows + 2, line.cols + 2, CV_32F);
    std::uint32_t noise = 1;
    for (int y = 0; y < levels.rows; ++y) {
        float* to = levels.ptr<float>(y);
        for (int x = 0; x < levels.cols; ++x) {
            if (x > 0 && y > 0 && x <= line.cols && y <= line.rows) {
                const float level = (static_cast<float>(line.ptr(y - 1)[x - 1]) - range.black) / half - 1;
                to[x] = std::clamp(level, -1.0F, 1.0F);
            } else {
                noise = noise * 1664525U + 1013904223U;
                to[x] = static_cast<float>(noise >> 8) / static_cast<float>(1U << 23) - 1;
            }
        }
    }
    return levels;
}

/// What is seen at each place of a grid of a third of the pixels; rows from top to bottom, each from left to right.
Features look(const Network& network, const cv::Mat& line) {
    const cv::Mat levels = rimmed(line);
    const auto columns = static_cast<std::size_t>(line.cols / pool);
    const auto rows = static_cast<std::size_t>(line.rows / pool);
    Features seen{rows * columns, network.strokes.weights.width(), {}};
    seen.values.resize(seen.places * seen.width);
    Features around{columns * neighbourhood, neighbourhood, {}};
    around.values.resize(around.places * around.width);
    for (std::size_t row = 0; row < rows; ++row) {
        float* to = around.values.data();
        for (std::size_t column = 0; column < columns; ++column) {
            for (std::size_t pixel = 0; pixel < neighbourhood; ++pixel) {
                const int x = static_cast<int>(column) * pool + static_cast<int>(pixel) % pool;
                const int y = static_cast<int>(row) * pool + static_cast<int>(pixel) / pool;
                for (int dx = 0; dx < 3; ++dx) {
                    for (int dy = 0; dy < 3; ++dy) *to++ = levels.ptr<float>(y + dy)[x + dx];
                }
            }
        }
        const Features strokes = apply(network.strokes, around);
        for (std::size_t column = 0; column < columns; ++column) {
            float* most = seen.at(row * columns + column);
            std::copy_n(strokes.at(column * neighbourhood), seen.width, most);
            for (std::size_t pixel = 1; pixel < neighbourhood; ++pixel) {
                const float* other = strokes.at(column * neighbourhood + pixel);
                for (std::size_t i = 0; i < seen.width; ++i) most[i] = std::max(most[i], other[i]);
            }
        }
    }
    // The tangent grows, so the largest of tangents is the tangent of the largest.
    tanh_in_place(seen.values);
    return seen;
}

/// The columns of `grid` as `down` describes them.
Features describe_columns(const Memory& down, const Features& grid, std::size_t columns) {
    Features outputs{columns, down.cells, std::vector<float>(columns * down.cells)};
    Features states = outputs;
    for (std::size_t row = 0; row < grid.places / columns; ++row) {
        Features gates = filled(columns, down.input);
        down.input.weights.add_product(grid.at(row * columns), grid.width, columns, gates.values.data());
        down.feedback.add_product(outputs.values.data(), outputs.width, columns, gates.values.data());
        for (std::size_t column = 0; column < columns; ++column) {
            step_cells(gates.at(column), down.cells, states.at(column), outputs.at(column));
        }
    }
    return outputs;
}

Features run_along(const Memory& memory, const Features& input) {
    Features gates = apply(memory.input, input);
    Features outputs{input.places, memory.cells, std::vector<float>(input.places * memory.cells)};
    std::vector<float> state(memory.cells);
    std::vector<float> output(memory.cells);
    for (std::size_t i = 0; i < input.places; ++i) {
        const std::size_t place = memory.reversed ? input.places - 1 - i : i;
        memory.feedback.add_product(output.data(), memory.cells, 1, gates.at(place));
        step_cells(gates.at(place), memory.cells, state.data(), output.data());
        std::copy(output.begin(), output.end(), outputs.at(place));
    }
    return outputs;
}

}  // namespace

Outputs run(const Network& network, const cv::Mat& line) {
    Outputs outputs;
    outputs.codes = network.code_count;
    outputs.steps = static_cast<std::size_t>(line.cols / pool);
    if (outputs.steps == 0) return outputs;
    Features features = describe_columns(network.down, look(network, line), outputs.steps);
    for (const Memory& memory : network.across) features = run_along(memory, features);
    const Features scores = apply(network.codes, features);
    outputs.probabilities.resize(outputs.steps * outputs.codes);
    for (std::size_t step = 0; step < outputs.steps; ++step) {
        const float* score = scores.at(step);
        float* to = outputs.probabilities.data() + step * outputs.codes;
        const float most = *std::max_element(score, score + outputs.codes);
        float sum = 0;
        for (std::size_t i = 0; i < outputs.codes; ++i) sum += to[i] = std::exp(score[i] - most);
        for (std::size_t i = 0; i < outputs.codes; ++i) to[i] /= sum;
    }
    return outputs;
}

}  // namespace tk::ocr
