#include "capture/camera.hpp"

#include <algorithm>

#include "core/module.hpp"

namespace tk::capture {

std::unique_ptr<LiveSource> open_camera(const std::string& device) {
    const bool is_number = std::all_of(device.begin(), device.end(), [](char c) { return c >= '0' && c <= '9'; });
    return module_function<OpenCamera>("video", "turnkit_open_camera")(is_number ? "/dev/video" + device : device);
}

}  // namespace tk::capture
