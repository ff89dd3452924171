#pragma once

#include <string>
#include <vector>

#include "ocr/interface.hpp"
#include "ocr/learn.hpp"

namespace tk::ocr {

/// "name=text": the name of a field, or the text that a line or a field of rows was misread as, and what stands there.
/// Throws UsageError.
NamedText parse_correction(const std::string& words);

/// Keeps how the texts of `corrections` look in what was `read` with the profile in the file `path`: their ink as
/// pictures beside it, and an entry of `glyphs` for each. A look that is kept already gets the new text. Throws
/// RecordError for what is not there, or is no value of its field; the others are kept then.
void keep_corrections(const std::string& path, const ReadPicture& read, const std::vector<NamedText>& corrections);

}  // namespace tk::ocr
