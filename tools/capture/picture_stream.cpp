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

namespace {

/// The offset behind the empty line that ends a header; 0: it is not there yet.
std::size_t end_of_header(std::string_view bytes) {
    for (const std::string_view end : {std::string_view("\r\n\r\n"), std::string_view("\n\n")}) {
        const std::size_t found = bytes.find(end);
        if (found != std::string_view::npos) return found + end.size();
    }
    return 0;
}

}  // namespace

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

/// Skips what lies between the pictures of a camera or a phone: the boundary and the header of each part
/// (multipart/x-mixed-replace, RFC 2046), and the answer of the web server before the first.
void PictureStream::skip_headers() {
    constexpr std::size_t longest = 16384;
    while (fill(1)) {
        if (buffer_[begin_] == '\r' || buffer_[begin_] == '\n') {
            ++begin_;
            continue;
        }
        fill(5);
        const std::string_view start(buffer_.data() + begin_, end_ - begin_);
        if (!start.starts_with("--") && !start.starts_with("HTTP/")) return;
        std::size_t header = 0;
        for (bool more = true; header == 0 && more; more = fill(end_ - begin_ + 1)) {
            header = end_of_header({buffer_.data() + begin_, end_ - begin_});
            if (header == 0 && end_ - begin_ > longest) {
                throw RecordError("picture-broken", fmt::format("{}: a header without an end", name_));
            }
        }
        // The last boundary has nothing behind it.
        begin_ = header > 0 ? begin_ + header : end_;
    }
}

std::optional<std::string_view> PictureStream::next() {
    skip_headers();
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
