// A camera that is none: loaded before the programs (LD_PRELOAD) it answers for the file that FAKE_CAMERA names as a
// Video4Linux driver would. The memory that it shares is the file itself, so that mmap need not be replaced.
// FAKE_REFUSAL: the errno of opening it. FAKE_PICTURES: how many it gives before it is unplugged. FAKE_PAUSE:
// milliseconds before each. FAKE_FORMAT: "yuyv" or "mjpeg" (of the file FAKE_JPEG).
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

namespace {

constexpr unsigned width = 64;
constexpr unsigned height = 48;
constexpr unsigned buffer_size = 65536;

int camera = -1;  // its descriptor
std::deque<unsigned> queued;
int given = 0;

std::string setting(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

bool is_mjpeg() {
    return setting("FAKE_FORMAT") == "mjpeg";
}

bool is_unplugged() {
    const std::string pictures = setting("FAKE_PICTURES");
    return !pictures.empty() && given >= std::stoi(pictures);
}

/// A picture whose left half is black and whose right half is white, but for picture 1, of which half is lost.
std::string picture() {
    if (is_mjpeg()) {
        std::ifstream file(setting("FAKE_JPEG"), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::string bytes;
    for (unsigned y = 0; y < height; ++y) {
        for (unsigned x = 0; x < width; ++x) bytes += {x < width / 2 ? '\x10' : '\xeb', '\x80'};
    }
    if (given == 1) bytes.resize(bytes.size() / 2);
    return bytes;
}

int fail(int reason) {
    errno = reason;
    return -1;
}

int set_format(v4l2_format& format) {
    const unsigned code = is_mjpeg() ? V4L2_PIX_FMT_MJPEG : V4L2_PIX_FMT_YUYV;
    format.fmt.pix.width = width;
    format.fmt.pix.height = height;
    format.fmt.pix.pixelformat = code;  // as drivers do: what they have, not what was asked for
    format.fmt.pix.bytesperline = is_mjpeg() ? 0 : 2 * width;
    return 0;
}

int take(v4l2_buffer& buffer) {
    if (is_unplugged()) return fail(ENODEV);
    static int polls = 0;
    // One picture each time it is waited for.
    if (queued.empty() || ++polls % 2 == 0) return fail(EAGAIN);
    if (!setting("FAKE_PAUSE").empty())
        std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(setting("FAKE_PAUSE"))));
    const std::string bytes = picture();
    buffer.index = queued.front();
    queued.pop_front();
    buffer.bytesused = static_cast<unsigned>(bytes.size());
    ++given;
    return ::pwrite(camera, bytes.data(), bytes.size(), buffer.index * buffer_size) < 0 ? -1 : 0;
}

int answer(unsigned long what, void* argument) {
    switch (what) {
        case VIDIOC_QUERYCAP:
            static_cast<v4l2_capability*>(argument)->capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
            return 0;
        case VIDIOC_S_FMT: return set_format(*static_cast<v4l2_format*>(argument));
        case VIDIOC_REQBUFS: return ::ftruncate(camera, 4 * buffer_size);
        case VIDIOC_QUERYBUF: {
            auto& buffer = *static_cast<v4l2_buffer*>(argument);
            buffer.length = buffer_size;
            buffer.m.offset = buffer.index * buffer_size;
            return 0;
        }
        case VIDIOC_QBUF: queued.push_back(static_cast<v4l2_buffer*>(argument)->index); return 0;
        case VIDIOC_DQBUF: return take(*static_cast<v4l2_buffer*>(argument));
        case VIDIOC_STREAMON:
        case VIDIOC_STREAMOFF: return 0;
        default: return fail(ENOTTY);
    }
}

template <typename Function>
Function* original(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int open(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const int mode = (flags & O_CREAT) != 0 ? va_arg(arguments, int) : 0;
    va_end(arguments);
    const bool is_camera = setting("FAKE_CAMERA") == path;
    if (is_camera && !setting("FAKE_REFUSAL").empty()) return fail(std::stoi(setting("FAKE_REFUSAL")));
    const int descriptor = original<int(const char*, int, ...)>("open")(path, flags, mode);
    if (descriptor >= 0 && is_camera) camera = descriptor;
    return descriptor;
}

extern "C" int ioctl(int descriptor, unsigned long what, ...) noexcept {
    va_list arguments;
    va_start(arguments, what);
    void* const argument = va_arg(arguments, void*);
    va_end(arguments);
    if (camera >= 0 && descriptor == camera) return answer(what, argument);
    return original<int(int, unsigned long, ...)>("ioctl")(descriptor, what, argument);
}
