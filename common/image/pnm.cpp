#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/error.hpp"
#include "image/bytes.hpp"
#include "image/codecs.hpp"

namespace tk::image {

namespace {

/// A whole number of the header at `at`, which moves behind it; blanks and comments before it are skipped.
/// Nothing when the bytes end first.
std::optional<int> header_number(std::string_view bytes, std::size_t& at, int most, const std::string& name) {
    while (at < bytes.size() && (is_blank(bytes[at]) || bytes[at] == '#')) {
        if (bytes[at] == '#') at = std::min(bytes.find('\n', at), bytes.size() - 1);
        ++at;
    }
    int number = 0;
    const std::size_t start = at;
    for (; at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9'; ++at) {
        number = number * 10 + (bytes[at] - '0');
        if (number > most) throw_broken(name, "the PPM header gives an impossible number");
    }
    if (at >= bytes.size()) return std::nullopt;
    if (at == start || number == 0) throw_broken(name, "the PPM header does not give width, height and maximum");
    return number;
}

int channels_of(const PnmHeader& header) {
    return header.info.encoding == Encoding::ppm ? 3 : 1;
}

/// In pieces too small for OpenCV to start threads for, which would cost more CPU time than the swap.
void swap_red_and_blue(const cv::Mat& from, cv::Mat to) {
    const int rows_at_once = std::max(1, 32768 / from.cols);
    for (int row = 0; row < from.rows; row += rows_at_once) {
        const int end = std::min(from.rows, row + rows_at_once);
        cv::Mat piece = to.rowRange(row, end);
        cv::cvtColor(from.rowRange(row, end), piece, cv::COLOR_RGB2BGR);
    }
}

}  // namespace

std::size_t PnmHeader::bytes_per_row() const {
    const int channels = info.encoding == Encoding::ppm ? 3 : 1;
    return static_cast<std::size_t>(info.width) * static_cast<std::size_t>(channels) * (white > 255 ? 2 : 1);
}

std::size_t pnm_size(const PnmHeader& header) {
    return header.pixels + header.bytes_per_row() * static_cast<std::size_t>(header.info.height);
}

std::optional<PnmHeader> read_pnm_header(std::string_view bytes, const std::string& name) {
    constexpr int most_side = 100'000'000;  // keeps the products below within 64 bits; the real limit is max_pixels
    constexpr std::size_t longest_header = 65536;
    PnmHeader header;
    header.info.encoding = bytes.starts_with("P6") ? Encoding::ppm : Encoding::pgm;
    std::size_t at = 2;
    const auto width = header_number(bytes, at, most_side, name);
    const auto height = width ? header_number(bytes, at, most_side, name) : std::nullopt;
    const auto white = height ? header_number(bytes, at, 65535, name) : std::nullopt;
    if (!white) {
        if (bytes.size() > longest_header) throw_broken(name, "the PPM header has no end");
        return std::nullopt;
    }
    if (!is_blank(bytes[at])) throw_broken(name, "the PPM header does not end with a blank");
    header.info.width = *width;
    header.info.height = *height;
    header.white = *white;
    header.pixels = at + 1;
    return header;
}

void convert_pnm_rows(std::string_view raw, const PnmHeader& header, cv::Mat rows) {
    const int channels = channels_of(header);
    if (header.white == 255) {
        // OpenCV has no read-only headers over foreign memory; the source is only read.
        const cv::Mat source(rows.rows, rows.cols, CV_8UC(channels), const_cast<char*>(raw.data()));
        if (channels == 1)
            source.copyTo(rows);
        else
            swap_red_and_blue(source, rows);
        return;
    }
    const int wide = header.white > 255 ? 2 : 1;
    const int samples = rows.cols * channels;
    std::size_t at = 0;
    for (int y = 0; y < rows.rows; ++y) {
        unsigned char* row = rows.ptr(y);
        for (int i = 0; i < samples; ++i, at += static_cast<std::size_t>(wide)) {
            const unsigned sample = wide == 2 ? big_endian16(raw, at) : byte_at(raw, at);
            const unsigned white = static_cast<unsigned>(header.white);
            const unsigned value = (std::min(sample, white) * 255 + white / 2) / white;
            const int channel = i % channels;
            row[i - channel + (channels - 1 - channel)] = static_cast<unsigned char>(value);
        }
    }
}

cv::Mat decode_pnm(std::string_view bytes, const PnmHeader& header, const std::string& name) {
    const std::string_view raw = bytes.substr(header.pixels);
    const std::size_t complete = raw.size() / header.bytes_per_row();
    const auto height = static_cast<std::size_t>(header.info.height);
    if (complete < height) throw_broken(name, fmt::format("the PPM ends in row {} of {}", complete + 1, height));
    cv::Mat picture(header.info.height, header.info.width, CV_8UC(channels_of(header)));
    convert_pnm_rows(raw, header, picture);
    return picture;
}

std::string encode_pnm(const cv::Mat& picture) {
    std::string bytes = fmt::format("P{}\n{} {}\n255\n", picture.channels() == 3 ? 6 : 5, picture.cols, picture.rows);
    const std::size_t start = bytes.size();
    bytes.resize(start + picture.total() * picture.elemSize());
    cv::Mat target(picture.rows, picture.cols, picture.type(), bytes.data() + start);
    if (picture.channels() == 3)
        swap_red_and_blue(picture, target);
    else
        picture.copyTo(target);
    return bytes;
}

}  // namespace tk::image
