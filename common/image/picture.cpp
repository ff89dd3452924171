#include "image/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/error.hpp"
#include "core/files.hpp"
#include "image/bytes.hpp"
#include "image/codecs.hpp"

namespace tk::image {

namespace {

cv::Mat with_channels(const cv::Mat& picture, Channels channels) {
    if (picture.channels() == (channels == Channels::bgr ? 3 : 1)) return picture;
    cv::Mat converted;
    cv::cvtColor(picture, converted, channels == Channels::bgr ? cv::COLOR_GRAY2BGR : cv::COLOR_BGR2GRAY);
    return converted;
}

/// Reads the rows of a PPM straight into the picture, in pieces that stay in the processor's cache: frames that travel
/// between two tools are PPM, and this halves the cost of a hop.
cv::Mat read_pnm_rows(const Descriptor& file, std::string head, const PnmHeader& header, const std::string& path) {
    constexpr std::size_t piece = std::size_t{128} << 10;
    const bool color = header.info.encoding == Encoding::ppm;
    cv::Mat picture(header.info.height, header.info.width, color ? CV_8UC3 : CV_8UC1);
    const std::size_t row_size = header.bytes_per_row();
    const int rows_at_once = static_cast<int>(std::max<std::size_t>(1, piece / row_size));
    std::string raw = head.substr(header.pixels);
    for (int row = 0; row < picture.rows;) {
        const int count = std::min(rows_at_once, picture.rows - row);
        const std::size_t wanted = row_size * static_cast<std::size_t>(count);
        if (!read_up_to(file.number(), raw, wanted, path)) {
            throw_broken(path, fmt::format("the PPM ends in row {} of {}",
                                           static_cast<std::size_t>(row) + raw.size() / row_size + 1, picture.rows));
        }
        convert_pnm_rows(raw, header, picture.rowRange(row, row + count));
        raw.erase(0, wanted);
        row += count;
    }
    return picture;
}

constexpr std::size_t first_look = 4096;

/// Reads on to the end of the file, unless what is there already is no picture or too large a one.
void read_rest(const Descriptor& file, std::string& bytes, const std::string& path) {
    probe_start(bytes, path);
    std::size_t size = bytes.size();
    for (bool more = true; more;) {
        if (size > max_file_bytes) throw_too_long(path);
        size = std::min(size * 4, max_file_bytes + 1);
        more = read_up_to(file.number(), bytes, size, path);
    }
}

}  // namespace

cv::Mat decode(std::string_view bytes, const std::string& name, Channels channels) {
    const Info info = probe(bytes, name);
    switch (info.encoding) {
        case Encoding::png: return with_channels(decode_png(bytes, info, name), channels);
        case Encoding::jpeg: return with_channels(decode_jpeg(bytes, info, name, channels), channels);
        case Encoding::ppm:
        case Encoding::pgm: return with_channels(decode_pnm(bytes, *read_pnm_header(bytes, name), name), channels);
    }
    return {};
}

cv::Mat read_picture(const std::string& path, Channels channels) {
    const Descriptor file(open_picture(path));
    std::string bytes;
    const bool more = read_up_to(file.number(), bytes, first_look, path);
    const auto encoding = sniff(bytes);
    if (encoding == Encoding::ppm || encoding == Encoding::pgm) {
        const auto header = read_pnm_header(bytes, path);
        if (header && probe(bytes, path).width > 0) {
            return with_channels(read_pnm_rows(file, std::move(bytes), *header, path), channels);
        }
    }
    if (more) read_rest(file, bytes, path);
    return decode(bytes, path, channels);
}

std::string read_picture_bytes(const std::string& path) {
    const Descriptor file(open_picture(path));
    std::string bytes;
    if (read_up_to(file.number(), bytes, first_look, path)) read_rest(file, bytes, path);
    return bytes;
}

std::string encode(const cv::Mat& picture, Encoding encoding, const EncodeOptions& options) {
    if (picture.empty() || (picture.type() != CV_8UC3 && picture.type() != CV_8UC1)) {
        throw Error("only pictures with 8 bits a sample and one or three channels can be written");
    }
    if (static_cast<std::int64_t>(picture.total()) > max_pixels) {
        throw Error(fmt::format("a picture of {} x {} pixels is larger than the limit", picture.cols, picture.rows));
    }
    switch (encoding) {
        case Encoding::png: return encode_png(picture, options.png_compression);
        case Encoding::jpeg: return encode_jpeg(picture, options.jpeg_quality);
        case Encoding::pgm:
            if (picture.channels() != 1) throw Error("a coloured picture cannot be written as PGM");
            [[fallthrough]];
        case Encoding::ppm: return encode_pnm(picture);
    }
    return {};
}

void write_picture(const std::string& path, const cv::Mat& picture, Encoding encoding, const EncodeOptions& options) {
    write_whole_file(path, encode(picture, encoding, options));
}

}  // namespace tk::image
