#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "capture/video/libav.hpp"

namespace tk::capture::libav {

/// Turns decoded frames into PPM, in a buffer that is used again.
class PpmConverter {
public:
    /// The frame as PPM, valid until the next call. Transparent parts lie over black, as everywhere in turnkit.
    std::string_view convert(const AVFrame& frame);

private:
    void set_colors(const AVFrame& frame);

    Scaler scaler_;
    std::vector<unsigned char> pixels_;
};

}  // namespace tk::capture::libav
