#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "capture/transform.hpp"

namespace tk::capture {

/// What the command line of capture says.
struct Options {
    std::vector<std::string> sources;
    bool list_windows = false;
    std::string window_title;  ///< a regular expression; empty: any
    std::string window_class;
    std::optional<std::int64_t> window_pid;
    std::string window_id;
    bool screen = false;
    std::string monitor;
    std::string region_text;         ///< as written; see `parse_rectangle`
    std::optional<cv::Rect> region;  ///< of the screen or the monitor
    std::string camera;              ///< device file or number; empty: none
    double interval = 1.0;           ///< seconds between two pictures of a source
    std::optional<double> fps;       ///< the same as pictures a second
    std::int64_t every = 1;
    bool changed = false;
    double changed_share = 0;
    std::string from_text;  ///< as written; see `parse_time`
    std::string to_text;
    double from = 0;
    std::optional<double> to;
    std::optional<double> duration;
    std::optional<std::int64_t> count;  ///< frames after which to stop
    std::string crop_text;              ///< as written; see `parse_rectangle`
    Transform transform;
    std::string profile;
    std::string out;  ///< folder that keeps the pictures; empty: none
    bool inlined = false;
    bool shown = false;        ///< on the terminal behind stderr
    std::string image_format;  ///< empty: pictures stay in their own format
};

}  // namespace tk::capture
