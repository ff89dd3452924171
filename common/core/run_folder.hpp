#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/run_layout.hpp"

namespace tk {

/// How much a run folder holds.
struct RunLimits {
    std::int64_t ahead = 8;   ///< frames that may be written beyond the slowest reader
    std::uint64_t bytes = 0;  ///< of all frames together; 0: half of what is free there, at most 1 GiB
    /// After so long without any progress of the readers one more frame is written: a filter may need to see some
    /// records before it writes the first.
    std::chrono::milliseconds patience{5000};
};

/// The folder in memory through which the pictures of a pipe or a live source travel beside their records
/// (run_layout.hpp). A frame is deleted when every reader has posted that it is past it, provided that the readers form
/// an unbroken chain of turnkit programs from this one to the end; behind another program (jq, tee) somebody may still
/// need it, and it stays to the end.
class RunFolder {
public:
    /// `output`: where the records go. Throws Error with advice when there is no place for frames.
    explicit RunFolder(int output, RunLimits limits = {});
    /// Removes the folder at once.
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    /// Writes the next frame and returns its path. `name` is the end of the file's name, behind the number: ".ppm". The
    /// record must be flushed before the next call. Waits while the readers are too far behind. Throws Error when there
    /// is no room and none can be made, ReaderGone when nobody reads the output, Interrupted on a signal.
    std::string add(std::string_view bytes, std::string_view name);

    /// Whether `add` would not wait: a live source drops a picture instead.
    bool has_room(std::size_t bytes);

    /// The end of the records, which must be flushed: waits until the output is read, closes it, waits for the readers
    /// to be past the last frame (and half a minute for another program that does not read on), and removes the folder.
    /// After a signal it waits two seconds at most. False when the
    /// output was a pipe to a program that did not sign up: whatever it makes of the paths, the frames are gone now.
    bool finish();

    /// Whether somebody reads the records as they come; else the frames vanish unread.
    bool output_is_pipe() const { return static_cast<bool>(pipe_); }
    const std::filesystem::path& path() const { return path_; }

private:
    struct Frame {
        std::int64_t number;
        std::uint64_t bytes;
        std::string path;
    };
    /// The readers as far as they are connected with the output.
    struct Chain {
        bool is_whole = false;                ///< down to a program that passes nothing on
        std::optional<std::int64_t> slowest;  ///< what the slowest living reader of it has posted
        run_layout::PipeId gap;               ///< where it breaks off
        std::int64_t progress = 0;            ///< a number that changes when any reader gets further
    };
    /// What is still going on after the last record.
    struct Rest {
        bool is_read = false;  ///< a turnkit program is not past the last frame
        int unread = 0;        ///< bytes that other programs have not read
        bool is_open = false;  ///< there is a pipe that only other programs may read
    };
    enum class Room { free, wait, none };

    Chain look() const;
    void delete_done(const Chain& chain);
    Room room_for(std::size_t bytes, const Chain& chain) const;
    void check_output() const;
    Rest rest() const;
    void remove() noexcept;

    int output_;
    RunLimits limits_;
    run_layout::PipeId pipe_;
    std::filesystem::path path_;
    std::optional<run_layout::LockedFile> lock_;
    std::deque<Frame> frames_;
    std::uint64_t held_ = 0;
    std::int64_t next_ = 0;
};

}  // namespace tk
