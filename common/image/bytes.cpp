#include "image/bytes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "core/error.hpp"
#include "core/run_layout.hpp"

namespace tk::image {

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

int open_picture(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT && run_layout::place_of(path)) {
        throw RecordError("frame-gone", fmt::format("{}: this frame is gone: its pipe has ended", path),
                          "frames of a pipe live as long as it does; capture --out DIR keeps them");
    }
    if (descriptor < 0) {
        throw RecordError("picture-missing", with_errno(path), "check the path, and that the file is still there");
    }
    struct stat state {};
    if (::fstat(descriptor, &state) == 0 && S_ISDIR(state.st_mode)) {
        ::close(descriptor);
        throw RecordError("picture-missing", fmt::format("{}: is a folder, not a picture", path));
    }
    return descriptor;
}

bool read_up_to(int descriptor, std::string& bytes, std::size_t size, const std::string& path) {
    std::size_t filled = bytes.size();
    if (filled >= size) return true;
    bytes.resize(size);
    while (filled < size) {
        const ssize_t count = ::read(descriptor, bytes.data() + filled, size - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw RecordError("picture-missing", with_errno(path));
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    bytes.resize(filled);
    return filled == size;
}

}  // namespace tk::image
