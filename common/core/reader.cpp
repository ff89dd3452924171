#include "core/reader.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/interrupt.hpp"
#include "core/program.hpp"

namespace tk {

namespace {

constexpr std::size_t block = std::size_t{256} << 10;

/// Whether nothing comes within `grace_ms`.
bool pauses(int descriptor, int grace_ms) {
    pollfd wait{descriptor, POLLIN, 0};
    return ::poll(&wait, 1, grace_ms) == 0;
}

/// Whether a first line is that of a picture: no record begins like one.
bool is_of_picture(std::string_view line) {
    static constexpr std::string_view magics[] = {"\x89PNG", "\xFF\xD8\xFF", "GIF8", "RIFF", "BM", "P5", "P6"};
    return std::any_of(std::begin(magics), std::end(magics),
                       [&](std::string_view magic) { return line.starts_with(magic); });
}

}  // namespace

LineReader::LineReader(const std::string& path, std::size_t max_line)
    : source_(path == "-" ? "stdin" : path), descriptor_(open_input(path)), max_line_(max_line) {}

LineReader::LineReader(std::string name, Source read, std::size_t max_line)
    : source_(std::move(name)), read_(std::move(read)), max_line_(max_line) {}

LineReader::~LineReader() {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

/// The count of bytes read, 0 at the end; nothing when a signal came first.
std::optional<std::size_t> LineReader::read_block(char* to, std::size_t size) {
    if (read_) return read_(to, size);
    if (on_pause_ && pauses(descriptor_, grace_ms_)) on_pause_();
    const ssize_t count = ::read(descriptor_, to, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) throw Error(with_errno(source_), source_ == "stdin" ? "stdin must be open for reading" : "");
    if (interrupted()) throw Interrupted();
    return std::nullopt;
}

bool LineReader::fill() {
    if (at_end_) return false;
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        scanned_ -= begin_;
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() < end_ + block + JsonParser::padding) {
        buffer_.resize(std::max(buffer_.size() * 2, end_ + block + JsonParser::padding));
    }
    const auto count = read_block(buffer_.data() + end_, buffer_.size() - end_ - JsonParser::padding);
    if (!count) return true;
    at_end_ = *count == 0;
    if (on_block_) on_block_({buffer_.data() + end_, *count});
    end_ += *count;
    return !at_end_;
}

std::optional<Line> LineReader::next() {
    while (true) {
        const void* found = begin_ + (end_ - begin_) > scanned_
                                ? std::memchr(buffer_.data() + scanned_, '\n', end_ - scanned_)
                                : nullptr;
        const bool whole = found != nullptr;
        if (!whole && !at_end_) {
            scanned_ = end_;
            // Who reads lines asks between two of them; one may be gigabytes long, or never end.
            if (end_ - begin_ > block && interrupted()) throw Interrupted();
            if (end_ - begin_ <= max_line_) {
                fill();
                continue;
            }
            // Too long: drop what is there up to the next line end, then say so.
            ++line_;
            do {
                if (interrupted()) throw Interrupted();
                begin_ = scanned_ = end_ = 0;
                fill();
                const void* newline = std::memchr(buffer_.data(), '\n', end_);
                if (newline != nullptr) {
                    begin_ = scanned_ =
                        static_cast<std::size_t>(static_cast<const char*>(newline) - buffer_.data()) + 1;
                    break;
                }
            } while (!at_end_);
            throw InputError(source_, line_, "the line is longer than " + std::to_string(max_line_) + " bytes");
        }
        if (!whole && begin_ == end_) return std::nullopt;
        const std::size_t stop =
            whole ? static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) : end_;
        std::string_view text{buffer_.data() + begin_, stop - begin_};
        begin_ = scanned_ = whole ? stop + 1 : end_;
        ++line_;
        if (text.size() > max_line_) {
            throw InputError(source_, line_, "the line is longer than " + std::to_string(max_line_) + " bytes");
        }
        if (text.ends_with('\r')) text.remove_suffix(1);
        return Line{text, line_};
    }
}

RecordReader::RecordReader(Context& context, std::vector<std::string> inputs, Passes passes)
    : context_(context), inputs_(std::move(inputs)), passes_(passes) {
    if (inputs_.empty()) inputs_.emplace_back("-");
}

RecordReader::RecordReader(std::unique_ptr<LineReader> lines, Context& context)
    : context_(context), inputs_{lines->source()}, lines_(std::move(lines)), passes_(Passes::nothing) {}

std::optional<Record> RecordReader::parse(const Line& line) {
    std::string_view text = line.text;
    if (line.number == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) return std::nullopt;
    if (on_line_ && on_line_(text)) {
        ++context_.counters().records_in;
        return std::nullopt;
    }
    const JsonView view = [&] {
        try {
            return parser_.parse_padded(text);
        } catch (const Error& error) {
            throw InputError(lines_->source(), line.number, error.what(), error.advice());
        }
    }();
    if (!view.is_object()) {
        throw InputError(lines_->source(), line.number, "not a record: a record is a JSON object");
    }
    ++context_.counters().records_in;
    return Record{text, line.number, lines_->source(), view};
}

void RecordReader::note_frame(const Record& record) {
    const auto image = record.view.find("image");
    const auto path = image ? image->string("path") : std::nullopt;
    if (!path) return;
    const bool to_stdout = passes_ == Passes::on && context_.settings().output.empty();
    frames_.reading(*path, lines_->descriptor(), to_stdout ? STDOUT_FILENO : -1);
}

std::optional<Record> RecordReader::next() {
    frames_.done();
    while (input_ < inputs_.size()) {
        context_.check_interrupt();
        try {
            if (!lines_) {
                lines_ = std::make_unique<LineReader>(inputs_[input_]);
                lines_->on_pause(
                    [this] {
                        if (on_pause_) on_pause_();
                        context_.out().flush();
                    },
                    grace_ms_);
            }
            const auto line = lines_->next();
            if (!line) {
                lines_.reset();
                ++input_;
                continue;
            }
            if (line->number == 1 && is_of_picture(line->text)) {
                const Error error(lines_->source() + ": a picture, where records are read",
                                  "capture(1) makes a record of it: capture FILE | ...");
                lines_.reset();
                ++input_;
                if (on_problem_) on_problem_(error);
                context_.problem(error);
                continue;
            }
            if (auto record = parse(*line)) {
                note_frame(*record);
                return record;
            }
        } catch (const InputError& error) {
            if (on_problem_) on_problem_(error);
            context_.problem(error);
        }
    }
    return std::nullopt;
}

}  // namespace tk
