#include "capture/x11/image.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/error.hpp"

namespace tk::capture::x11 {

namespace {

struct Masks {
    std::uint32_t red = 0;
    std::uint32_t green = 0;
    std::uint32_t blue = 0;
};

Masks masks_of(const xcb_screen_t& screen, xcb_visualid_t id) {
    for (auto depth = xcb_screen_allowed_depths_iterator(&screen); depth.rem > 0; xcb_depth_next(&depth)) {
        for (auto visual = xcb_depth_visuals_iterator(depth.data); visual.rem > 0; xcb_visualtype_next(&visual)) {
            if (visual.data->visual_id == id) {
                return {visual.data->red_mask, visual.data->green_mask, visual.data->blue_mask};
            }
        }
    }
    return {};
}

const xcb_format_t& format_of(const xcb_setup_t& setup, std::uint8_t depth) {
    for (auto format = xcb_setup_pixmap_formats_iterator(&setup); format.rem > 0; xcb_format_next(&format)) {
        if (format.data->depth == depth) return *format.data;
    }
    throw Error(fmt::format("the X display does not say how it stores {} bits of colour", depth));
}

std::size_t row_size(const xcb_format_t& format, int width) {
    const std::size_t pad = format.scanline_pad;
    const std::size_t bits = static_cast<std::size_t>(width) * format.bits_per_pixel;
    return (bits + pad - 1) / pad * pad / 8;
}

/// The colour under `mask` in 8 bits.
unsigned char channel(std::uint32_t pixel, std::uint32_t mask) {
    if (mask == 0) return 0;
    const std::uint32_t most = mask >> std::countr_zero(mask);
    const std::uint32_t value = (pixel & mask) >> std::countr_zero(mask);
    return static_cast<unsigned char>((std::uint64_t{value} * 255 + most / 2) / most);
}

}  // namespace

ImageFetcher::~ImageFetcher() {
    unshare();
}

void ImageFetcher::unshare() {
    if (shared_ == nullptr) return;
    xcb_shm_detach(x_.get(), segment_);
    ::munmap(shared_, shared_size_);
    shared_ = nullptr;
}

void ImageFetcher::share(std::size_t size) {
    unshare();
    const int memory = ::memfd_create("turnkit", MFD_CLOEXEC);
    if (memory < 0 || ::ftruncate(memory, static_cast<off_t>(size)) != 0) throw Error(with_errno("shared memory"));
    void* const mapped = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    if (mapped == MAP_FAILED) {
        ::close(memory);
        throw Error(with_errno("shared memory"));
    }
    shared_ = static_cast<unsigned char*>(mapped);
    shared_size_ = size;
    segment_ = xcb_generate_id(x_.get());
    // XCB closes the descriptor. A server on another machine cannot take it.
    const Owned<xcb_generic_error_t> failed(
        xcb_request_check(x_.get(), xcb_shm_attach_fd_checked(x_.get(), segment_, memory, 0)));
    if (!failed) return;
    ::munmap(shared_, shared_size_);
    shared_ = nullptr;
    may_share_ = false;
}

bool ImageFetcher::fetch_shared(xcb_drawable_t drawable, const Place& place, std::size_t size) {
    if (shared_ == nullptr || shared_size_ < size) share(size);
    if (!may_share_) return false;
    const auto cookie =
        xcb_shm_get_image(x_.get(), drawable, static_cast<std::int16_t>(place.x), static_cast<std::int16_t>(place.y),
                          static_cast<std::uint16_t>(place.width), static_cast<std::uint16_t>(place.height), ~0U,
                          XCB_IMAGE_FORMAT_Z_PIXMAP, segment_, 0);
    xcb_generic_error_t* failed = nullptr;
    const Owned<xcb_shm_get_image_reply_t> reply(xcb_shm_get_image_reply(x_.get(), cookie, &failed));
    const Owned<xcb_generic_error_t> error(failed);
    if (!reply) return false;
    depth_ = reply->depth;
    return true;
}

bool ImageFetcher::fetch_by_wire(xcb_drawable_t drawable, const Place& place) {
    const auto cookie = xcb_get_image(x_.get(), XCB_IMAGE_FORMAT_Z_PIXMAP, drawable, static_cast<std::int16_t>(place.x),
                                      static_cast<std::int16_t>(place.y), static_cast<std::uint16_t>(place.width),
                                      static_cast<std::uint16_t>(place.height), ~0U);
    xcb_generic_error_t* failed = nullptr;
    reply_.reset(xcb_get_image_reply(x_.get(), cookie, &failed));
    const Owned<xcb_generic_error_t> error(failed);
    if (!reply_) return false;
    depth_ = reply_->depth;
    return true;
}

Grab ImageFetcher::as_grab(const unsigned char* bytes, xcb_visualid_t visual, std::uint8_t depth, const Place& place) {
    const xcb_format_t& format = format_of(x_.setup(), depth);
    const std::size_t stride = row_size(format, place.width);
    const Masks masks = masks_of(x_.screen(), visual);
    const bool is_little = x_.setup().image_byte_order == XCB_IMAGE_ORDER_LSB_FIRST;
    if (is_little && format.bits_per_pixel == 32 && masks.red == 0xFF0000 && masks.green == 0xFF00 &&
        masks.blue == 0xFF) {
        return {Grab::State::picture, bytes, stride, place.width, place.height};
    }
    const std::size_t wide = format.bits_per_pixel / 8U;
    if (wide < 2 || masks.red == 0) {
        throw Error(fmt::format("a screen with {} bits of colour is not read", depth),
                    "set the display to 16, 24 or 30 bits a pixel");
    }
    const std::size_t row = static_cast<std::size_t>(place.width) * 4;
    converted_.resize(row * static_cast<std::size_t>(place.height));
    for (int y = 0; y < place.height; ++y) {
        const unsigned char* from = bytes + static_cast<std::size_t>(y) * stride;
        unsigned char* to = converted_.data() + static_cast<std::size_t>(y) * row;
        for (int i = 0; i < place.width; ++i, from += wide, to += 4) {
            std::uint32_t pixel = 0;
            for (std::size_t byte = 0; byte < wide; ++byte) {
                pixel |= std::uint32_t{from[is_little ? byte : wide - 1 - byte]} << 8 * byte;
            }
            to[0] = channel(pixel, masks.blue);
            to[1] = channel(pixel, masks.green);
            to[2] = channel(pixel, masks.red);
        }
    }
    return {Grab::State::picture, converted_.data(), row, place.width, place.height};
}

std::optional<Grab> ImageFetcher::fetch(xcb_drawable_t drawable, xcb_visualid_t visual, const Place& place) {
    const std::size_t most = static_cast<std::size_t>(place.width) * static_cast<std::size_t>(place.height) * 4 + 64;
    if (x_.has_shared_memory() && may_share_) {
        if (fetch_shared(drawable, place, most)) return as_grab(shared_, visual, depth_, place);
        if (may_share_) return std::nullopt;
    }
    if (!fetch_by_wire(drawable, place)) return std::nullopt;
    return as_grab(xcb_get_image_data(reply_.get()), visual, depth_, place);
}

}  // namespace tk::capture::x11
