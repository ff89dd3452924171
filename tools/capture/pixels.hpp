#pragma once

#include <string>
#include <string_view>

#include "capture/display.hpp"
#include "capture/transform.hpp"

namespace tk::capture {

/// Every pixel has the colour of the first: nothing has been drawn, or it must not be seen.
bool is_one_color(const Grab& grab);

/// Turns grabs into PPM, in a buffer that is used again.
class PixelBuffer {
public:
    /// The grab as PPM (PGM when gray), cut before anything else is done, so that a small part of a large screen costs
    /// little. Valid until the next call. Throws as `transformed`.
    std::string_view ppm(const Grab& grab, const Transform& transform, const std::string& name);

private:
    std::string bytes_;
};

}  // namespace tk::capture
