#pragma once

#include <string>
#include <string_view>

#include "llm-ask/chat.hpp"

namespace tk::llm {

/// The picture in the file `path` as models take it: PNG, JPEG, GIF and WebP as they are, PPM and PGM (the frames of
/// capture) as PNG. Throws RecordError (`image`) when it cannot be read or is none of these.
Picture picture_from_file(const std::string& path);

/// The picture that a field of a record tells of: the path of a file, or the `image` of a frame as JSON, whose bytes
/// lie in its `path` or are embedded in its `data` (`capture --inline`). Throws as above.
Picture picture_from_field(const std::string& field);

}  // namespace tk::llm
