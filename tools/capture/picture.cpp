#include "capture/picture.hpp"

#include <fmt/format.h>

namespace tk::capture {

std::string shown_name(const Picture& picture) {
    return picture.path.empty() ? fmt::format("{}: picture {}", picture.name, picture.index + 1) : picture.path;
}

}  // namespace tk::capture
