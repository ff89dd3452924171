#include "llm-ask/server_error.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "core/terminal.hpp"
#include "core/text.hpp"
#include "llm-ask/any_of.hpp"
#include "llm-ask/seconds.hpp"

namespace tk::llm {

namespace {

constexpr std::size_t message_columns = 300;

std::string one_line(std::string_view text) {
    std::string line(trim(text));
    for (char& character : line) {
        if (character == '\n' || character == '\r' || character == '\t') character = ' ';
    }
    return fit(printable(line), message_columns);
}

std::optional<std::string> message_of(const JsonView& object) {
    if (const auto error = object.find("error")) {
        if (const auto text = error->as_string()) return std::string(*text);
        if (const auto text = error->string("message")) return std::string(*text);
        if (!error->is_null()) return error->dump();
    }
    for (const std::string_view key : {"message", "detail"}) {
        if (const auto text = object.string(key)) return std::string(*text);
    }
    return std::nullopt;
}

/// Value of `error.key`, as servers use it to say which error it is.
std::string_view error_detail(const JsonView& object, std::string_view key) {
    const auto error = object.find("error");
    return error ? error->string(key).value_or("") : std::string_view{};
}

struct StatusText {
    int status;
    std::string_view name;
    std::string_view advice;
};

constexpr std::array status_texts = {
    StatusText{400, "bad request", "check --model and the options given"},
    StatusText{401, "not authorised", "set TURNKIT_LLM_KEY or OPENAI_API_KEY, or give --key-file FILE"},
    StatusText{403, "forbidden", "the key may not use this model or this address"},
    StatusText{404, "not found", "check --url and --model (for Ollama: `ollama pull MODEL`)"},
    StatusText{408, "request timeout", "ask again"},
    StatusText{413, "request too large", "shorten the prompt"},
    StatusText{429, "too many requests", "ask again later"},
    StatusText{500, "server error", "the server's log says why"},
    StatusText{502, "bad gateway", "the server behind the proxy may be down"},
    StatusText{503, "not available", "the server is starting or overloaded: ask again in a moment"},
    StatusText{529, "overloaded", "ask again in a moment"},
    StatusText{504, "gateway timeout", "the server behind the proxy did not answer in time"},
};

bool is_context_overflow(const JsonView& object, std::string_view message) {
    return error_detail(object, "code") == "context_length_exceeded" ||
           error_detail(object, "type") == "exceed_context_size_error" ||
           message.find("context length") != std::string_view::npos ||
           message.find("context size") != std::string_view::npos ||
           message.find("context window") != std::string_view::npos ||
           message.find("prompt is too long") != std::string_view::npos ||
           message.find("prompt too long") != std::string_view::npos;
}

struct Kind {
    std::string code;
    std::string advice;
};

/// The failures that servers tell apart by words, whatever the status; nothing for all others.
std::optional<Kind> kind_of(const JsonView& object, std::string_view message) {
    const std::string_view code = error_detail(object, "code");
    const std::string_view type = error_detail(object, "type");
    if (is_context_overflow(object, message)) {
        return Kind{"context-overflow", "shorten the prompt, or give the model more context (--context for Ollama)"};
    }
    if (is_any_of(code, {"insufficient_quota", "billing_hard_limit_reached"}) ||
        is_any_of(type, {"insufficient_quota", "billing_error"})) {
        return Kind{"quota", "the account's quota is spent: asking again will not help"};
    }
    if (is_any_of(code, {"content_policy_violation", "content_filter"}) || type == "content_policy_violation") {
        return Kind{"filtered", "the server refuses this content: asking again will not help"};
    }
    return std::nullopt;
}

}  // namespace

std::string server_message(std::string_view body) {
    try {
        JsonParser parser;
        const JsonView object = parser.parse(body);
        if (const auto message = message_of(object)) return one_line(*message);
    } catch (const Error&) {  // not JSON: a proxy's page or plain text, shown as it is
    }
    body = trim(body);
    return one_line(body.substr(0, body.find('\n')));
}

AnswerError http_failure(int status, std::string_view body, std::chrono::milliseconds retry_after) {
    std::string_view name = status >= 300 && status < 400 ? "redirected" : "";
    std::string advice = status >= 300 && status < 400 ? "give the final address with --url: a key is not sent on" : "";
    for (const StatusText& text : status_texts) {
        if (text.status != status) continue;
        name = text.name;
        advice = text.advice;
    }
    const std::string message = server_message(body);
    std::string code = fmt::format("http-{}", status);
    if (retry_after.count() > 0) {
        advice = fmt::format("the server asks to wait {:g} s", in_seconds(retry_after));
    }
    try {
        JsonParser parser;
        if (const auto kind = kind_of(parser.parse(body), message)) {
            code = kind->code;
            advice = kind->advice;
        }
    } catch (const Error&) {  // not JSON: the status says all there is
    }
    return {
        code,
        fmt::format("status {}{}{}{}{}", status, name.empty() ? "" : " ", name, message.empty() ? "" : ": ", message),
        advice, retry_after};
}

void throw_if_error(const JsonView& object) {
    const auto error = object.find("error");
    if (error && !error->is_null()) throw stream_failure(object);
}

AnswerError stream_failure(const JsonView& object) {
    const std::string message = one_line(message_of(object).value_or("no reason"));
    const Kind kind = kind_of(object, message).value_or(Kind{"server-error", {}});
    return {kind.code, "the server broke off with an error: " + message, kind.advice};
}

JsonView parse_from_server(JsonParser& parser, std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark means nothing here (RFC 8259)
    try {
        return parser.parse(text);
    } catch (const Error& error) {
        throw AnswerError(
            "malformed",
            fmt::format("the server sent what is not its protocol ({}): {}", error.what(), fit(one_line(text), 80)),
            "check --url and --provider");
    }
}

}  // namespace tk::llm
