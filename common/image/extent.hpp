#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "image/probe.hpp"

namespace tk::image {

/// Finds where one picture ends in a stream of bytes that may go on with the next: pictures on stdin, one after the
/// other. Pixels are not decoded. One scanner serves one picture.
class ExtentScanner {
public:
    /// `name` is what messages call the picture.
    explicit ExtentScanner(std::string name) : name_(std::move(name)) {}

    /// `bytes` begin with the picture and only ever grow from call to call. The size of the picture in bytes, or
    /// nothing when more bytes are needed; what was scanned is not scanned again. Throws as `probe`, as soon as the
    /// bytes cannot be a picture or are one beyond the limits.
    std::optional<std::size_t> scan(std::string_view bytes);

    /// How many bytes the next call needs at least to get further (for long jumps over pixels).
    std::size_t needed() const { return needed_; }

private:
    std::optional<std::size_t> scan_png(std::string_view bytes);
    std::optional<std::size_t> scan_jpeg(std::string_view bytes);
    std::optional<std::size_t> stop_at(std::size_t size, std::size_t bytes_there);

    std::string name_;
    std::optional<Info> info_;
    std::size_t at_ = 0;  ///< everything before has been understood
    std::size_t needed_ = 32;
    bool in_scan_ = false;  ///< within the compressed pixels of a JPEG
};

/// Throws RecordError `picture-broken` when the file of a picture ends before the picture does, as far as that can be
/// told without reading its pixels. `info` is what `probe_file` found.
void check_complete(const std::string& path, const Info& info);

}  // namespace tk::image
