#include "capture/picture_stream.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/error.hpp"
#include "core/interrupt.hpp"
#include "image/extent.hpp"

namespace tk::capture {

/// Reads until the buffer holds `size` bytes or more; false when the pipe ends before.
bool PictureStream::fill(std::size_t size) {
    constexpr std::size_t block = std::size_t{64} << 10;
    std::size_t filled = buffer_.size();
    while (filled < size) {
        // The buffer grows with what arrives: a header alone must not make it huge.
        buffer_.resize(filled + std::max(block, std::min(filled, size - filled)));
        const ssize_t count = ::read(descriptor_, buffer_.data() + filled, buffer_.size() - filled);
        const int reason = errno;
        if (count > 0) filled += static_cast<std::size_t>(count);
        buffer_.resize(filled);
        if (count == 0) return false;
        if (count < 0) {
            if (interrupted()) throw Interrupted();
            errno = reason;
            if (reason != EINTR) throw Error(with_errno(name_), "stdin must be open for reading");
        }
    }
    return true;
}

std::optional<std::string> PictureStream::next() {
    if (!fill(1)) return std::nullopt;
    const std::string shown = fmt::format("{}: picture {}", name_, ++count_);
    image::ExtentScanner scanner(shown);
    while (true) {
        const bool more = fill(scanner.needed());
        if (const auto size = scanner.scan(buffer_)) {
            std::string picture = buffer_.substr(0, *size);
            buffer_.erase(0, *size);
            return picture;
        }
        if (!more) {
            throw RecordError("picture-broken", fmt::format("{}: the input ends within the picture", shown),
                              "the pictures before it are whole; look at what writes into the pipe");
        }
    }
}

}  // namespace tk::capture
