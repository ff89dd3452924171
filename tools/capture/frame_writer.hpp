#pragma once

#include <map>
#include <optional>
#include <string>

#include "capture/change.hpp"
#include "capture/options.hpp"
#include "capture/picture.hpp"
#include "core/program.hpp"
#include "image/probe.hpp"

namespace tk::capture {

/// Turns pictures into `frame` records on the context's output. Pictures that lie on disk are named where they are and
/// not decoded, unless an option asks for more.
class FrameWriter {
public:
    /// Throws Error when the folder of --out cannot be used.
    FrameWriter(Context& context, const Options& options);

    /// Writes the frame of `picture`, or leaves it out when too little has changed. Throws RecordError for a picture
    /// that is broken, or Error when there is no room for it.
    void write(const Picture& picture);

private:
    /// Where the picture of a frame is and what it is: the record's `image`, as JSON.
    std::string place(const Picture& picture);
    /// The bytes to hand on, in the format the user asked for.
    std::string outgoing_bytes(const Picture& picture) const;
    std::string file_name(image::Encoding encoding) const;
    std::string profile_of(const Picture& picture);

    Context& context_;
    const Options& options_;
    std::int64_t written_ = 0;
    ChangeDetector changes_;
    std::map<std::string, std::string> profiles_;  ///< by folder; empty where none is named
};

}  // namespace tk::capture
