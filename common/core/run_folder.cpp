#include "core/run_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <random>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/interrupt.hpp"

namespace tk {

using namespace run_layout;
using Clock = std::chrono::steady_clock;

namespace {

std::uint64_t usual_budget(const std::filesystem::path& folder) {
    constexpr std::uint64_t most = std::uint64_t{1} << 30;
    struct statvfs state {};
    if (::statvfs(folder.c_str(), &state) != 0) return most;
    return std::min<std::uint64_t>(most, std::uint64_t{state.f_bavail} * state.f_frsize / 2);
}

constexpr const char* no_room_advice = "keep the pictures on a disk with --out DIR";

}  // namespace

RunFolder::RunFolder(int output, RunLimits limits) : output_(output), limits_(limits), pipe_(pipe_behind(output)) {
    const std::filesystem::path base = prepare_runtime_folder();
    sweep(base);
    const SweepPause pause(base);
    std::random_device random;
    path_ = base / fmt::format("run-{}-{:08x}", ::getpid(), random());
    if (::mkdir(path_.c_str(), 0700) != 0) throw Error(with_errno(path_.string()), no_room_advice);
    try {
        std::filesystem::create_directory(path_ / "readers");
        lock_.emplace(LockedFile::create(path_ / "owner", {reinterpret_cast<const char*>(&pipe_), sizeof pipe_}));
    } catch (const std::exception& error) {
        remove();
        throw Error(error.what(), no_room_advice);
    }
    if (limits_.bytes == 0) limits_.bytes = usual_budget(path_);
}

RunFolder::~RunFolder() {
    remove();
}

void RunFolder::remove() noexcept {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    path_.clear();
    frames_.clear();
}

RunFolder::Chain RunFolder::look() const {
    const std::vector<Member> members = members_of(path_);
    Chain chain;
    for (const Member& member : members) chain.progress += member.post.done + 1;
    chain.progress += static_cast<std::int64_t>(members.size());
    if (!pipe_)
        return chain;  // a file or a terminal: whoever reads it later finds no frames, but until the end they stay

    PipeId link = pipe_;
    for (std::size_t hops = 0; link && hops <= members.size(); ++hops) {
        const auto reader = std::find_if(members.begin(), members.end(),
                                         [&](const Member& member) { return member.post.input == link; });
        if (reader == members.end()) {
            chain.gap = link;
            return chain;
        }
        if (reader->alive) chain.slowest = std::min(chain.slowest.value_or(reader->post.done), reader->post.done);
        link = reader->post.output;
    }
    // A reader beside the chain reads the same frames from another stream.
    chain.is_whole = open_ends(pipe_, members).empty();
    return chain;
}

void RunFolder::delete_done(const Chain& chain) {
    if (!chain.is_whole) return;
    std::int64_t past = next_ - 1;
    for (const Member& member : members_of(path_)) {
        if (member.alive) past = std::min(past, member.post.done);
    }
    while (!frames_.empty() && frames_.front().number <= past) {
        ::unlink(frames_.front().path.c_str());
        held_ -= frames_.front().bytes;
        frames_.pop_front();
    }
}

RunFolder::Room RunFolder::room_for(std::size_t bytes, const Chain& chain) const {
    if (held_ + bytes > limits_.bytes) {
        if (frames_.empty()) return Room::none;
        if (chain.is_whole) return Room::wait;
        const PipeReaders late = chain.gap ? readers_of(chain.gap) : PipeReaders();
        return late.has_turnkit || late.unread > 0 ? Room::wait : Room::none;
    }
    if (chain.slowest && next_ - 1 - *chain.slowest >= limits_.ahead) return Room::wait;
    // Where the chain breaks off, records that nobody has read yet may go to a turnkit tool that only starts. What
    // another program has read is not waited for: it need not write anything before its input ends.
    const bool is_ahead = static_cast<std::int64_t>(frames_.size()) >= limits_.ahead;
    return is_ahead && chain.gap && readers_of(chain.gap).unread > 0 ? Room::wait : Room::free;
}

bool RunFolder::has_room(std::size_t bytes) {
    const Chain chain = look();
    delete_done(chain);
    return room_for(bytes, chain) == Room::free;
}

void RunFolder::check_output() const {
    if (interrupted()) throw Interrupted();
    if (pipe_ && reader_is_gone(output_)) throw ReaderGone();
}

std::string RunFolder::add(std::string_view bytes, std::string_view name) {
    const std::string path = (path_ / fmt::format("{:06}{}", next_, name)).string();
    Pause pause;
    std::int64_t progress = -1;
    auto last_progress = Clock::now();
    for (bool is_full = false;; pause.wait()) {
        check_output();
        const Chain chain = look();
        const std::size_t held_before = frames_.size();
        delete_done(chain);
        if (chain.progress != progress) {
            progress = chain.progress;
            last_progress = Clock::now();
            pause.restart();
        }
        const Room room = room_for(bytes.size(), chain);
        const bool fits = held_ + bytes.size() <= limits_.bytes;
        if (room == Room::none) {
            throw Error(
                fmt::format("{}: the frames take more than the {} MB there is room for, and the program that reads "
                            "them does not say which it needs no more",
                            path_.parent_path().string(), limits_.bytes >> 20),
                no_room_advice);
        }
        if (room == Room::wait && !(fits && Clock::now() - last_progress > limits_.patience)) continue;
        if (is_full && frames_.size() == held_before) continue;
        try {
            write_whole_file(path, bytes);
            break;
        } catch (const DiskFull& error) {
            // Others fill the same memory. Wait if the readers will make room.
            if (frames_.empty() || !chain.is_whole) throw Error(error.what(), no_room_advice);
            is_full = true;
        }
    }
    frames_.push_back({next_, bytes.size(), path});
    held_ += bytes.size();
    ++next_;
    return path;
}

RunFolder::Rest RunFolder::rest() const {
    const std::vector<Member> members = members_of(path_);
    const bool all_past = std::all_of(members.begin(), members.end(), [&](const Member& member) {
        return !member.alive || member.post.done >= next_ - 1;
    });
    if (!all_past) return {true, 0, false};
    Rest rest;
    for (const PipeId& pipe : open_ends(pipe_, members)) {
        rest.is_open = true;
        const PipeReaders readers = readers_of(pipe);
        rest.is_read = rest.is_read || readers.has_turnkit;
        rest.unread += readers.unread;
    }
    return rest;
}

bool RunFolder::finish() {
    if (path_.empty()) return true;
    std::optional<Clock::time_point> deadline;
    const auto may_wait = [&] {
        if (interrupted() && !deadline) deadline = Clock::now() + std::chrono::seconds(2);
        return !deadline || Clock::now() < *deadline;
    };
    if (pipe_) {
        for (Pause pause; unread_bytes(output_) > 0 && !reader_is_gone(output_) && may_wait();) pause.wait();
        // Closed, but so that no file that is opened later takes its number.
        const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (nowhere >= 0) {
            ::dup2(nowhere, output_);
            ::close(nowhere);
        }
    }
    // Records that another program has not read yet may still go to a turnkit tool that is late. It is not waited for
    // without end: whoever started this pipe may want to see it end before he reads what came out.
    constexpr auto longest_silence = std::chrono::seconds(30);
    // A program that is just becoming another (exec) shows neither what it reads nor how much is left.
    constexpr auto longest_blink = std::chrono::milliseconds(250);
    int unread = -1;
    auto last_change = Clock::now();
    auto last_seen = last_change;
    for (Pause pause; may_wait(); pause.wait()) {
        const Rest now = rest();
        if (now.is_read || now.unread > 0) {
            last_seen = Clock::now();
        } else if (!now.is_open || Clock::now() - last_seen > longest_blink) {
            break;
        }
        if (now.is_read || now.unread != unread) last_change = Clock::now();
        unread = now.unread;
        if (Clock::now() - last_change > longest_silence) break;
    }
    const std::vector<Member> members = members_of(path_);
    const bool is_known =
        std::any_of(members.begin(), members.end(), [&](const Member& member) { return member.post.input == pipe_; });
    remove();
    return !pipe_ || is_known || next_ == 0;
}

}  // namespace tk
