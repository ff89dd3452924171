#include "core/spool.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/temporary_file.hpp"

namespace tk {

namespace {

constexpr std::size_t block = std::size_t{256} << 10;

/// Before each item stands its length.
using Length = std::uint64_t;

/// Reads a file from its beginning, a block at a time.
class FileBytes {
public:
    explicit FileBytes(TemporaryFile& file) : file_(file) {}

    /// The next `size` bytes, valid until the next call.
    std::string_view take(std::size_t size) {
        if (buffer_.size() - at_ < size) fill(size);
        return std::string_view(buffer_).substr(std::exchange(at_, at_ + size), size);
    }

private:
    void fill(std::size_t size) {
        buffer_.erase(0, at_);
        at_ = 0;
        const std::size_t kept = buffer_.size();
        buffer_.resize(kept + static_cast<std::size_t>(
                                  std::min<std::uint64_t>(std::max(block, size - kept), file_.size() - read_)));
        file_.read(read_, std::span(buffer_).subspan(kept));
        read_ += buffer_.size() - kept;
    }

    TemporaryFile& file_;
    std::string buffer_;
    std::size_t at_ = 0;      // first byte of the buffer that was not taken
    std::uint64_t read_ = 0;  // bytes of the file that came into the buffer so far
};

}  // namespace

Spool::Spool(std::size_t memory) : memory_(memory) {}

Spool::~Spool() = default;

void Spool::put(std::string_view bytes) {
    if (file_) {
        file_->append(bytes);
    } else {
        held_ += bytes;
    }
}

void Spool::add(std::string_view item) {
    if (!file_ && held_.size() + item.size() > memory_) {
        file_ = std::make_unique<TemporaryFile>();
        file_->append(held_);
        held_ = {};
    }
    const Length length = item.size();
    put({reinterpret_cast<const char*>(&length), sizeof length});
    put(item);
    ++count_;
}

void Spool::drain(const std::function<void(std::string_view item)>& take) {
    const auto each = [&](auto&& next) {
        for (; count_ > 0; --count_) {
            Length length = 0;
            std::memcpy(&length, next(sizeof length).data(), sizeof length);
            take(next(static_cast<std::size_t>(length)));
        }
    };
    if (file_) {
        FileBytes bytes(*file_);
        each([&](std::size_t size) { return bytes.take(size); });
    } else {
        std::size_t at = 0;
        each([&](std::size_t size) { return std::string_view(held_).substr(std::exchange(at, at + size), size); });
    }
    file_.reset();
    held_ = {};
}

}  // namespace tk
