#pragma once

#include <map>
#include <optional>
#include <string>

#include "capture/change.hpp"
#include "capture/options.hpp"
#include "capture/picture.hpp"
#include "core/program.hpp"
#include "core/run_folder.hpp"
#include "image/probe.hpp"

namespace tk::capture {

/// Turns pictures into `frame` records on the context's output. Pictures that lie on disk are named where they are and
/// not decoded, unless an option asks for more.
class FrameWriter {
public:
    /// Throws Error when the folder of --out cannot be used.
    FrameWriter(Context& context, const Options& options);

    /// Writes the frame of `picture`, or leaves it out when too little has changed (false then). Throws RecordError for
    /// a picture that is broken, or Error when there is no room for it.
    bool write(const Picture& picture);

    /// Whether `write` would not wait for the readers; a live source drops the picture else.
    bool has_room(std::size_t bytes);

    /// Throws ReaderGone when nobody reads the records any more.
    void check_reader() const;

    /// The time of a picture from the start of its source: what it says itself, else by its position.
    double seconds_of(const Picture& picture) const;

    /// As many frames as --count asks for were written.
    bool is_full() const { return options_.count && written_ >= *options_.count; }

    /// To be called at the end, also after an error: waits until the frames that travel beside the records are read.
    /// Says on stderr when nobody will find them, unless `quiet`.
    void finish(bool quiet);

private:
    /// Where the picture of a frame is and what it is: the record's `image`, as JSON. `bytes`: the encoded picture,
    /// empty when it is to stay where it is.
    std::string place(const Picture& picture, std::string_view bytes);
    /// Writes `bytes` where the readers of the pipe find them; returns the path.
    RunFolder& travelling();
    std::string send(std::string_view bytes, image::Encoding encoding);
    std::string file_name(image::Encoding encoding) const;
    /// Draws the frame on the terminal behind stderr. `bytes`: the encoded picture, empty when it is the file itself.
    void show(const Picture& picture, std::string_view bytes);
    std::string profile_of(const Picture& picture);
    bool is_to_be_transformed(const Picture& picture) const;

    Context& context_;
    const Options& options_;
    std::int64_t written_ = 0;
    std::optional<RunFolder> travelling_;  ///< frames that are nowhere else, for the readers of the pipe
    ChangeDetector changes_;
    std::map<std::string, std::string> profiles_;  ///< by folder; empty where none is named
};

}  // namespace tk::capture
