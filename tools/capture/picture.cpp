#include "capture/picture.hpp"

#include <fmt/format.h>

namespace tk::capture {

std::string shown_name(const Picture& picture) {
    if (!picture.path.empty()) return picture.path;
    if (picture.kind == "video") return fmt::format("{}: frame {}", picture.origin, picture.index);
    if (!picture.origin.empty()) return picture.origin;
    return fmt::format("{}: picture {}", picture.name, picture.index + 1);
}

}  // namespace tk::capture
