#include "capture/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>

#include "capture/picture_list.hpp"
#include "capture/picture_stream.hpp"
#include "capture/video_reader.hpp"
#include "core/error.hpp"
#include "core/progress.hpp"
#include "image/bytes.hpp"

namespace tk::capture {

namespace {

/// The times between which pictures are wanted.
struct Span {
    double from = 0;
    std::optional<double> to;
};

Span span_of(const Options& options) {
    Span span{options.from, options.to};
    if (options.duration) {
        const double end = options.from + *options.duration;
        span.to = span.to ? std::min(*span.to, end) : end;
    }
    return span;
}

/// With --fps the first frame of each interval is taken, else every frame.
class Slots {
public:
    Slots(std::optional<double> rate, double start) : rate_(rate), start_(start) {}

    bool is_new(double seconds) {
        if (!rate_) return true;
        // A frame that comes a rounding error before its interval belongs to it.
        const double slot = std::floor((seconds - start_) * *rate_ + 1e-3);
        if (slot <= last_) return false;
        last_ = slot;
        return true;
    }

private:
    std::optional<double> rate_;
    double start_;
    double last_ = -1;
};

class Files {
public:
    Files(Context& context, const Options& options, FrameWriter& frames)
        : context_(context), options_(options), frames_(frames), span_(span_of(options)) {}

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

    bool is_done() const { return is_past_ || frames_.is_full(); }

private:
    void files(const std::vector<PictureFile>& pictures) {
        Progress progress("capture", pictures.size(), "pictures", !context_.settings().quiet && !options_.shown);
        std::uint64_t done = 0;
        for (const PictureFile& file : pictures) {
            context_.check_interrupt();
            if (is_done()) return;
            if (is_file_for_video_reader(file.path)) {
                video(file, next_++);
            } else {
                offer({file.path,
                       {},
                       "image",
                       std::filesystem::path(file.path).filename().string(),
                       file.series,
                       next_++});
            }
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
            while (!is_done()) {
                const auto bytes = stream.next();
                if (!bytes) return;
                offer({{}, *bytes, name == "stdin" ? "stdin" : "image", name, series, next_++});
                context_.out().flush();
            }
        } catch (const RecordError& error) {
            context_.problem(error);
        }
    }

    /// `position`: of the file in the whole input.
    void video(const PictureFile& file, std::int64_t position) {
        const std::string name = std::filesystem::path(file.path).filename().string();
        const std::string series = std::filesystem::path(file.path).stem().string();
        std::unique_ptr<VideoReader> reader;
        try {
            reader = open_video({file.path, span_.from, span_.to});
            Slots slots(options_.fps, span_.from);
            while (const auto frame = reader->next()) {
                context_.check_interrupt();
                if (reader->is_still()) {
                    offer(
                        {{}, reader->ppm(), "image", name, file.series, position, {}, frame->quarter_turns, file.path});
                    return;
                }
                ++context_.counters().extra["pictures"];
                if (frame->number % options_.every != 0 || !slots.is_new(frame->seconds)) continue;
                write({{},
                       reader->ppm(),
                       "video",
                       name,
                       series,
                       frame->number,
                       frame->seconds,
                       frame->quarter_turns,
                       file.path});
                context_.out().flush();
                if (is_done()) return;
            }
            if (const std::string complaint = reader->complaint(); !complaint.empty()) {
                throw RecordError("video-damaged", fmt::format("{}: {}", file.path, complaint),
                                  "what could be read was written; for the rest record or copy the video again");
            }
        } catch (const RecordError& error) {
            context_.problem(error);
        }
    }

    void offer(const Picture& picture) {
        ++context_.counters().extra["pictures"];
        if (picture.index % options_.every != 0) return;
        const double seconds = frames_.seconds_of(picture);
        if (seconds < span_.from) return;
        is_past_ = span_.to && seconds > *span_.to;
        if (!is_past_) write(picture);
    }

    void write(const Picture& picture) {
        try {
            frames_.write(picture);
        } catch (const RecordError& error) {
            context_.problem(error);
        }
    }

    Context& context_;
    const Options& options_;
    FrameWriter& frames_;
    Span span_;
    std::int64_t next_ = 0;
    bool is_past_ = false;  ///< pictures after --to: those to come are later still
};

}  // namespace

void read_sources(Context& context, const Options& options, FrameWriter& frames) {
    Files files(context, options, frames);
    if (options.sources.empty()) files.source("-");
    for (const std::string& source : options.sources) {
        if (!files.is_done()) files.source(source);
    }
}

}  // namespace tk::capture
