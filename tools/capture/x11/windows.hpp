#pragma once

#include <vector>

#include "capture/display.hpp"
#include "capture/x11/connection.hpp"

namespace tk::capture::x11 {

/// The windows of programs, the lowest first: those the window manager lists, or without one those below the root.
std::vector<Window> list_windows(const Connection& x);

/// The monitors in use, by RandR.
std::vector<Monitor> list_monitors(const Connection& x);

}  // namespace tk::capture::x11
