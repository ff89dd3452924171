#pragma once

#include <string>
#include <vector>

#include "capture/display.hpp"
#include "capture/options.hpp"

namespace tk::capture {

/// What --list-windows prints: one `window` record, as JSON.
std::string window_record(const Window& window);

/// The one window that the options describe (title, class, process, id: all that are given must hold). Throws Error
/// that lists the candidates when it is none or more than one, UsageError when the title is no regular expression.
Window choose_window(const std::vector<Window>& windows, const Options& options);

/// The part of the screen that the options describe: a monitor by name or number from 1, a region, or all of it. Throws
/// Error that lists the monitors, or when the region is not on the screen.
Place choose_place(const Place& screen, const std::vector<Monitor>& monitors, const Options& options);

}  // namespace tk::capture
