#include "capture/video/device.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "core/error.hpp"

namespace tk::capture::v4l2 {

namespace {

constexpr std::uint32_t buffers = 4;
constexpr int patience = 10'000;  // milliseconds; capture sticks need seconds to lock on their signal

/// Sticks and webcams send large pictures at full rate as JPEG only; the others are for what knows no JPEG.
constexpr std::array formats{V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_NV12, V4L2_PIX_FMT_RGB24};

}  // namespace

Device::Device(const std::string& path) : path_(path) {
    descriptor_ = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (descriptor_ < 0) refuse("cannot be opened");
    try {
        check_kind();
        choose_format();
        share_memory();
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        if (request(VIDIOC_STREAMON, &type) < 0) refuse("does not start");
        is_streaming_ = true;
    } catch (...) {
        release();
        throw;
    }
}

Device::~Device() {
    release();
}

void Device::release() noexcept {
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (is_streaming_) request(VIDIOC_STREAMOFF, &type);
    for (const Memory& memory : memory_) ::munmap(memory.start, memory.size);
    if (descriptor_ >= 0) ::close(descriptor_);
}

int Device::request(unsigned long what, void* argument) const {
    int result = 0;
    do {
        result = ::ioctl(descriptor_, what, argument);
    } while (result < 0 && errno == EINTR);
    return result;
}

void Device::refuse(const std::string& doing) const {
    const int reason = errno;
    std::string advice = "ls /dev/video* lists the cameras";
    if (reason == EACCES || reason == EPERM)
        advice = "cameras belong to the group video: sudo adduser $USER video, and log in again";
    if (reason == EBUSY) advice = "another program uses it: end that first";
    throw Error(fmt::format("{}: the camera {}: {}", path_, doing, std::strerror(reason)), advice);
}

void Device::check_kind() const {
    v4l2_capability capability{};
    if (request(VIDIOC_QUERYCAP, &capability) < 0)
        throw Error(path_ + ": it is no camera", "ls /dev/video* lists the cameras; a video is named as a SOURCE");
    const bool has_own = (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0;
    const std::uint32_t can = has_own ? capability.device_caps : capability.capabilities;
    if ((can & V4L2_CAP_VIDEO_CAPTURE) == 0 || (can & V4L2_CAP_STREAMING) == 0)
        throw Error(path_ + ": this device gives no pictures",
                    "a camera often has several devices: try the others, ls /dev/video*");
}

bool Device::try_format(std::uint32_t code) {
    v4l2_format wanted{};
    wanted.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    // The driver takes the nearest size that it has.
    wanted.fmt.pix.width = 1920;
    wanted.fmt.pix.height = 1080;
    wanted.fmt.pix.pixelformat = code;
    wanted.fmt.pix.field = V4L2_FIELD_ANY;
    if (request(VIDIOC_S_FMT, &wanted) < 0) {
        if (errno == EBUSY) refuse("cannot be set up");
        return false;
    }
    const v4l2_pix_format& given = wanted.fmt.pix;
    constexpr std::uint32_t most = 16384;
    if (given.pixelformat != code || given.width == 0 || given.height == 0 || given.width > most || given.height > most)
        return false;
    const bool is_packed = code == V4L2_PIX_FMT_YUYV || code == V4L2_PIX_FMT_RGB24;
    const std::uint32_t least = given.width * (code == V4L2_PIX_FMT_YUYV ? 2U : code == V4L2_PIX_FMT_RGB24 ? 3U : 1U);
    const std::uint32_t stride = std::max(least, is_packed || code == V4L2_PIX_FMT_NV12 ? given.bytesperline : 0U);
    format_ = {code, static_cast<int>(given.width), static_cast<int>(given.height), static_cast<int>(stride)};
    return true;
}

void Device::choose_format() {
    const bool found =
        std::any_of(formats.begin(), formats.end(), [this](std::uint32_t code) { return try_format(code); });
    if (!found) throw Error(path_ + ": the camera has none of the formats MJPEG, YUYV, NV12 and RGB");
}

void Device::share_memory() {
    v4l2_requestbuffers wanted{};
    wanted.count = buffers;
    wanted.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    wanted.memory = V4L2_MEMORY_MMAP;
    if (request(VIDIOC_REQBUFS, &wanted) < 0 || wanted.count < 2) refuse("gives no memory");
    for (std::uint32_t i = 0; i < wanted.count; ++i) {
        v4l2_buffer buffer{};
        buffer.index = i;
        buffer.type = wanted.type;
        buffer.memory = wanted.memory;
        if (request(VIDIOC_QUERYBUF, &buffer) < 0) refuse("gives no memory");
        void* const start =
            ::mmap(nullptr, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, buffer.m.offset);
        if (start == MAP_FAILED) refuse("gives no memory");
        memory_.push_back({start, buffer.length});
        queue(i);
    }
}

void Device::queue(std::uint32_t index) const {
    v4l2_buffer buffer{};
    buffer.index = index;
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    // A camera that was unplugged says so when it is waited for.
    request(VIDIOC_QBUF, &buffer);
}

void Device::give_back() {
    if (kept_) queue(*kept_);
    kept_.reset();
}

Device::Next Device::wait() {
    give_back();
    std::size_t taken = 0;
    while (true) {
        v4l2_buffer buffer{};
        buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        buffer.memory = V4L2_MEMORY_MMAP;
        if (request(VIDIOC_DQBUF, &buffer) >= 0) {
            give_back();
            kept_ = buffer.index;
            const bool is_whole = (buffer.flags & V4L2_BUF_FLAG_ERROR) == 0 && buffer.index < memory_.size();
            kept_size_ = is_whole ? std::min<std::size_t>(buffer.bytesused, memory_[buffer.index].size) : 0;
            // When all memory was full the camera had stopped, and who knows when: what it holds is thrown away.
            if (++taken == memory_.size()) give_back();
            continue;
        }
        if (errno != EAGAIN) return Next::gone;
        if (kept_ && kept_size_ > 0) return Next::picture;
        pollfd ready{descriptor_, POLLIN, 0};
        const int count = ::poll(&ready, 1, patience);
        if (count < 0) return Next::interrupted;
        if (count == 0) {
            throw Error(path_ + ": the camera sends no pictures",
                        "check its cable and, of a capture stick, whether the other machine sends a signal");
        }
        taken = 0;
        // Unplugged: nothing will be ready any more, and waiting would not wait.
        if ((ready.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0 && (ready.revents & POLLIN) == 0) return Next::gone;
    }
}

std::string_view Device::bytes() const {
    if (!kept_) return {};
    return {static_cast<const char*>(memory_[*kept_].start), kept_size_};
}

}  // namespace tk::capture::v4l2
