#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tk::capture {

/// One picture of the input, before it is decided whether and how it becomes a frame.
struct Picture {
    std::string path;        ///< empty when it came through a pipe
    std::string_view bytes;  ///< the encoded picture, when it came through a pipe
    std::string kind;        ///< "image" or "stdin", for the record's source
    std::string name;        ///< what messages and the record's source call it
    std::string series;      ///< first part of the frame's id
    std::int64_t index = 0;  ///< position in the whole input, from 0
};

/// How messages name it: the path, or its name and number in the pipe.
std::string shown_name(const Picture& picture);

}  // namespace tk::capture
