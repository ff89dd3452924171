#include "capture/capture.hpp"

#include <unistd.h>

#include <algorithm>

#include "capture/files.hpp"
#include "capture/frame_writer.hpp"
#include "capture/live.hpp"
#include "capture/moment.hpp"
#include "core/error.hpp"

namespace tk::capture {

namespace {

bool reads_stdin(const Options& options) {
    return options.sources.empty() ||
           std::find(options.sources.begin(), options.sources.end(), "-") != options.sources.end();
}

/// The options with their texts understood. Throws UsageError.
Options understood(Options options) {
    if (!options.from_text.empty()) options.from = parse_time("--from", options.from_text);
    if (!options.to_text.empty()) options.to = parse_time("--to", options.to_text);
    if (options.to && *options.to < options.from) throw UsageError("--to is before --from");
    if (!options.crop_text.empty()) options.transform.crop = parse_rectangle("--crop", options.crop_text);
    if (!options.region_text.empty()) options.region = parse_rectangle("--region", options.region_text);
    if (is_live(options) && !options.sources.empty()) {
        throw UsageError(
            "windows, screens and cameras are no files: name either a SOURCE or a window, screen, monitor, region or "
            "camera");
    }
    if (!options.camera.empty() && is_of_display(options))
        throw UsageError("--camera excludes windows, screens, monitors and regions; --crop cuts its pictures");
    if (options.shown && ::isatty(STDERR_FILENO) != 1) {
        throw UsageError("--show draws on the terminal behind stderr, and there is none");
    }
    return options;
}

void warn(Context& context, const Options& options) {
    const bool are_written =
        is_live(options) || !options.out.empty() || options.inlined || !options.transform.is_nothing();
    if (!options.image_format.empty() && !are_written && !reads_stdin(options)) {
        context.log().warning(
            "--image-format changes nothing for picture files: they stay as they are without --out or --inline");
    }
}

}  // namespace

Status run(Context& context, const Options& given) {
    const Options options = understood(given);
    if (options.list_windows) return list_windows(context);
    warn(context, options);
    FrameWriter frames(context, options);
    try {
        if (is_live(options)) {
            watch_live(context, options, frames);
        } else {
            read_sources(context, options, frames);
        }
    } catch (...) {
        // What was sent before must still be found by its readers.
        frames.finish(true);
        throw;
    }
    frames.finish(false);
    context.check_interrupt();
    return context.status();
}

}  // namespace tk::capture
