#pragma once

#include "capture/frame_writer.hpp"
#include "capture/options.hpp"
#include "core/program.hpp"

namespace tk::capture {

/// Hands the pictures of every source to `frames`: files, folders, videos and pipes. None is dropped: a source waits
/// for the readers. A broken picture is reported and does not stop the others. Throws Interrupted on a signal.
void read_sources(Context& context, const Options& options, FrameWriter& frames);

}  // namespace tk::capture
