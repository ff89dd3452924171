#pragma once

#include <vector>

#include "ocr/ink.hpp"

namespace tk::ocr {

/// The lines of a block of text such as a chat window, from top to bottom; each holds its own ink alone, tightened.
/// A line is cut in two at a gap of several letters.
std::vector<InkPart> lines_of_block(const FlatInk& block);

}  // namespace tk::ocr
