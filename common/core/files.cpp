#include "core/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "core/error.hpp"
#include "core/interrupt.hpp"

namespace tk {

namespace {

/// Whether the file could be written without a name and then be given one (open(2), O_TMPFILE).
bool write_nameless(const std::string& path, std::string_view bytes) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor < 0) return false;
    const std::string file = "/proc/self/fd/" + std::to_string(descriptor);
    const bool is_done = write_all(descriptor, bytes) &&
                         ::linkat(AT_FDCWD, file.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0;
    ::close(descriptor);
    return is_done;
}

[[noreturn]] void fail(const std::string& path) {
    if (errno == EINTR) throw Interrupted();
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) throw DiskFull(with_errno(path));
    throw Error(with_errno(path), "choose a folder that exists and that you may write to");
}

}  // namespace

int open_input(const std::string& path) {
    if (path == "-") return STDIN_FILENO;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw Error(with_errno(path), "check the name and the permissions of the file");
    struct stat status {};
    if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        ::close(descriptor);
        throw Error(path + ": is a folder, not a file");
    }
    return descriptor;
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR && !interrupted()) continue;
        if (count < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void write_whole_file(const std::string& path, std::string_view bytes) {
    // What the first way cannot do the other does, or says why not: a full disk, a folder that is gone.
    if (::access(path.c_str(), F_OK) != 0 && write_nameless(path, bytes)) return;
    const std::string part = path + ".part-" + std::to_string(::getpid());
    const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) fail(path);
    int reason = write_all(descriptor, bytes) ? 0 : errno;
    ::close(descriptor);
    if (reason == 0 && ::rename(part.c_str(), path.c_str()) != 0) reason = errno;
    if (reason == 0) return;
    ::unlink(part.c_str());
    errno = reason;
    fail(path);
}

}  // namespace tk
