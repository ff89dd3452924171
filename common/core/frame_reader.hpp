#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace tk {

/// A program's place among the readers of the frames that travel beside its records (run_layout.hpp): it tells the
/// owner of the run folder how far it is, so that frames stay as long as they are needed and not longer. Every tool has
/// one in its RecordReader, whether it looks at the pictures or not: those after it may.
class FrameReader {
public:
    FrameReader();
    ~FrameReader();
    FrameReader(const FrameReader&) = delete;
    FrameReader& operator=(const FrameReader&) = delete;

    /// A record with this picture was read from `input` and will be passed on to `output` (-1: the records go no
    /// further). Paths outside run folders are ignored. Where the reader cannot sign up, frames stay to the end.
    void reading(std::string_view path, int input, int output);

    /// The picture given to `reading` last, and all before it, are no longer needed.
    void done();

private:
    class Seat;
    std::unique_ptr<Seat> seat_;
    std::string refused_;  ///< a folder that could not be signed up in, so that it is tried once only
};

}  // namespace tk
