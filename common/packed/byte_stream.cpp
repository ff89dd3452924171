#include "packed/byte_stream.hpp"

#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/interrupt.hpp"

namespace tk {

namespace {

constexpr std::size_t look_ahead = std::size_t{64} << 10;
using Read = std::function<std::size_t(char*, std::size_t)>;

}  // namespace

struct ByteStream::Unpacker {
    Unpacker(std::string name, Read read) : source(std::move(name)), more(std::move(read)) {}
    virtual ~Unpacker() = default;
    virtual std::size_t unpack(char* to, std::size_t size) = 0;

    /// Fills the buffer again; false at the end of the packed bytes.
    bool refill() {
        begin = 0;
        end = more(buffer.data(), buffer.size());
        return end > 0;
    }
    [[noreturn]] void damaged(const std::string& what) const {
        throw Error(source + ": " + what,
                    "the file is cut off or damaged, and nothing of it was used; fetch or pack it again");
    }

    std::string source;
    Read more;
    std::array<char, std::size_t{128} << 10> buffer;
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct ByteStream::Gzip : Unpacker {
    Gzip(std::string name, Read read) : Unpacker(std::move(name), std::move(read)) {
        if (inflateInit2(&stream, 15 + 32) != Z_OK) throw Error("zlib cannot start");
    }
    ~Gzip() override { inflateEnd(&stream); }

    std::size_t unpack(char* to, std::size_t size) override {
        stream.next_out = reinterpret_cast<Bytef*>(to);
        stream.avail_out = static_cast<uInt>(size);
        while (stream.avail_out == size) {
            if (begin == end && !refill()) {
                if (inside) damaged("the gzip data end too early");
                break;
            }
            if (!inside) inflateReset(&stream);  // several members may stand one after the other
            inside = true;
            stream.next_in = reinterpret_cast<Bytef*>(buffer.data() + begin);
            stream.avail_in = static_cast<uInt>(end - begin);
            const int code = inflate(&stream, Z_NO_FLUSH);
            begin = end - stream.avail_in;
            if (code == Z_STREAM_END) {
                inside = false;
            } else if (code != Z_OK && code != Z_BUF_ERROR) {
                damaged(std::string("the gzip data are damaged") +
                        (stream.msg != nullptr ? std::string(": ") + stream.msg : ""));
            }
        }
        return size - stream.avail_out;
    }

    z_stream stream{};
    bool inside = false;
};

struct ByteStream::Zstd : Unpacker {
    Zstd(std::string name, Read read) : Unpacker(std::move(name), std::move(read)), stream(ZSTD_createDStream()) {
        if (stream == nullptr) throw Error("zstd cannot start");
    }
    ~Zstd() override { ZSTD_freeDStream(stream); }

    std::size_t unpack(char* to, std::size_t size) override {
        ZSTD_outBuffer out{to, size, 0};
        while (out.pos == 0) {
            if (begin == end && !refill()) {
                if (inside) damaged("the zstd data end too early");
                break;
            }
            ZSTD_inBuffer in{buffer.data() + begin, end - begin, 0};
            const std::size_t code = ZSTD_decompressStream(stream, &out, &in);
            if (ZSTD_isError(code) != 0) damaged(std::string("the zstd data are damaged: ") + ZSTD_getErrorName(code));
            begin += in.pos;
            inside = code != 0;
        }
        return out.pos;
    }

    ZSTD_DStream* stream;
    bool inside = false;
};

ByteStream::ByteStream(const std::string& path, std::function<void(std::string_view)> on_bytes)
    : path_(path),
      source_(path == "-" ? "stdin" : path),
      on_bytes_(std::move(on_bytes)),
      descriptor_(open_input(path)) {
    ahead_.resize(4);
    std::size_t got = 0;
    while (got < ahead_.size()) {
        const std::size_t count = read_plain(ahead_.data() + got, ahead_.size() - got);
        if (count == 0) break;
        got += count;
    }
    ahead_.resize(got);
    const auto plain = [this](char* to, std::size_t size) -> std::size_t {
        if (ahead_.empty()) return read_plain(to, size);
        const std::size_t count = std::min(size, ahead_.size());
        std::memcpy(to, ahead_.data(), count);
        ahead_.erase(0, count);
        return count;
    };
    if (ahead_.starts_with("\x1F\x8B")) {
        unpacker_ = std::make_unique<Gzip>(source_, plain);
    } else if (ahead_.starts_with("\x28\xB5\x2F\xFD")) {
        unpacker_ = std::make_unique<Zstd>(source_, plain);
    } else {
        head_ = std::move(ahead_);
        ahead_.clear();
    }
    // One more block, so that the kind of the data can be told; a pipe gives what it has.
    const std::size_t had = head_.size();
    head_.resize(look_ahead);
    const std::size_t more = unpacker_ ? unpacker_->unpack(head_.data() + had, look_ahead - had)
                             : had < 4 ? 0
                                       : read_plain(head_.data() + had, look_ahead - had);
    head_.resize(had + more);
}

ByteStream::~ByteStream() {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

std::size_t ByteStream::read_plain(char* to, std::size_t size) {
    while (true) {
        const ssize_t count = ::read(descriptor_, to, size);
        if (count > 0) {
            if (on_bytes_) on_bytes_({to, static_cast<std::size_t>(count)});
            return static_cast<std::size_t>(count);
        }
        if (count == 0) {
            if (!at_end_ || !at_end_()) return 0;
            continue;
        }
        if (errno != EINTR)
            throw Error(with_errno(source_), source_ == "stdin" ? "stdin must be open for reading" : "");
        if (interrupted()) throw Interrupted();
    }
}

std::size_t ByteStream::read(char* to, std::size_t size) {
    if (head_taken_ < head_.size()) {
        const std::size_t count = std::min(size, head_.size() - head_taken_);
        std::memcpy(to, head_.data() + head_taken_, count);
        head_taken_ += count;
        return count;
    }
    return unpacker_ ? unpacker_->unpack(to, size) : read_plain(to, size);
}

std::string ByteStream::read_all(std::size_t most) {
    std::string text;
    std::size_t filled = 0;
    while (true) {
        if (text.size() < filled + look_ahead) text.resize(std::max(text.size() * 2, filled + look_ahead));
        const std::size_t count = read(text.data() + filled, text.size() - filled);
        if (count == 0) break;
        filled += count;
        if (filled > most)
            throw Error(source_ + ": larger than " + std::to_string(most) +
                        " bytes, too much for a kind of file that is read as a whole");
    }
    text.resize(filled);
    return text;
}

}  // namespace tk
