#include "core/run_layout.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <thread>

#include "core/error.hpp"
#include "core/paths.hpp"

namespace tk::run_layout {

namespace fs = std::filesystem;

namespace {

/// A descriptor that is closed at the end, or -1.
class Opened {
public:
    Opened(const fs::path& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC)) {}
    ~Opened() {
        if (number_ >= 0) ::close(number_);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

bool is_run_folder_name(std::string_view name) {
    if (!name.starts_with("run-")) return false;
    const std::string_view rest = name.substr(4);
    const std::size_t dash = rest.find('-');
    const auto only = [](std::string_view text, std::string_view letters) {
        return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
    };
    return dash != std::string_view::npos && only(rest.substr(0, dash), "0123456789") &&
           only(rest.substr(dash + 1), "0123456789abcdef");
}

/// Takes the lock that sweeps and the making of folders share; gives up after a moment, because a stopped process may
/// hold it. -1 then.
int lock_sweeping(const fs::path& runtime_folder) {
    const int descriptor = ::open((runtime_folder / "sweep.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return -1;
    for (int attempt = 0; attempt < 100; ++attempt) {
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ::close(descriptor);
    return -1;
}

PipeId owner_output(const fs::path& folder) {
    const Opened file(folder / "owner", O_RDONLY);
    PipeId pipe;
    if (::pread(file.number(), &pipe, sizeof pipe, 0) != sizeof pipe) return {};
    return pipe;
}

/// Through the same shared memory that the reader writes to: its number is then read whole.
std::optional<Post> read_post(int file) {
    struct stat state {};
    if (::fstat(file, &state) != 0 || state.st_size < static_cast<off_t>(sizeof(Post))) return std::nullopt;
    void* memory = ::mmap(nullptr, sizeof(Post), PROT_READ, MAP_SHARED, file, 0);
    if (memory == MAP_FAILED) return std::nullopt;
    auto* const shared = static_cast<Post*>(memory);
    const Post post{std::atomic_ref(shared->done).load(std::memory_order_acquire), shared->input, shared->output};
    ::munmap(memory, sizeof(Post));
    return post;
}

/// Whether an entry of /proc/PID/fd is the reading end of the pipe; the permissions of the entry itself tell the end.
bool reads_from(const fs::path& open_file, const PipeId& pipe) {
    struct stat entry {};
    struct stat target {};
    return ::lstat(open_file.c_str(), &entry) == 0 && (entry.st_mode & S_IRUSR) != 0 &&
           ::stat(open_file.c_str(), &target) == 0 &&
           PipeId{static_cast<std::uint64_t>(target.st_dev), static_cast<std::uint64_t>(target.st_ino)} == pipe;
}

bool is_abandoned(const fs::path& folder) {
    if (is_locked(folder / "owner")) return false;
    const std::vector<Member> members = members_of(folder);
    if (std::any_of(members.begin(), members.end(), [](const Member& member) { return member.alive; })) return false;
    const std::vector<PipeId> ends = open_ends(owner_output(folder), members);
    return std::none_of(ends.begin(), ends.end(), [](const PipeId& pipe) { return readers_of(pipe).has_turnkit; });
}

}  // namespace

PipeId pipe_behind(int descriptor) {
    struct stat state {};
    if (descriptor < 0 || ::fstat(descriptor, &state) != 0) return {};
    if (!S_ISFIFO(state.st_mode) && !S_ISSOCK(state.st_mode)) return {};
    return {static_cast<std::uint64_t>(state.st_dev), static_cast<std::uint64_t>(state.st_ino)};
}

bool reader_is_gone(int pipe) {
    pollfd state{pipe, 0, 0};
    return ::poll(&state, 1, 0) > 0 && (state.revents & POLLERR) != 0;
}

int unread_bytes(int pipe) {
    int count = 0;
    return ::ioctl(pipe, FIONREAD, &count) == 0 ? count : 0;
}

void Pause::wait() {
    std::this_thread::sleep_for(length_);
    length_ = std::min(length_ * 2, std::chrono::milliseconds(16));
}

std::optional<FramePlace> place_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos || slash == 0) return std::nullopt;
    const std::string_view folder = path.substr(0, slash);
    const std::string_view name = path.substr(slash + 1);
    if (!is_run_folder_name(folder.substr(folder.rfind('/') + 1))) return std::nullopt;
    FramePlace place{folder, 0};
    const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), place.number);
    if (failed != std::errc() || end == name.data() + name.size() || *end != '.' || place.number < 0)
        return std::nullopt;
    return place;
}

LockedFile LockedFile::create(const fs::path& path, std::string_view content) {
    const std::string part = path.string() + ".part";
    LockedFile file(::open(part.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    const bool made =
        file.descriptor_ >= 0 && ::flock(file.descriptor_, LOCK_EX | LOCK_NB) == 0 &&
        ::write(file.descriptor_, content.data(), content.size()) == static_cast<ssize_t>(content.size()) &&
        ::rename(part.c_str(), path.c_str()) == 0;
    if (!made) {
        const std::string what = with_errno(path.string());
        ::unlink(part.c_str());
        throw Error(what);
    }
    return file;
}

LockedFile::~LockedFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool is_locked(const fs::path& path) {
    const Opened file(path, O_RDONLY);
    return file.number() >= 0 && ::flock(file.number(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

std::vector<Member> members_of(const fs::path& folder) {
    std::vector<Member> members;
    std::error_code failed;
    for (fs::directory_iterator entry(folder / "readers", failed), end; !failed && entry != end;
         entry.increment(failed)) {
        if (entry->path().extension() == ".part") continue;
        const Opened file(entry->path(), O_RDONLY);
        const bool is_alive = file.number() >= 0 && ::flock(file.number(), LOCK_SH | LOCK_NB) != 0;
        if (const auto post = read_post(file.number())) members.push_back({*post, is_alive});
    }
    return members;
}

std::vector<PipeId> open_ends(const PipeId& owner_output, const std::vector<Member>& members) {
    std::vector<PipeId> ends;
    const auto note = [&](const PipeId& pipe) {
        const bool is_read = std::any_of(members.begin(), members.end(),
                                         [&](const Member& member) { return member.post.input == pipe; });
        if (pipe && !is_read) ends.push_back(pipe);
    };
    note(owner_output);
    for (const Member& member : members) note(member.post.output);
    return ends;
}

PipeReaders readers_of(const PipeId& pipe) {
    PipeReaders readers;
    const fs::path programs = program_folder();
    std::error_code failed;
    const std::string self = std::to_string(::getpid());
    for (fs::directory_iterator process("/proc", failed), end; !failed && process != end; process.increment(failed)) {
        const std::string name = process->path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos || name == self) continue;
        std::error_code gone;
        for (fs::directory_iterator open(process->path() / "fd", gone), last; !gone && open != last;
             open.increment(gone)) {
            if (!reads_from(open->path(), pipe)) continue;
            std::error_code unknown;
            const fs::path program = fs::read_symlink(process->path() / "exe", unknown);
            if (!unknown && program.parent_path() == programs) readers.has_turnkit = true;
            readers.unread =
                std::max(readers.unread, unread_bytes(Opened(open->path(), O_RDONLY | O_NONBLOCK).number()));
        }
    }
    return readers;
}

fs::path prepare_runtime_folder() {
    const fs::path folder = runtime_folder();
    constexpr const char* advice =
        "set XDG_RUNTIME_DIR to a folder of your own in memory, or keep the pictures with --out DIR";
    std::error_code failed;
    fs::create_directories(folder.parent_path(), failed);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) throw Error(with_errno(folder.string()), advice);
    struct stat state {};
    if (::lstat(folder.c_str(), &state) != 0) throw Error(with_errno(folder.string()), advice);
    // In /dev/shm anybody can take the name first.
    if (!S_ISDIR(state.st_mode) || state.st_uid != ::geteuid() || (state.st_mode & 022) != 0) {
        throw Error(folder.string() + ": is not a folder that only you can write to", advice);
    }
    return folder;
}

void sweep(const fs::path& runtime_folder) {
    const int lock = lock_sweeping(runtime_folder);
    if (lock < 0) return;
    std::error_code ignored;
    for (fs::directory_iterator entry(runtime_folder, ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
        const fs::path folder = entry->path();
        std::error_code failed;
        if (is_run_folder_name(folder.filename().string()) && is_abandoned(folder)) fs::remove_all(folder, failed);
    }
    ::close(lock);
}

SweepPause::SweepPause(const fs::path& runtime_folder) : descriptor_(lock_sweeping(runtime_folder)) {}

SweepPause::~SweepPause() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace tk::run_layout
