#pragma once

#include <vector>

#include "capture/display.hpp"
#include "capture/x11/connection.hpp"

namespace tk::capture::x11 {

/// Fetches pixels of windows and pixmaps, through memory shared with the server where that is possible.
class ImageFetcher {
public:
    explicit ImageFetcher(const Connection& x) : x_(x) {}
    ~ImageFetcher();
    ImageFetcher(const ImageFetcher&) = delete;
    ImageFetcher& operator=(const ImageFetcher&) = delete;

    /// The rectangle of `drawable`, whose colours are laid out as `visual` says; nothing when the drawable is gone or
    /// the rectangle is not within it. The pixels are valid until the next call.
    std::optional<Grab> fetch(xcb_drawable_t drawable, xcb_visualid_t visual, const Place& place);

private:
    bool fetch_shared(xcb_drawable_t drawable, const Place& place, std::size_t size);
    bool fetch_by_wire(xcb_drawable_t drawable, const Place& place);
    void share(std::size_t size);
    void unshare();
    Grab as_grab(const unsigned char* bytes, xcb_visualid_t visual, std::uint8_t depth, const Place& place);

    const Connection& x_;
    xcb_shm_seg_t segment_ = 0;
    unsigned char* shared_ = nullptr;
    std::size_t shared_size_ = 0;
    bool may_share_ = true;
    std::uint8_t depth_ = 0;  ///< of what was fetched last
    Owned<xcb_get_image_reply_t> reply_;
    std::vector<unsigned char> converted_;
};

}  // namespace tk::capture::x11
