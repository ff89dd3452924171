#include "image/frame.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace tk::image {

std::optional<cv::Mat> picture_of(const Record& record, Channels channels) {
    const auto image = record.view.find("image");
    if (!image || image->is_null()) return std::nullopt;
    if (const auto path = image->string("path")) return read_picture(std::string(*path), channels);
    const auto data = image->string("data");
    if (!data) throw RecordError("bad-image", "`image` has neither a `path` nor `data`");
    const auto bytes = from_base64(*data);
    if (!bytes) throw RecordError("bad-image", "`image.data` is not base64");
    return decode(*bytes, picture_name(record), channels);
}

std::string picture_name(const Record& record) {
    if (const auto image = record.view.find("image")) {
        if (const auto path = image->string("path")) return std::string(*path);
    }
    return fmt::format("{}:{}: image", record.source, record.number);
}

}  // namespace tk::image
