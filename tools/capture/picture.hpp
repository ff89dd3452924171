#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tk::capture {

/// One picture of the input, before it is decided whether and how it becomes a frame.
struct Picture {
    std::string path;                    ///< empty when it is no file of its own
    std::string_view bytes;              ///< the encoded picture, when it is no file of its own
    std::string kind;                    ///< "image", "stdin", "video", for the record's source
    std::string name;                    ///< what messages and the record's source call it
    std::string series;                  ///< first part of the frame's id
    std::int64_t index = 0;              ///< position in the whole input, or in the video, from 0
    std::optional<double> seconds = {};  ///< from the start of the source, where that knows its time
    int quarter_turns = 0;               ///< clockwise, to be done before anything else
    std::string origin = {};             ///< the file that `bytes` were taken out of; empty: none
    bool is_transformed = false;         ///< already as the options ask
    bool is_blank = false;               ///< of one colour, where that is suspicious
    std::int64_t dropped = 0;            ///< pictures that were left out just before, because nobody could take them
};

/// How messages name it: the path, or its name and number in the pipe.
std::string shown_name(const Picture& picture);

}  // namespace tk::capture
