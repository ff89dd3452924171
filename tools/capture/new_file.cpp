#include "capture/new_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "core/files.hpp"

namespace tk::capture {

namespace {

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// Whether the file could be written without a name and then be given one (open(2), O_TMPFILE).
bool write_nameless(const std::string& path, std::string_view bytes) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor < 0) return false;
    const std::string file = fmt::format("/proc/self/fd/{}", descriptor);
    const bool is_done = write_all(descriptor, bytes) &&
                         ::linkat(AT_FDCWD, file.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0;
    ::close(descriptor);
    return is_done;
}

}  // namespace

void write_new_file(const std::string& path, std::string_view bytes) {
    // The other way also says what is wrong: a full disk, a folder that is gone.
    if (!write_nameless(path, bytes)) write_whole_file(path, bytes);
}

}  // namespace tk::capture
