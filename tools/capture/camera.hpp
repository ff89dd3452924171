#pragma once

#include <memory>
#include <string>

#include "capture/display.hpp"

namespace tk::capture {

/// Loads the module of the videos and opens a camera or a capture stick: "/dev/video0", or "0" for the same. Throws
/// Error with advice when there is no such device, it may not be used, or it is no camera.
std::unique_ptr<LiveSource> open_camera(const std::string& device);

/// What the module exports under the name "turnkit_open_camera".
using OpenCamera = std::unique_ptr<LiveSource>(const std::string& path);

}  // namespace tk::capture
