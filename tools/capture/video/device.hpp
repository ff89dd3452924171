#pragma once

#include <linux/videodev2.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tk::capture::v4l2 {

/// What the driver and we have agreed on.
struct PixelFormat {
    std::uint32_t code = 0;  ///< V4L2_PIX_FMT_YUYV and the like
    int width = 0;
    int height = 0;
    int stride = 0;  ///< bytes from row to row; 0 when compressed
};

/// A camera through Video4Linux: streams into memory that is shared with its driver
/// (https://www.kernel.org/doc/html/latest/userspace-api/media/v4l/mmap.html).
class Device {
public:
    /// Opens it and starts it. Throws Error with advice.
    explicit Device(const std::string& path);
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    const PixelFormat& format() const { return format_; }

    enum class Next { picture, interrupted, gone };
    /// Waits for a picture that was taken after the last call and keeps the newest. Throws Error when none comes.
    Next wait();
    /// The picture that `wait` kept, as the camera sent it; valid until the next call.
    std::string_view bytes() const;

private:
    struct Memory {
        void* start = nullptr;
        std::size_t size = 0;
    };

    void release() noexcept;
    int request(unsigned long what, void* argument) const;
    void check_kind() const;
    void choose_format();
    bool try_format(std::uint32_t code);
    void share_memory();
    void queue(std::uint32_t index) const;
    void give_back();
    [[noreturn]] void refuse(const std::string& doing) const;

    std::string path_;
    int descriptor_ = -1;
    PixelFormat format_;
    std::vector<Memory> memory_;
    std::optional<std::uint32_t> kept_;  ///< index into memory_
    std::size_t kept_size_ = 0;
    bool is_streaming_ = false;
};

}  // namespace tk::capture::v4l2
