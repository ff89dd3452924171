#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "core/reader.hpp"
#include "image/picture.hpp"

namespace tk::image {

/// The picture of a record: the file that `image.path` names, or the bytes embedded as base64 in `image.data`
/// (`capture --inline`). Nothing when the record has no `image`. Throws RecordError: the codes of `probe`,
/// `frame-gone` for a frame whose pipe has ended, and `bad-image` when the key does not have this form.
std::optional<cv::Mat> picture_of(const Record& record, Channels channels = Channels::bgr);

/// What messages call the picture of a record: its path, or "SOURCE:LINE: image" for embedded bytes.
std::string picture_name(const Record& record);

/// Base64 (RFC 4648, with padding) of `bytes`, and back; nothing when the text is not base64.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace tk::image
