#include "core/temporary_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/interrupt.hpp"

namespace tk {

namespace {

constexpr std::size_t block = std::size_t{256} << 10;

std::string temporary_folder() {
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    if (error)
        throw Error("the folder for temporary files cannot be used: " + error.message(), "name another one by TMPDIR");
    return folder;
}

}  // namespace

TemporaryFile::TemporaryFile() : folder_(temporary_folder()) {
    std::string name = folder_ + "/turnkit-XXXXXX";
    descriptor_ = ::mkstemp(name.data());
    if (descriptor_ < 0) fail();
    ::unlink(name.c_str());
}

TemporaryFile::~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void TemporaryFile::fail() const {
    if (errno == EINTR) throw Interrupted();
    throw Error(with_errno("a temporary file in " + folder_),
                "free some space there, or name another folder by TMPDIR");
}

void TemporaryFile::append(std::string_view bytes) {
    if (pending_.size() + bytes.size() > block) flush();
    pending_ += bytes;
}

int TemporaryFile::release() {
    flush();
    return std::exchange(descriptor_, -1);
}

void TemporaryFile::flush() {
    if (!write_all(descriptor_, pending_)) fail();
    written_ += pending_.size();
    pending_.clear();
}

void TemporaryFile::read(std::uint64_t at, std::span<char> buffer) {
    flush();
    while (!buffer.empty()) {
        const ssize_t count = ::pread(descriptor_, buffer.data(), buffer.size(), static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) continue;
        if (count == 0) errno = EIO;
        if (count <= 0) fail();
        at += static_cast<std::uint64_t>(count);
        buffer = buffer.subspan(static_cast<std::size_t>(count));
    }
}

}  // namespace tk
