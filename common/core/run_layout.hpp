#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the owner of a run folder (run_folder.cpp) and its readers (frame_reader.cpp) must agree on. The folder is
/// runtime_folder()/run-PID-RANDOM and holds
///   000003.ppm    a frame, written complete and then renamed
///   owner         locked (flock) by the program that writes the frames; holds the pipe its records go into
///   readers/PID   locked by a program that reads the records; holds how far it is and the pipes it stands between
/// A lock goes with its process, however that ends, so that nothing has to be cleaned up after a crash but files.
namespace tk::run_layout {

/// A pipe or socket between two programs, the same seen from both ends; empty for anything else.
struct PipeId {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;

    explicit operator bool() const { return inode != 0; }
    bool operator==(const PipeId&) const = default;
};
/// The pipe or socket that the descriptor is an end of; empty for anything else.
PipeId pipe_behind(int descriptor);

/// True when nobody has the other end of the pipe open any more.
bool reader_is_gone(int pipe);

/// Bytes in the pipe that nobody has read yet.
int unread_bytes(int pipe);

/// Sleeps a little longer each time: readers take from microseconds to seconds for a frame.
class Pause {
public:
    void wait();
    void restart() { length_ = std::chrono::milliseconds(1); }

private:
    std::chrono::milliseconds length_{1};
};

/// What a reader posts in its file: the frames up to number `done` are no longer needed by it.
struct Post {
    std::int64_t done = -1;
    PipeId input;
    PipeId output;  ///< empty when the records, or their pictures, go no further
};

/// A reader as another program sees it. One whose process has ended needs no frame, but still says who reads after it.
struct Member {
    Post post;
    bool alive = false;
};

/// A frame by its path: its run folder and its number.
struct FramePlace {
    std::string_view folder;
    std::int64_t number = 0;
};
/// Reads the path of a frame; nothing for a path outside of run folders.
std::optional<FramePlace> place_of(std::string_view path);

/// A file that is locked while this lives. `create` makes a new one that is complete, and locked, when it appears.
class LockedFile {
public:
    /// Throws Error when it cannot be made or another process holds the lock.
    static LockedFile create(const std::filesystem::path& path, std::string_view content);
    LockedFile(LockedFile&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    LockedFile& operator=(LockedFile&&) = delete;
    ~LockedFile();
    int descriptor() const { return descriptor_; }

private:
    explicit LockedFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

/// True when a living process holds the lock of the file.
bool is_locked(const std::filesystem::path& path);

/// All that have signed up as readers of the run folder, also those that have ended.
std::vector<Member> members_of(const std::filesystem::path& folder);

/// The pipes into which records went and for which no reader has signed up. Starts from the owner's own output.
std::vector<PipeId> open_ends(const PipeId& owner_output, const std::vector<Member>& members);

/// Who has the reading end of a pipe open, among the other processes of this user.
struct PipeReaders {
    bool has_turnkit = false;  ///< a program from the folder this one lies in: it may not have read a record yet
    int unread = 0;            ///< bytes that wait in the pipe
};
/// Looks through the open files of this user's processes (/proc) for the other end of `pipe`.
PipeReaders readers_of(const PipeId& pipe);

/// The runtime folder, made if it is not there. Throws Error when it cannot be, or belongs to somebody else.
std::filesystem::path prepare_runtime_folder();

/// Removes the run folders that nobody needs any more: no owner, no living reader, none that is still to come.
/// Never fails and never waits long.
void sweep(const std::filesystem::path& runtime_folder);

/// Keeps sweeps away while this lives: a folder that is being made has no locks yet.
class SweepPause {
public:
    explicit SweepPause(const std::filesystem::path& runtime_folder);
    SweepPause(const SweepPause&) = delete;
    SweepPause& operator=(const SweepPause&) = delete;
    ~SweepPause();

private:
    int descriptor_;
};

}  // namespace tk::run_layout
