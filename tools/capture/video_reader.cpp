#include "capture/video_reader.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "core/module.hpp"

namespace tk::capture {

namespace {

using namespace std::string_view_literals;

bool is_transport_stream(std::string_view bytes) {
    constexpr std::size_t packet = 188;  // ISO 13818-1, 2.4.3.2: each packet begins with 0x47
    return bytes.size() > 2 * packet && bytes[0] == 0x47 && bytes[packet] == 0x47 && bytes[2 * packet] == 0x47;
}

}  // namespace

std::unique_ptr<VideoReader> open_video(const VideoRequest& request) {
    return module_function<OpenVideo>("video", "turnkit_open_video")(request);
}

bool is_for_video_reader(std::string_view bytes) {
    static constexpr std::array starts{
        "GIF8"sv, "BM"sv, "II*\0"sv, "MM\0*"sv, "FLV"sv, "OggS"sv, "\x1a\x45\xdf\xa3"sv, "\0\0\x01\xba"sv};
    if (std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return bytes.starts_with(start); })) {
        return true;
    }
    const std::string_view kind = bytes.substr(0, 12);
    if (bytes.starts_with("RIFF")) return kind.ends_with("WEBP") || kind.ends_with("AVI ");
    return bytes.substr(0, 8).ends_with("ftyp") || is_transport_stream(bytes);
}

bool is_file_for_video_reader(const std::string& path) {
    std::array<char, 512> start{};
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return false;
    const ssize_t count = ::read(descriptor, start.data(), start.size());
    ::close(descriptor);
    return count > 0 && is_for_video_reader({start.data(), static_cast<std::size_t>(count)});
}

}  // namespace tk::capture
