#pragma once

#include <string>
#include <string_view>

#include "core/json.hpp"
#include "llm-ask/chat.hpp"

namespace tk::llm {

/// The message in the error body of a server: `error.message`, `error`, `message` or `detail` of a JSON object, else
/// the first line of the text. One line without control characters, at most 300 columns; may be empty.
std::string server_message(std::string_view body);

/// The failure that an HTTP status other than 200 stands for: "STATUS: message" with advice on what to do.
/// `retry_after`: what the server asked to wait, 0 when it did not say.
AnswerError http_failure(int status, std::string_view body, std::chrono::milliseconds retry_after);

/// Throws AnswerError (`server-error`) when `object`, a part of an answer with status 200, holds an `error`.
void throw_if_error(const JsonView& object);

/// The failure that `object`, sent in place of an answer inside a stream, tells of.
AnswerError stream_failure(const JsonView& object);

/// `text` parsed as JSON; throws AnswerError (`malformed`) when it is not.
JsonView parse_from_server(JsonParser& parser, std::string_view text);

}  // namespace tk::llm
