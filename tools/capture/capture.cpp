#include "capture/capture.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "capture/frame_writer.hpp"
#include "capture/picture_list.hpp"
#include "capture/picture_stream.hpp"
#include "core/error.hpp"
#include "core/progress.hpp"
#include "image/bytes.hpp"

namespace tk::capture {

namespace {

/// Hands the wanted pictures to the writer; a broken one is reported and does not stop the others.
class Run {
public:
    Run(Context& context, const Options& options) : context_(context), options_(options), frames_(context, options) {}

    void source(const std::string& operand) {
        if (operand == "-") {
            pictures_of_stream(STDIN_FILENO, "stdin", "stdin");
            return;
        }
        try {
            std::error_code unknown;
            const auto type = std::filesystem::status(operand, unknown).type();
            if (type == std::filesystem::file_type::fifo || type == std::filesystem::file_type::character) {
                pipe(operand);
            } else {
                files(list_pictures(context_, operand));
            }
        } catch (const Error& error) {
            context_.problem(error);
        }
    }

    void finish(bool quiet) { frames_.finish(quiet); }

private:
    void files(const std::vector<PictureFile>& pictures) {
        Progress progress("capture", pictures.size(), "pictures", !context_.settings().quiet);
        std::uint64_t done = 0;
        for (const PictureFile& file : pictures) {
            context_.check_interrupt();
            offer({file.path, {}, "image", std::filesystem::path(file.path).filename().string(), file.series, next_++});
            progress.advance_to(++done);
        }
    }

    /// A named pipe, or what a shell puts for <(command).
    void pipe(const std::string& path) {
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) throw Error(with_errno(path));
        const image::Descriptor opened(descriptor);
        pictures_of_stream(descriptor, path, std::filesystem::path(path).stem().string());
    }

    void pictures_of_stream(int descriptor, const std::string& name, const std::string& series) {
        PictureStream stream(descriptor, name);
        try {
            while (const auto bytes = stream.next()) {
                offer({{}, *bytes, name == "stdin" ? "stdin" : "image", name, series, next_++});
                context_.out().flush();
            }
        } catch (const RecordError& error) {
            context_.problem(error);
        }
    }

    void offer(const Picture& picture) {
        ++context_.counters().extra["pictures"];
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
