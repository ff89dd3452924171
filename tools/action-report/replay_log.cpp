#include "action-report/replay_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "core/actions.hpp"
#include "core/error.hpp"
#include "core/interrupt.hpp"
#include "core/reader.hpp"
#include "core/temporary_file.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

constexpr std::size_t block = std::size_t{1} << 18;
constexpr std::size_t longest_line = LineReader::default_max_line;
constexpr std::size_t most_told = 5;

/// What comes from a pipe as a file one can go back in.
int copy_of(int from, const std::string& source) {
    TemporaryFile file;
    std::array<char, block> data{};
    for (;;) {
        const ssize_t got = ::read(from, data.data(), data.size());
        if (interrupted()) throw Interrupted();
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw Error(with_errno(source));
        if (got == 0) return file.release();
        file.append({data.data(), static_cast<std::size_t>(got)});
    }
}

/// A descriptor of a file one can go back in.
int open_replay(const std::string& path) {
    const bool is_stdin = path == "-";
    const std::string source = is_stdin ? "stdin" : path;
    const int file = is_stdin ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (file < 0 || ::fstat(file, &info) != 0) throw Error(with_errno(source));
    if (S_ISREG(info.st_mode)) return file;
    const int copy = S_ISDIR(info.st_mode) ? -1 : copy_of(file, source);
    ::close(file);
    if (copy < 0) throw Error(source + ": is a folder", "give a file of records");
    return copy;
}

}  // namespace

ReplayLog::ReplayLog(const std::string& path, Mapping mapping)
    : ReplayLog(path == "-" ? "stdin" : path, open_replay(path), std::move(mapping)) {}

