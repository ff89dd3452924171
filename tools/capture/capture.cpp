#include "capture/capture.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "capture/frame_writer.hpp"
#include "capture/picture_list.hpp"
#include "capture/picture_stream.hpp"
#include "core/error.hpp"

namespace tk::capture {

namespace {

/// Hands the wanted pictures to the writer; a broken one is reported and does not stop the others.
class Run {
public:
    Run(Context& context, const Options& options) : context_(context), options_(options), frames_(context, options) {}

    void source(const std::string& operand) {
        if (operand == "-") {
            pictures_of_stdin();
            return;
        }
        try {
            for (const PictureFile& file : list_pictures(context_, operand)) {
                context_.check_interrupt();
                offer({file.path,
                       {},
                       "image",
                       std::filesystem::path(file.path).filename().string(),
                       file.series,
                       next_++});
            }
        } catch (const Error& error) {
            context_.problem(error);
        }
    }

    void finish(bool quiet) { frames_.finish(quiet); }

private:
    void pictures_of_stdin() {
        PictureStream stream(STDIN_FILENO, "stdin");
        try {
            while (const auto bytes = stream.next()) {
                offer({{}, *bytes, "stdin", "stdin", "stdin", next_++});
                context_.out().flush();
            }
        } catch (const RecordError& error) {
            context_.problem(error);
        }
    }

    void offer(const Picture& picture) {
        if (picture.index % options_.every != 0) return;
        try {
            frames_.write(picture);
        } catch (const RecordError& error) {
            context_.problem(error);
        }
    }

    Context& context_;
    const Options& options_;
    FrameWriter frames_;
    std::int64_t next_ = 0;
};

bool reads_stdin(const Options& options) {
    return options.sources.empty() ||
           std::find(options.sources.begin(), options.sources.end(), "-") != options.sources.end();
}

}  // namespace

Status run(Context& context, const Options& options) {
    if (!options.out.empty() && options.inlined) throw UsageError("--out and --inline exclude each other");
    if (!options.image_format.empty() && options.out.empty() && !options.inlined && !reads_stdin(options)) {
        context.log().warning(
            "--image-format changes nothing: picture files stay as they are without --out or --inline");
    }
    Run run(context, options);
    try {
        if (options.sources.empty()) run.source("-");
        for (const std::string& source : options.sources) run.source(source);
    } catch (...) {
        // What was sent before must still be found by its readers.
        run.finish(true);
        throw;
    }
    run.finish(false);
    context.check_interrupt();
    return context.status();
}

}  // namespace tk::capture
