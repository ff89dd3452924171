#include "capture/picture.hpp"

#include <fmt/format.h>

#include "image/picture.hpp"

namespace tk::capture {

std::string encoded_bytes(const Picture& picture) {
    return picture.path.empty() ? picture.bytes : image::read_picture_bytes(picture.path);
}

std::string shown_name(const Picture& picture) {
    return picture.path.empty() ? fmt::format("{}: picture {}", picture.name, picture.index + 1) : picture.path;
}

}  // namespace tk::capture