ReplayLog::ReplayLog(std::string source, int descriptor, Mapping mapping)
    : source_(std::move(source)), descriptor_(descriptor), mapping_(std::move(mapping)), events_(mapping_) {
    struct stat info {};
    if (::fstat(descriptor_, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(descriptor_);
        throw Error(source_ + ": not a file one can go back in",
                    "give it on stdin: action-report replay - <" + source_);
    }
    bytes_ = static_cast<std::uint64_t>(info.st_size);
}

ReplayLog::~ReplayLog() {
    ::close(descriptor_);
}

bool ReplayLog::fill() {
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    const std::size_t wanted = end_ + block + JsonParser::padding;
    if (buffer_.size() < wanted) buffer_.resize(std::max(wanted, buffer_.size() * 2));
    ssize_t got = -1;
    do {
        got = ::pread(descriptor_, buffer_.data() + end_, block, static_cast<off_t>(offset_ + end_));
    } while (got < 0 && errno == EINTR);
    if (got < 0) throw Error(with_errno(source_));
    end_ += static_cast<std::size_t>(got);
    return got > 0;
}

void ReplayLog::index(std::size_t steps, std::uint64_t bytes) {
    const std::uint64_t stop = bytes > UINT64_MAX - offset_ ? UINT64_MAX : offset_ + bytes;
    std::size_t scanned = 0;  // bytes from begin_ on that hold no line end
    while (!complete_ && steps_.size() < steps && offset_ < stop) {
        const char* const from = buffer_.data() + begin_;
        const std::size_t have = end_ - begin_;
        const void* const found = have > scanned ? std::memchr(from + scanned, '\n', have - scanned) : nullptr;
        if (found != nullptr) {
            take_line(static_cast<std::size_t>(static_cast<const char*>(found) - from) + 1);
            scanned = 0;
            continue;
        }
        scanned = have;
        if (scanned > longest_line) {
            // What is left of such a line is read as one that is no record either; both are told.
            take_line(scanned);
            scanned = 0;
        } else if (!fill()) {
            if (scanned > 0) take_line(scanned);
            settle_position();
            complete_ = true;
        }
    }
}

void ReplayLog::take_line(std::size_t length) {
    std::string_view line{buffer_.data() + begin_, length};
    const std::uint64_t offset = offset_;
    ++line_;
    begin_ += length;
    offset_ += length;
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (trim(line).empty()) return;
    if (line.size() > longest_line) {
        refuse("a line longer than 64 MiB");
        return;
    }
    const Spot spot{offset, static_cast<std::uint32_t>(line.size()),
                    static_cast<std::uint32_t>(std::min<std::uint64_t>(line_, UINT32_MAX))};
    try {
        if (const Event* const event = events_.read_line(line)) {
            if (!event->action.empty()) add_action(*event, spot);
            return;
        }
        const JsonView record = parser_.parse_padded(line);
        if (!record.is_object()) {
            refuse("not a JSON object");
            return;
        }
        take(record, spot);
    } catch (const Error& error) {
        refuse(error.what());
    }
}

void ReplayLog::refuse(const std::string& what) {
    ++unreadable_;
    if (first_unreadable_.size() < most_told)
        first_unreadable_.push_back(fmt::format("{}:{}: {}", source_, line_, what));
}

void ReplayLog::take(const JsonView& record, const Spot& spot) {
    if (events_.is_action(record, record.string("type").value_or(""))) {
        const Event& event = events_.read(record);
        if (!event.action.empty()) add_action(event, spot);
        return;
    }
    const auto state = record.find("state");
    const auto grid = record.find("grid");
    const auto image = record.find("image");
    const auto holds = [](const std::optional<JsonView>& value) { return value && value->is_object(); };
    if (holds(state) || holds(grid) || holds(image)) {
        settle_position();
        turn_ = holds(state) ? state->integer("turn") : std::nullopt;
        positions_.push_back(spot);
        position_is_open_ = true;
    }
    if (!record.string("answer")) return;
    settle_position();
    Step step;
    step.spot = spot;
    step.kind = Step::Kind::answer;
    step.position = positions_.empty() ? Step::none : static_cast<std::uint32_t>(positions_.size() - 1);
    step.turn = record.integer("turn");
    if (!step.turn) step.turn = turn_;
    step.session = names_.index_of(record.string("session").value_or(""));
    if (step.session == 0 && !steps_.empty()) step.session = steps_.back().session;
    steps_.push_back(step);
}

/// A position to which no action led is a step of its own.
void ReplayLog::settle_position() {
    if (!position_is_open_) return;
    position_is_open_ = false;
    Step step;
    step.spot = positions_.back();
    step.kind = Step::Kind::position;
    step.position = static_cast<std::uint32_t>(positions_.size() - 1);
    step.turn = turn_;
    if (!steps_.empty()) step.session = steps_.back().session;
    steps_.push_back(step);
}

ReplayLog::Meaning ReplayLog::meaning_of(std::string_view spelling) {
    if (const auto known = meanings_.find(spelling); known != meanings_.end()) return known->second;
    const std::string_view name = action_name(spelling);
    const Meaning meaning{names_.index_of(name), name == "die", name == "lose_hp"};
    meanings_.emplace(std::string(spelling), meaning);
    return meaning;
}

void ReplayLog::add_action(const Event& event, const Spot& spot) {
    position_is_open_ = false;
    Step step;
    step.spot = spot;
    step.position = positions_.empty() ? Step::none : static_cast<std::uint32_t>(positions_.size() - 1);
    step.session = names_.index_of(event.session);
    step.actor = names_.index_of(event.actor);
    step.actor_name = names_.index_of(event.actor_name);
    const Meaning meaning = meaning_of(event.action);
    step.what = meaning.what;
    step.spell = names_.index_of(event.spell);
    step.turn = event.turn;
    step.duration = event.duration;
    step.death = meaning.dies;
    for (const Hit& hit : event.hits) {
        step.loss += hit.damage.value_or(0);
        step.death = step.death || hit.killed;
    }
    if (meaning.loses && step.loss == 0) step.loss = event.amount.value_or(0);
    steps_.push_back(step);
}

std::string ReplayLog::text(const Spot& spot) const {
    std::string text(spot.length, '\0');
    std::size_t have = 0;
    while (have < text.size()) {
        const ssize_t got =
            ::pread(descriptor_, text.data() + have, text.size() - have, static_cast<off_t>(spot.offset + have));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw Error(with_errno(source_));
        if (got == 0) throw Error(source_ + ": the file was cut while it was looked at");
        have += static_cast<std::size_t>(got);
    }
    return text;
}

}  // namespace tk::report
