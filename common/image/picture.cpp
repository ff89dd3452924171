#include "image/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/error.hpp"
#include "core/writer.hpp"
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
    // An uncompressed 16-bit picture at the limit, and room for its header.
    constexpr std::size_t max_bytes = static_cast<std::size_t>(max_pixels) * 6 + (std::size_t{16} << 20);
    const Descriptor file(open_picture(path));
    std::string bytes;
    std::size_t size = 4096;
    bool more = read_up_to(file.number(), bytes, size, path);
    const auto encoding = sniff(bytes);
    if (encoding == Encoding::ppm || encoding == Encoding::pgm) {
        const auto header = read_pnm_header(bytes, path);
        if (header && probe(bytes, path).width > 0) {
            return with_channels(read_pnm_rows(file, std::move(bytes), *header, path), channels);
        }
    } else if (encoding != Encoding::jpeg) {
        probe(bytes, path);  // refuses what is no picture, or too large a one, before the rest is read
    }
    while (more) {
        if (size > max_bytes) {
            throw RecordError("picture-too-large", fmt::format("{}: the file is larger than any picture may be", path));
        }
        size = std::min(size * 4, max_bytes + 1);
        more = read_up_to(file.number(), bytes, size, path);
    }
    return decode(bytes, path, channels);
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
    Writer file(path);
    file.write(encode(picture, encoding, options));
    file.close();
}

}  // namespace tk::image
