#include "capture/video/ppm.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <new>

namespace tk::capture::libav {

namespace {

constexpr std::size_t alignment = 64;  // of the pixels, for the vector code of libswscale; the header lies before them
constexpr std::size_t slack = 64;      // which may write a little beyond the last row

bool has_alpha(const AVFrame& frame) {
    const AVPixFmtDescriptor* const described = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    if (described == nullptr) return false;
    return (described->flags & AV_PIX_FMT_FLAG_ALPHA) != 0 || frame.format == AV_PIX_FMT_PAL8;
}

/// Four channels over black, as three, in place: the results never overtake what is still to be read.
void lay_over_black(unsigned char* pixels, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned char* const from = pixels + 4 * i;
        const unsigned alpha = from[3];
        const std::array<unsigned, 3> color{from[0], from[1], from[2]};
        for (std::size_t c = 0; c < 3; ++c)
            pixels[3 * i + c] = static_cast<unsigned char>((color[c] * alpha + 127) / 255);
    }
}

}  // namespace

void PpmConverter::set_colors(const AVFrame& frame) {
    const int matrix = frame.colorspace == AVCOL_SPC_UNSPECIFIED ? SWS_CS_DEFAULT : frame.colorspace;
    const int* const coefficients = sws_getCoefficients(matrix);
    const bool is_full = frame.color_range == AVCOL_RANGE_JPEG;
    sws_setColorspaceDetails(scaler_.get(), coefficients, is_full ? 1 : 0, sws_getCoefficients(SWS_CS_DEFAULT), 1, 0,
                             1 << 16, 1 << 16);
}

std::string_view PpmConverter::convert(const AVFrame& frame) {
    const bool alpha = has_alpha(frame);
    const AVPixelFormat target = alpha ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24;
    scaler_.reset(sws_getCachedContext(scaler_.release(), frame.width, frame.height,
                                       static_cast<AVPixelFormat>(frame.format), frame.width, frame.height, target,
                                       SWS_BICUBIC, nullptr, nullptr, nullptr));
    if (!scaler_) throw std::bad_alloc();
    set_colors(frame);
    const std::string header = fmt::format("P6\n{} {}\n255\n", frame.width, frame.height);
    const std::size_t count = static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height);
    pixels_.resize(2 * alignment + count * (alpha ? 4 : 3) + slack);
    unsigned char* const start =
        pixels_.data() + 2 * alignment - reinterpret_cast<std::uintptr_t>(pixels_.data()) % alignment;
    const std::array<std::uint8_t*, 1> planes{start};
    const std::array<int, 1> strides{frame.width * (alpha ? 4 : 3)};
    sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, planes.data(), strides.data());
    if (alpha) lay_over_black(start, count);
    std::memcpy(start - header.size(), header.data(), header.size());
    return {reinterpret_cast<const char*>(start - header.size()), header.size() + 3 * count};
}

}  // namespace tk::capture::libav
