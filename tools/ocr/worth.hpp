#pragma once

#include <cstddef>
#include <vector>

#include "ocr/line_shape.hpp"
#include "ocr/model.hpp"

namespace tk::ocr {

/// A character of a text and the steps that show it.
struct Spot {
    std::size_t code = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};
using Spots = std::vector<Spot>;

/// What is known of a text besides the steps of the network, as a logarithm of likelihood: words of the dictionary,
/// letters among digits, and blanks and characters where the line's shape has them.
double worth_of(const Model& model, const Spots& spots, const LineShape& shape);

/// What makes a text doubtful, however sure the network is: a digit that may have been read as a letter. To be taken
/// from the logarithm of its likelihood.
double doubt_of(const Model& model, const Spots& spots);

/// Whether there is a wide gap between the end of one character and the beginning of the next.
bool is_wide_gap(const LineShape& shape, const Spot& before, const Spot& after);

}  // namespace tk::ocr
