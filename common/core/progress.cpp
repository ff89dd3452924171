#include "core/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "core/terminal.hpp"

namespace tk {

namespace {

constexpr auto delay = std::chrono::milliseconds{500};
constexpr auto interval = std::chrono::milliseconds{100};

void put(const std::string& text) {
    [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

Progress::Progress(std::string label, std::uint64_t total, std::string unit, bool enabled)
    : label_(std::move(label)),
      unit_(std::move(unit)),
      total_(total),
      active_(enabled && ::isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      next_(start_ + delay) {}

Progress::~Progress() {
    if (drawn_) put("\r\033[K");
}

void Progress::advance_to(std::uint64_t done) {
    done_ = done;
    if (!active_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now >= next_) draw(now);
}

void Progress::advance_to(std::uint64_t done, double fraction) {
    if (!active_) return;
    fraction_ = fraction;
    advance_to(done);
}

void Progress::draw(std::chrono::steady_clock::time_point now) {
    const double elapsed = std::chrono::duration<double>(now - start_).count();
    const double rate = elapsed > 0 ? static_cast<double>(done_) / elapsed : 0;
    std::string text = fmt::format("{}: {} {}", label_, done_, unit_);
    if (total_ > 0) {
        text = fmt::format("{}: {} of {} {} ({:.0f} %)", label_, done_, total_, unit_,
                           100.0 * static_cast<double>(done_) / static_cast<double>(total_));
    }
    if (fraction_ >= 0) {
        constexpr std::size_t width = 20;
        const auto filled = static_cast<std::size_t>(std::clamp(fraction_, 0.0, 1.0) * width);
        text = fmt::format("{} [{}{}] {:.0f} %, {} {}", label_, std::string(filled, '#'),
                           std::string(width - filled, '.'), 100 * fraction_, done_, unit_);
    }
    text += fmt::format(", {:.0f} {}/s", rate, unit_);
    if (total_ > done_ && rate > 0) {
        text += fmt::format(", {:.0f} s left", static_cast<double>(total_ - done_) / rate);
    } else if (fraction_ > 0 && fraction_ < 1) {
        text += fmt::format(", {:.0f} s left", elapsed * (1 - fraction_) / fraction_);
    }
    put("\r" + fit(text, terminal_width(STDERR_FILENO) - 1) + "\033[K");
    drawn_ = true;
    next_ = now + interval;
}

}  // namespace tk
