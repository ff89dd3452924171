#pragma once

#include "capture/frame_writer.hpp"
#include "capture/options.hpp"
#include "core/program.hpp"

namespace tk::capture {

/// True when the options ask for something of the X display: windows, the screen or a part of it.
bool is_of_display(const Options& options);

/// True when the options ask for a window, the screen or a camera rather than for files.
bool is_live(const Options& options);

/// Prints a record for each window of the display. Status::nothing when there is none.
Status list_windows(Context& context);

/// Hands pictures of a window, the screen or a camera to `frames`, one each interval, until it closes or the options
/// say so. What
/// the readers cannot take is dropped and counted. Throws Interrupted on a signal, ReaderGone when nobody reads.
void watch_live(Context& context, const Options& options, FrameWriter& frames);

}  // namespace tk::capture
