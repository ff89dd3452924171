#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tk::llm {

/// Cuts application/x-ndjson into lines, from bytes that may be split anywhere. Blank lines are dropped, `\r\n` ends a
/// line as `\n` does.
class NdjsonParser {
public:
    static constexpr std::size_t default_max_line = std::size_t{16} << 20;

    /// `max_line`: bytes that one line may hold.
    explicit NdjsonParser(std::size_t max_line = default_max_line) : max_line_(max_line) {}

    /// The lines that `bytes` completes, in order. Throws AnswerError (`malformed`) when a line grows beyond the limit.
    std::vector<std::string> feed(std::string_view bytes);

    /// What stands after the last line end when the stream is over: a last line without its end, or half a line.
    std::optional<std::string> finish();

private:
    std::size_t max_line_;
    std::string line_;
};

}  // namespace tk::llm
