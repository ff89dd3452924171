#include "capture/picture_stream.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/error.hpp"
#include "core/interrupt.hpp"
#include "image/extent.hpp"

namespace tk::capture {

/// Reads until there are `size` bytes or more of the picture at hand; false when the pipe ends before.
bool PictureStream::fill(std::size_t size) {
    constexpr std::size_t block = std::size_t{256} << 10;
    while (end_ - begin_ < size) {
        if (begin_ > 0) {
            std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        // The buffer grows with what arrives: a header alone must not make it huge.
        if (end_ == buffer_.size()) buffer_.resize(std::max(block, buffer_.size() * 2));
        const ssize_t count = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
        if (count == 0) return false;
        if (count > 0) {
            end_ += static_cast<std::size_t>(count);
        } else if (interrupted()) {
            throw Interrupted();
        } else if (errno != EINTR) {
            throw Error(with_errno(name_), "stdin must be open for reading");
        }
    }
    return true;
}

std::optional<std::string_view> PictureStream::next() {
    if (!fill(1)) return std::nullopt;
    const std::string shown = fmt::format("{}: picture {}", name_, ++count_);
    image::ExtentScanner scanner(shown);
    while (true) {
        const bool more = fill(scanner.needed());
        const std::string_view bytes(buffer_.data() + begin_, end_ - begin_);
        if (const auto size = scanner.scan(bytes)) {
            begin_ += *size;
            return bytes.substr(0, *size);
        }
        if (!more) {
            throw RecordError("picture-broken", fmt::format("{}: the input ends within the picture", shown),
                              "the pictures before it are whole; look at what writes into the pipe");
        }
    }
}

}  // namespace tk::capture
