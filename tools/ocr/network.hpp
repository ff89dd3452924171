#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <vector>

#include "ocr/matrix.hpp"

namespace tk::ocr {

/// The layers of Tesseract's networks for lines, as its specification writes them:
/// `[1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx128 O1c1]`, with any number of cells and of layers along the line.
/// Formulas: tesseract-ocr/tesseract:src/lstm.

/// Fully connected: a result is the weighted sum of the inputs and a constant.
struct Dense {
    Matrix weights;
    std::vector<float> constants;  ///< as wide as the matrix
};

/// Long short-term memory. The sums of all gates of a step come from the input of that step and the output of the one
/// before.
struct Memory {
    std::size_t cells = 0;
    Dense input;
    Matrix feedback;
    bool reversed = false;  ///< runs from right to left
};

/// A whole network, as a model holds it.
struct Network {
    int height = 36;             ///< of the pictures that it reads
    Dense strokes;               ///< of each pixel and its eight neighbours, column by column; largest of 3 x 3 kept
    Memory down;                 ///< along each column; what it holds at the foot describes the column
    std::vector<Memory> across;  ///< along the line
    Dense codes;                 ///< a score for each code
    std::size_t code_count = 0;
};

/// Probabilities of the codes along a line, step by step; a step is three pixels.
struct Outputs {
    std::size_t steps = 0;
    std::size_t codes = 0;
    std::vector<float> probabilities;

    const float* at(std::size_t step) const { return probabilities.data() + step * codes; }
};

/// Reads `line` (CV_8UC1), dark on light and as high as the network wants. A line narrower than a step has no steps.
Outputs run(const Network& network, const cv::Mat& line);

}  // namespace tk::ocr
