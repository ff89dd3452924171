#pragma once

#include <string>
#include <vector>

#include "ocr/line_shape.hpp"
#include "ocr/model.hpp"
#include "ocr/reading.hpp"

namespace tk::ocr {

/// The likeliest text of a line, known words and what its shape tells counting too. `allowed` by code; empty for all.
///
/// The confidence is the likelihood of the text, summed over all ways in which the steps can spell it (Graves et al.
/// 2006, "Connectionist temporal classification"), as the geometric mean over its characters. Texture that looks like
/// letters gives steps that are likely one by one, but no text that is likely as a whole.
Reading decode(const Outputs& outputs, const Model& model, const LineShape& shape, const std::vector<bool>& allowed);

/// The codes of the characters of `alphabet`, and the code between them; empty for an empty alphabet.
std::vector<bool> codes_of(const std::string& alphabet, const Model& model);

}  // namespace tk::ocr
