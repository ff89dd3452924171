#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tk::llm {

/// One event of a text/event-stream.
struct SseEvent {
    std::string type;  ///< value of the `event` field; empty when the server gave none
    std::string data;  ///< the `data` lines, joined by `\n`

    bool operator==(const SseEvent&) const = default;
};

/// Cuts a text/event-stream into events by the rules of the WHATWG HTML standard ("Interpreting an event stream"), from
/// bytes that may be split anywhere: a network read ends in the middle of a line, a line end or a UTF-8 character.
class SseParser {
public:
    static constexpr std::size_t default_max_event = std::size_t{16} << 20;

    /// `max_event`: bytes that one event may hold.
    explicit SseParser(std::size_t max_event = default_max_event) : max_event_(max_event) {}

    /// The events that `bytes` completes, in order. Throws AnswerError (`malformed`) when an event grows beyond the
    /// limit.
    std::vector<SseEvent> feed(std::string_view bytes);

    /// True when the stream stopped inside an event. The standard says to drop such an event: it may lack lines.
    bool holds_partial() const { return !line_.empty() || has_data_; }

private:
    void end_line(std::vector<SseEvent>& events);
    void take_field(std::string_view name, std::string_view value);

    std::size_t max_event_;
    std::string line_;
    SseEvent event_;
    bool has_data_ = false;
    bool after_return_ = false;  // the last byte was `\r`: a `\n` that follows belongs to the same line end
    bool first_line_ = true;
};

}  // namespace tk::llm
