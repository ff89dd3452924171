#pragma once

#include <vector>

#include "ocr/anywhere.hpp"

namespace tk::ocr {

/// Candidates in the order in which they are to be read: the likeliest first, but a whole line before its fragments,
/// which may well look more like text. Of those that would be read alike one is left.
std::vector<Candidate> in_order(std::vector<Candidate> candidates);

}  // namespace tk::ocr
