#include "llm-ask/sse.hpp"

#include "llm-ask/answer_error.hpp"

namespace tk::llm {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

std::vector<SseEvent> SseParser::feed(std::string_view bytes) {
    std::vector<SseEvent> events;
    while (!bytes.empty()) {
        if (after_return_) {
            after_return_ = false;
            if (bytes.front() == '\n') bytes.remove_prefix(1);
            continue;
        }
        const std::size_t end = bytes.find_first_of("\r\n");
        line_.append(bytes.substr(0, end));
        if (line_.size() + event_.data.size() + event_.type.size() > max_event_) {
            throw AnswerError("malformed",
                              "the server sent an event of more than " + std::to_string(max_event_) + " bytes");
        }
        if (end == std::string_view::npos) break;
        after_return_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        end_line(events);
    }
    return events;
}

void SseParser::end_line(std::vector<SseEvent>& events) {
    std::string_view line = line_;
    if (first_line_ && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    first_line_ = false;

    if (line.empty()) {
        if (has_data_) events.push_back(std::move(event_));
        event_ = {};
        has_data_ = false;
    } else if (const std::size_t colon = line.find(':'); colon == std::string_view::npos) {
        take_field(line, {});
    } else if (colon > 0) {  // a line that begins with a colon is a comment
        std::string_view value = line.substr(colon + 1);
        if (value.starts_with(' ')) value.remove_prefix(1);
        take_field(line.substr(0, colon), value);
    }
    line_.clear();
}

void SseParser::take_field(std::string_view name, std::string_view value) {
    if (name == "data") {
        if (has_data_) event_.data += '\n';
        event_.data += value;
        has_data_ = true;
    } else if (name == "event") {
        event_.type = value;
    }
}

}  // namespace tk::llm
