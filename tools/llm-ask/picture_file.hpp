#pragma once

#include <string>
#include <string_view>

#include "llm-ask/chat.hpp"

namespace tk::llm {

/// The picture in the file `path` as models take it: PNG, JPEG, GIF and WebP as they are, PPM and PGM (the frames of
/// capture) as PNG. Throws RecordError (`image`) when it cannot be read or is none of these.
Picture picture_from_file(const std::string& path);

}  // namespace tk::llm
