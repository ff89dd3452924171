#include <fmt/format.h>
#include <turbojpeg.h>

#include <memory>
#include <new>

#include "core/error.hpp"
#include "image/bytes.hpp"
#include "image/codecs.hpp"

namespace tk::image {

namespace {

struct Destroy {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, Destroy>;

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// Whether the file says that Adobe wrote it: its CMYK samples are then inverted (0 is full ink).
bool has_adobe_marker(std::string_view bytes) {
    for (std::size_t at = 2; at + 16 <= bytes.size() && byte_at(bytes, at) == 0xFF;) {
        const unsigned marker = byte_at(bytes, at + 1);
        if (marker == 0xEE && bytes.substr(at + 4, 5) == "Adobe") return true;
        if (marker == 0xDA) break;
        at += marker == 0xFF ? 1 : 2 + big_endian16(bytes, at + 2);
    }
    return false;
}

cv::Mat bgr_of_cmyk(const cv::Mat& cmyk, bool inverted) {
    cv::Mat bgr(cmyk.size(), CV_8UC3);
    for (int y = 0; y < cmyk.rows; ++y) {
        const unsigned char* in = cmyk.ptr(y);
        unsigned char* out = bgr.ptr(y);
        for (int x = 0; x < cmyk.cols; ++x, in += 4, out += 3) {
            const auto light = [&](int i) { return inverted ? in[i] : 255 - in[i]; };
            for (int i = 0; i < 3; ++i) out[2 - i] = static_cast<unsigned char>((light(i) * light(3) + 127) / 255);
        }
    }
    return bgr;
}

}  // namespace

cv::Mat decode_jpeg(std::string_view bytes, const Info& info, const std::string& name, Channels channels) {
    const Handle handle(tjInitDecompress());
    if (!handle) throw std::bad_alloc();
    const auto fail = [&] {
        throw_broken(name, fmt::format("the JPEG cannot be read: {}", tjGetErrorStr2(handle.get())));
    };
    int width = 0, height = 0, subsampling = 0, colorspace = 0;
    if (tjDecompressHeader3(handle.get(), data_of(bytes), bytes.size(), &width, &height, &subsampling, &colorspace) !=
            0 &&
        (tjGetErrorCode(handle.get()) == TJERR_FATAL || width == 0)) {
        fail();
    }
    if (width != info.width || height != info.height) throw_broken(name, "the JPEG gives two different sizes");

    const bool four_inks = colorspace == TJCS_CMYK || colorspace == TJCS_YCCK;
    const bool gray = colorspace == TJCS_GRAY || (channels == Channels::gray && colorspace == TJCS_YCbCr);
    const int format = four_inks ? TJPF_CMYK : gray ? TJPF_GRAY : TJPF_BGR;
    cv::Mat picture(height, width, CV_8UC(tjPixelSize[format]));
    // A progressive file may ask for thousands of passes over the picture; the flag bounds them.
    const int result = tjDecompress2(handle.get(), data_of(bytes), bytes.size(), picture.data, width,
                                     static_cast<int>(picture.step[0]), height, format, TJFLAG_LIMITSCANS);
    // What libjpeg calls a warning may be a picture cut in half. Stray bytes between segments are harmless: cameras
    // write them.
    const std::string_view message = result != 0 ? tjGetErrorStr2(handle.get()) : "";
    if (result != 0 &&
        (tjGetErrorCode(handle.get()) == TJERR_FATAL || message.find("extraneous bytes") == std::string_view::npos)) {
        fail();
    }
    return four_inks ? bgr_of_cmyk(picture, has_adobe_marker(bytes)) : picture;
}

std::string encode_jpeg(const cv::Mat& picture, int quality) {
    const Handle handle(tjInitCompress());
    if (!handle) throw std::bad_alloc();
    const bool color = picture.channels() == 3;
    const int sampling = color ? TJSAMP_444 : TJSAMP_GRAY;
    std::string bytes(tjBufSize(picture.cols, picture.rows, sampling), '\0');
    auto* target = reinterpret_cast<unsigned char*>(bytes.data());
    unsigned long size = bytes.size();
    if (tjCompress2(handle.get(), picture.data, picture.cols, static_cast<int>(picture.step[0]), picture.rows,
                    color ? TJPF_BGR : TJPF_GRAY, &target, &size, sampling, quality, TJFLAG_NOREALLOC) != 0) {
        throw Error(fmt::format("the picture cannot be written as JPEG: {}", tjGetErrorStr2(handle.get())));
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace tk::image
