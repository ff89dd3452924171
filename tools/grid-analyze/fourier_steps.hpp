#pragma once

namespace tk::grid {

/// Transforms that are worked out side by side.
constexpr int lanes = 8;

/// Where the values of a step of a transform lie.
struct FourierShape {
    int imaginary;  ///< how far the imaginary parts lie behind the real ones
    int rest;       ///< groups that are put together
    int stride;     ///< values that lie side by side and are worked out alike
};

/// One step of Stockham's transform (radix 2, 3, 4 or 5): value k of `radix` that lie `rest` strides apart in `from` is
/// turned by `turns` and put beside the others in `to`.
void fourier_step(int radix, const FourierShape& shape, const float* turns, const float* from, float* to);

}  // namespace tk::grid
