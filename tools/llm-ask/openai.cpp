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
    if (const auto read = usage->integer("prompt_tokens")) state.usage.prompt_tokens = read;
    if (const auto written = usage->integer("completion_tokens")) state.usage.completion_tokens = written;
}

/// The call that a piece with this id and index belongs to. The id decides: servers are known to send every call with
/// index 0, so a new id on an index that is taken is a new call (ollama/ollama#15457), if it comes with a name: others
/// give every piece an id of its own.
ToolCall& call_for(std::vector<ToolCall>& calls, std::vector<std::int64_t>& indexes, std::string_view id,
                   std::optional<std::int64_t> index, bool has_name) {
    for (std::size_t i = calls.size(); i-- > 0;) {
        if (!id.empty() && calls[i].id == id) return calls[i];
    }
    for (std::size_t i = calls.size(); i-- > 0;) {
        if ((id.empty() || !has_name) && (!index || indexes[i] == *index)) return calls[i];
    }
    calls.push_back({id.empty() ? "call_" + std::to_string(calls.size()) : std::string(id), "", ""});
    indexes.push_back(index.value_or(static_cast<std::int64_t>(indexes.size())));
    return calls.back();
}

class CompletionDecoder : public ChatDecoder {
protected:
    /// One chunk of a stream, or a whole completion: they differ in the key of the message.
    std::string take_completion(const JsonView& object, std::string_view message_key) {
        throw_if_error(object);
        if (const auto model = object.string("model")) state_.model = *model;
        take_usage(object, state_);
        const auto choices = object.find("choices");
        if (!choices) return {};
        std::string text;
        for (const JsonView& choice : choices->elements()) {
            if (choice.integer("index").value_or(0) != 0) continue;
            if (const auto message = choice.find(message_key)) text += take_message(*message);
            if (const auto finish = choice.string("finish_reason")) {
                state_.finish = *finish;
                state_.is_whole = true;
            }
        }
        return text;
    }

private:
    /// Text of `message` ("delta" in a stream): `content`, or a `refusal`. Reasoning and calls are kept in the state.
    std::string take_message(const JsonView& message) {
        for (const std::string_view key : {"reasoning_content", "reasoning"}) {
            const std::string_view text = message.string(key).value_or("");
            think(text);
            if (!text.empty()) break;
        }
        if (const auto calls = message.find("tool_calls")) take_calls(*calls);
        for (const std::string_view key : {"content", "refusal"}) {
            const auto content = message.find(key);
            const std::string text = content ? take_content(*content) : "";
            if (text.empty()) continue;
            ++state_.deltas;
            return text;
        }
        return {};
    }

    /// A text, or a list of parts that are texts or reasoning (as Mistral sends it).
    std::string take_content(const JsonView& content) {
        std::string text(content.as_string().value_or(""));
        for (const JsonView& part : content.elements()) {
            text += part.string("text").value_or("");
            const auto thoughts = part.find("thinking");
            if (!thoughts) continue;
            think(thoughts->as_string().value_or(""));
            for (const JsonView& thought : thoughts->elements()) think(thought.string("text").value_or(""));
        }
        return text;
    }

    void take_calls(const JsonView& calls) {
        for (const JsonView& piece : calls.elements()) {
            const auto function = piece.find("function");
            const bool has_name = function && !function->string("name").value_or("").empty();
            ToolCall& call =
                call_for(state_.calls, indexes_, piece.string("id").value_or(""), piece.integer("index"), has_name);
            ++state_.deltas;
            if (!function) continue;
            if (call.name.empty()) call.name = function->string("name").value_or("");
            const auto arguments = function->find("arguments");
            if (arguments && !arguments->is_null()) {
                call.arguments += arguments->is_string() ? std::string(*arguments->as_string()) : arguments->dump();
            }
        }
    }

    std::vector<std::int64_t> indexes_;  // of state_.calls
};

class StreamDecoder : public CompletionDecoder {
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
                text += take_completion(object, "delta");
            }
        }
        return text;
    }

    std::string finish() override { return {}; }

private:
    SseParser events_;
    JsonParser parser_;
};

class PlainDecoder : public CompletionDecoder {
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
        return take_completion(parse_from_server(parser, body_), "message");
    }

private:
    std::string body_;
};

Value content_value(const Message& message) {
    if (message.pictures.empty()) return message.content;
    Value parts = Value::array();
    parts.push_back({{"type", "text"}, {"text", message.content}});
    for (const Picture& picture : message.pictures) {
        const std::string url = "data:" + picture.media_type + ";base64," + picture.base64;
        parts.push_back({{"type", "image_url"}, {"image_url", {{"url", url}}}});
    }
    return parts;
}

Value message_value(const Message& message) {
    if (message.role == Message::Role::tool) {
        return {{"role", "tool"}, {"tool_call_id", message.answers.id}, {"content", message.content}};
    }
    if (message.role == Message::Role::user) return {{"role", "user"}, {"content", content_value(message)}};
    Value value = {{"role", "assistant"}, {"content", message.content}};
    for (const ToolCall& call : message.calls) {
        value["tool_calls"].push_back({{"id", call.id},
                                       {"type", "function"},
                                       {"function", {{"name", call.name}, {"arguments", call.arguments}}}});
    }
    return value;
}

}  // namespace

Value function_value(const ToolSpec& tool) {
    return {{"type", "function"},
            {"function",
             {{"name", tool.name}, {"description", tool.description}, {"parameters", Value::parse(tool.parameters)}}}};
}

std::string openai_body(const ChatRequest& request, bool is_openai) {
    Value messages = Value::array();
    if (!request.system.empty()) messages.push_back({{"role", "system"}, {"content", request.system}});
    for (const Message& message : request.messages) messages.push_back(message_value(message));
    Value body = {{"model", request.model}, {"messages", std::move(messages)}};
    body["stream"] = true;
    if (request.takes("stream_options")) body["stream_options"] = {{"include_usage", true}};
    body[is_openai || !request.takes("max_tokens") ? "max_completion_tokens" : "max_tokens"] = request.max_tokens;
    if (request.takes("temperature")) body["temperature"] = request.temperature;
    if (!is_openai && request.takes("top_k")) body["top_k"] = request.top_k;
    if (request.takes("top_p")) body["top_p"] = request.top_p;
    if (!request.schema.empty()) {
        body["response_format"] = {
            {"type", "json_schema"},
            {"json_schema", {{"name", "answer"}, {"strict", true}, {"schema", Value::parse(request.schema)}}}};
    }
    for (const ToolSpec& tool : request.tools) body["tools"].push_back(function_value(tool));
    return body.dump();
}

std::unique_ptr<ChatDecoder> openai_decoder(std::string_view content_type) {
    if (content_type.starts_with("application/json")) return std::make_unique<PlainDecoder>();
    return std::make_unique<StreamDecoder>();
}

}  // namespace tk::llm
