#include "llm-ask/openai.hpp"

#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "llm-ask/server_error.hpp"
#include "llm-ask/sse.hpp"

namespace tk::llm {

namespace {

void take_usage(const JsonView& object, StreamState& state) {
    const auto usage = object.find("usage");
    if (!usage || !usage->is_object()) return;
    state.usage.prompt_tokens = usage->integer("prompt_tokens");
    state.usage.completion_tokens = usage->integer("completion_tokens");
}

/// Text of `message` ("delta" in a stream): `content`, or a `refusal`. Reasoning is noted and left out.
std::string take_message(const JsonView& message, StreamState& state) {
    for (const std::string_view key : {"reasoning_content", "reasoning"}) {
        if (!message.string(key).value_or("").empty()) {
            state.reasoned = true;
            ++state.deltas;
        }
    }
    for (const std::string_view key : {"content", "refusal"}) {
        const std::string_view text = message.string(key).value_or("");
        if (text.empty()) continue;
        ++state.deltas;
        return std::string(text);
    }
    return {};
}

/// One chunk of a stream, or a whole completion: they differ in the key of the message.
std::string take_completion(const JsonView& object, std::string_view message_key, StreamState& state) {
    throw_if_error(object);
    if (const auto model = object.string("model")) state.model = *model;
    take_usage(object, state);
    const auto choices = object.find("choices");
    if (!choices) return {};
    std::string text;
    for (const JsonView& choice : choices->elements()) {
        if (choice.integer("index").value_or(0) != 0) continue;
        if (const auto message = choice.find(message_key)) text += take_message(*message, state);
        if (const auto finish = choice.string("finish_reason")) {
            state.finish = *finish;
            state.is_whole = true;
        }
    }
    return text;
}

class StreamDecoder : public ChatDecoder {
public:
    std::string feed(std::string_view bytes) override {
        std::string text;
        for (const SseEvent& event : events_.feed(bytes)) {
            if (state_.is_over) break;
            if (event.data == "[DONE]") {
                state_.is_over = true;
            } else if (!event.data.empty()) {
                const JsonView object = parse_from_server(parser_, event.data);
                if (event.type == "error") throw stream_failure(object);
                text += take_completion(object, "delta", state_);
            }
        }
        return text;
    }

    std::string finish() override { return {}; }

private:
    SseParser events_;
    JsonParser parser_;
};

class PlainDecoder : public ChatDecoder {
public:
    std::string feed(std::string_view bytes) override {
        if (body_.size() + bytes.size() > SseParser::default_max_event) {
            throw AnswerError("malformed", "the answer is longer than any model writes");
        }
        body_ += bytes;
        return {};
    }

    std::string finish() override {
        JsonParser parser;
        return take_completion(parse_from_server(parser, body_), "message", state_);
    }

private:
    std::string body_;
};

}  // namespace

std::string openai_body(const ChatRequest& request, bool is_openai) {
    Value messages = Value::array();
    if (!request.system.empty()) messages.push_back({{"role", "system"}, {"content", request.system}});
    messages.push_back({{"role", "user"}, {"content", request.prompt}});
    Value body = {{"model", request.model}, {"messages", std::move(messages)}};
    body["stream"] = true;
    body["stream_options"] = {{"include_usage", true}};
    body[is_openai ? "max_completion_tokens" : "max_tokens"] = request.max_tokens;
    body["temperature"] = request.temperature;
    if (!is_openai) body["top_k"] = request.top_k;
    body["top_p"] = request.top_p;
    return body.dump();
}

std::unique_ptr<ChatDecoder> openai_decoder(std::string_view content_type) {
    if (content_type.starts_with("application/json")) return std::make_unique<PlainDecoder>();
    return std::make_unique<StreamDecoder>();
}

}  // namespace tk::llm
