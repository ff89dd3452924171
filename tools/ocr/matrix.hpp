#pragma once

#include <cstddef>
#include <vector>

namespace tk::ocr {

/// Weights of a layer, laid out for multiplication. Outputs are padded to whole panels of `panel` columns, with zeros.
class Matrix {
public:
    static constexpr std::size_t panel = 16;

    Matrix() = default;
    /// `weights`: row by row, one row of `inputs` for each of `outputs`.
    Matrix(std::size_t inputs, std::size_t outputs, const std::vector<float>& weights);

    std::size_t inputs() const { return inputs_; }
    /// How wide a row of results is: the outputs, padded.
    std::size_t width() const { return panels_ * panel; }

    /// Adds to each of `rows` rows of results (`width()` floats, one after another in `out`) the product with a row of
    /// `in` (`inputs()` floats every `stride` floats).
    void add_product(const float* in, std::size_t stride, std::size_t rows, float* out) const;

private:
    std::size_t inputs_ = 0;
    std::size_t panels_ = 0;
    std::vector<float> weights_;  ///< panel by panel: for each input the weights of its columns
};

/// One step of `count` cells of a long short-term memory (Hochreiter and Schmidhuber 1997, with forget gates). `gates`
/// holds the sums for the cells' inputs, their input gates, forget gates and output gates, `count` each; `state` and
/// `output` are those of the step before and become those of this one.
void step_cells(const float* gates, std::size_t count, float* state, float* output);

/// Hyperbolic tangent of each value, with an error below 1e-6.
void tanh_in_place(std::vector<float>& values);

}  // namespace tk::ocr
