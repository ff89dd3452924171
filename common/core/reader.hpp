#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/frame_reader.hpp"
#include "core/json.hpp"

namespace tk {

/// One line of an input, without its end (`\n` or `\r\n`). The text is followed by JsonParser::padding readable bytes.
struct Line {
    std::string_view text;
    std::size_t number = 0;  ///< counts from 1, blank lines included
};

/// Reads lines in large blocks, in memory bounded by `max_line`.
class LineReader {
public:
    /// Gives the next bytes, up to `size`, as read(2) does: their count, 0 at the end.
    using Source = std::function<std::size_t(char* to, std::size_t size)>;

    static constexpr std::size_t default_max_line = std::size_t{64} << 20;

    /// Reads from `path`, or from stdin for "-". Throws Error when it cannot be opened.
    explicit LineReader(const std::string& path, std::size_t max_line = default_max_line);
    /// Reads what `read` gives (of a packed input, say); `name`: what messages call it.
    LineReader(std::string name, Source read, std::size_t max_line = default_max_line);
    ~LineReader();
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;

    /// The next line, blank ones included, valid until the next call; nothing at the end.
    /// A line longer than `max_line` is skipped and thrown as an InputError; reading may go on after it.
    std::optional<Line> next();

    /// Called before a read that would block, to flush what is written so far.
    /// A pause begins once nothing has come for `grace_ms`.
    void on_pause(std::function<void()> callback, int grace_ms = 0) {
        on_pause_ = std::move(callback);
        grace_ms_ = grace_ms;
    }
    /// Called with every block of bytes as it was read, line ends included (to hash a whole input, say).
    void on_block(std::function<void(std::string_view)> callback) { on_block_ = std::move(callback); }

    /// What messages call this input: the path, or "stdin".
    const std::string& source() const { return source_; }
    /// -1 for a source of another kind.
    int descriptor() const { return descriptor_; }

private:
    bool fill();
    std::optional<std::size_t> read_block(char* to, std::size_t size);

    std::string source_;
    int descriptor_ = -1;
    Source read_;  // empty: the descriptor
    std::size_t max_line_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;    // first byte not handed out
    std::size_t scanned_ = 0;  // bytes before this hold no line end
    std::size_t end_ = 0;      // first free byte
    std::size_t line_ = 0;
    bool at_end_ = false;
    std::function<void()> on_pause_;
    int grace_ms_ = 0;
    std::function<void(std::string_view)> on_block_;
};

/// One record of a stream: a line that is a JSON object.
struct Record {
    std::string_view line;  ///< as read, without line end
    std::size_t number;     ///< line number in its input
    std::string_view source;
    JsonView view;
};

class Context;
class Error;

/// The records of all inputs, one after the other: the operands, or stdin if none or "-".
/// Blank lines are skipped; a line that is not a JSON object is reported through the context's
/// problems (status 1 at the end, or thrown under --strict) and skipped.
class RecordReader {
public:
    /// Where the records go on to: a sink that passes no picture on to its stdout says so, so that the frames of live
    /// sources need not wait for somebody behind it.
    enum class Passes { on, nothing };

    RecordReader(Context& context, std::vector<std::string> inputs, Passes passes = Passes::on);
    /// The records of one input that is open already; none of them passes on.
    RecordReader(std::unique_ptr<LineReader> lines, Context& context);
    /// The next record. With the call the frames of all records before it may vanish (frame_reader.hpp).
    std::optional<Record> next();
    /// Called before the output is flushed because nothing has come for `grace_ms`.
    void on_pause(std::function<void()> callback, int grace_ms) {
        on_pause_ = std::move(callback);
        grace_ms_ = grace_ms;
    }

    /// Called with the problem of each line that is skipped, for those who tell how many there were.
    void on_problem(std::function<void(const Error&)> callback) { on_problem_ = std::move(callback); }

    /// Called with every line that is not blank before it is parsed: where it returns true, it has taken the line,
    /// which counts as a record and is not given by `next`. For those who know a quicker way to read the usual line.
    void on_line(std::function<bool(std::string_view)> callback) { on_line_ = std::move(callback); }

private:
    std::optional<Record> parse(const Line& line);
    void note_frame(const Record& record);

    Context& context_;
    std::vector<std::string> inputs_;
    std::size_t input_ = 0;
    std::unique_ptr<LineReader> lines_;
    JsonParser parser_;
    Passes passes_;
    FrameReader frames_;
    std::function<void()> on_pause_;
    int grace_ms_ = 0;
    std::function<void(const Error&)> on_problem_;
    std::function<bool(std::string_view)> on_line_;
};

}  // namespace tk
