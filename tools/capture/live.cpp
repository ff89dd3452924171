#include "capture/live.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "capture/camera.hpp"
#include "capture/choose.hpp"
#include "capture/pixels.hpp"
#include "core/error.hpp"

namespace tk::capture {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

/// A live source and what its records say of it.
struct Subject {
    std::unique_ptr<LiveSource> source;
    std::string kind;
    std::string name;

    bool is_camera() const { return kind == "camera"; }
};

Subject open_subject(Display& display, const Options& options) {
    const bool is_window = !options.window_title.empty() || !options.window_class.empty() || options.window_pid ||
                           !options.window_id.empty();
    if (!is_window) {
        const Place place = choose_place(display.screen(), display.monitors(), options);
        return {display.part_of_screen(place), "screen", options.monitor.empty() ? "screen" : options.monitor};
    }
    const Window window = choose_window(display.windows(), options);
    return {display.follow(window), "window", window.title};
}

class Watch {
public:
    Watch(Context& context, const Options& options, FrameWriter& frames, Subject subject)
        : context_(context), options_(options), frames_(frames), subject_(std::move(subject)) {
        interval_ = options.fps ? 1 / *options.fps : options.interval;
    }

    void run() {
        while (!frames_.is_full() && !is_over()) {
            context_.check_interrupt();
            frames_.check_reader();
            if (!step()) return;
            wait_for_next();
        }
    }

private:
    double now() const { return Seconds(Clock::now() - start_).count(); }
    std::int64_t tick_of_now() const { return static_cast<std::int64_t>(std::floor(now() / interval_)); }
    bool is_over() const { return options_.duration && now() > *options_.duration; }

    /// Waits until `moment`, or until a signal or the end of the reader asks to look up.
    void wait_until(Clock::time_point moment) const {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(moment - Clock::now());
        if (left.count() <= 0) return;
        // A pipe that nobody reads any more wakes this without being asked for.
        pollfd output{context_.settings().output.empty() ? STDOUT_FILENO : -1, 0, 0};
        constexpr std::int64_t most = std::numeric_limits<int>::max();
        ::poll(&output, 1, static_cast<int>(std::min<std::int64_t>(left.count(), most)));
    }

    /// One grab; false when there will be no more.
    bool step() {
        Grab grab = subject_.source->grab(options_.changed && !is_blank_);
        // A camera is waited for: what it did not take is not dropped.
        if (subject_.is_camera() && interval_ > 0) tick_ = std::max(tick_, tick_of_now());
        if (grab.state == Grab::State::picture && !is_blank_ && is_one_color(grab)) grab = second_look();
        switch (grab.state) {
            case Grab::State::closed: return tell_closed();
            case Grab::State::hidden: tell_hidden(); return true;
            case Grab::State::unchanged: ++context_.counters().extra["unchanged"]; return true;
            case Grab::State::picture: offer(grab); return true;
        }
        return true;
    }

    /// A window that has just opened, or whose drawing was asked for at a bad moment, shows one colour for an instant.
    Grab second_look() {
        constexpr int tries = 3;
        Grab grab;
        for (int i = 0; i < tries; ++i) {
            wait_until(Clock::now() + std::chrono::milliseconds(50));
            context_.check_interrupt();
            grab = subject_.source->grab(false);
            if (grab.state != Grab::State::picture || !is_one_color(grab)) return grab;
        }
        context_.log().warning(
            fmt::format("{}: the picture is of one colour, still after {} more looks; {}", subject_.name, tries,
                        subject_.is_camera() ? "check its lens, or whether a signal comes in"
                                             : "if the session or the game does not let it be captured, try --screen"));
        return grab;
    }

    bool tell_closed() {
        const std::string_view what = subject_.is_camera() ? "the camera was unplugged" : "the window has closed";
        context_.log().info(fmt::format("{}: {}", subject_.name, what));
        if (index_ > 0) return false;
        throw Error(subject_.is_camera()
                        ? fmt::format("{}: the camera was unplugged before it gave a picture", subject_.name)
                        : fmt::format("{}: the window closed before it could be captured", subject_.name));
    }

    void tell_hidden() {
        if (!is_hidden_)
            context_.log().warning(fmt::format("{}: the window is not shown; waiting for it", subject_.name));
        is_hidden_ = true;
    }

    void offer(const Grab& grab) {
        is_hidden_ = false;
        is_blank_ = is_one_color(grab);
        ++context_.counters().extra["pictures"];
        const std::int64_t index = index_++;
        if (index % options_.every != 0) return;
        const double seconds = now();
        const std::string_view picture = buffer_.ppm(grab, options_.transform, subject_.name);
        if (interval_ > 0 && !frames_.has_room(picture.size())) {
            drop(1);
            return;
        }
        Picture frame{{}, picture, subject_.kind, subject_.name, subject_.kind, index, seconds};
        frame.is_transformed = true;
        frame.dropped = dropped_;
        frame.is_blank = is_blank_;
        if (frames_.write(frame)) dropped_ = 0;
        context_.out().flush();
    }

    void drop(std::int64_t count) {
        dropped_ += count;
        context_.counters().extra["dropped"] += count;
    }

    void wait_for_next() {
        if (interval_ <= 0) return;
        const auto next = std::max(tick_ + 1, tick_of_now());
        // Moments that passed while the last picture was on its way are pictures nobody will see.
        if (next > tick_ + 1) drop(next - tick_ - 1);
        tick_ = next;
        if (frames_.is_full()) return;
        double moment = static_cast<double>(tick_) * interval_;
        if (options_.duration) moment = std::min(moment, *options_.duration + 1e-3);
        wait_until(start_ + std::chrono::duration_cast<Clock::duration>(Seconds(moment)));
    }

    Context& context_;
    const Options& options_;
    FrameWriter& frames_;
    Subject subject_;
    PixelBuffer buffer_;
    double interval_ = 1;
    Clock::time_point start_ = Clock::now();
    std::int64_t tick_ = 0;
    std::int64_t index_ = 0;    ///< of the pictures that were grabbed
    std::int64_t dropped_ = 0;  ///< since the last frame
    bool is_blank_ = false;
    bool is_hidden_ = false;
};

}  // namespace

bool is_of_display(const Options& options) {
    return options.list_windows || options.screen || !options.region_text.empty() || !options.monitor.empty() ||
           !options.window_title.empty() || !options.window_class.empty() || options.window_pid ||
           !options.window_id.empty();
}

bool is_live(const Options& options) {
    return is_of_display(options) || !options.camera.empty();
}

Status list_windows(Context& context) {
    const std::vector<Window> windows = open_display()->windows();
    for (const Window& window : windows) context.out().line(window_record(window));
    context.counters().records_out = windows.size();
    return windows.empty() ? Status::nothing : Status::done;
}

void watch_live(Context& context, const Options& options, FrameWriter& frames) {
    const bool is_camera = !options.camera.empty();
    const std::unique_ptr<Display> display = is_camera ? nullptr : open_display();
    Watch watch(
        context, options, frames,
        is_camera ? Subject{open_camera(options.camera), "camera", options.camera} : open_subject(*display, options));
    watch.run();
    const auto dropped = context.counters().extra.find("dropped");
    if (dropped == context.counters().extra.end()) return;
    context.log().warning(
        fmt::format("{} pictures were dropped: the readers, or this machine, take fewer than asked for; ask for fewer "
                    "with --fps or --every, or for less with --changed, --crop or --scale",
                    dropped->second));
}

}  // namespace tk::capture
