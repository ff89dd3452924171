#include "llm-ask/anthropic.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "llm-ask/server_error.hpp"
#include "llm-ask/sse.hpp"

namespace tk::llm {

namespace {

/// Its reasons to stop, in the words of the other protocols.
std::string finish_of(std::string_view reason) {
    if (reason == "end_turn" || reason == "stop_sequence") return "stop";
    if (reason == "max_tokens" || reason == "model_context_window_exceeded") return "length";
    if (reason == "tool_use") return "tool_calls";
    if (reason == "refusal") return "content_filter";
    return std::string(reason);
}

class MessageDecoder : public ChatDecoder {
protected:
    /// Usage comes in parts, and its output count is a running total: later numbers replace earlier ones.
    void take_usage(const JsonView& object) {
        const auto usage = object.find("usage");
        if (!usage || !usage->is_object()) return;
        if (const auto input = usage->integer("input_tokens")) {
            state_.usage.prompt_tokens = *input + usage->integer("cache_creation_input_tokens").value_or(0) +
                                         usage->integer("cache_read_input_tokens").value_or(0);
        }
        if (const auto output = usage->integer("output_tokens")) state_.usage.completion_tokens = *output;
    }

    void take_model(const JsonView& message) {
        if (const auto model = message.string("model")) state_.model = *model;
    }

    void take_stop(const JsonView& object) {
        const auto reason = object.string("stop_reason");
        if (!reason) return;
        state_.finish = finish_of(*reason);
        state_.is_whole = true;
    }

    /// A block of the message, whole or at its start; returns its text. `index` is its place in the message.
    std::string take_block(const JsonView& block, std::int64_t index) {
        const std::string_view type = block.string("type").value_or("");
        if (type == "tool_use") {
            ToolCall call{std::string(block.string("id").value_or("")), std::string(block.string("name").value_or("")),
                          ""};
            if (call.id.empty()) call.id = call_id();
            if (const auto input = block.find("input"); input && !input->members().empty()) {
                call.arguments = input->dump();
            }
            calls_[index] = state_.calls.size();
            state_.calls.push_back(std::move(call));
            ++state_.deltas;
        } else if (type == "thinking") {
            think(block.string("thinking").value_or(""));
        } else if (type == "text") {
            return take_text(block.string("text").value_or(""));
        }
        return {};
    }

    std::string take_delta(const JsonView& delta, std::int64_t index) {
        const std::string_view type = delta.string("type").value_or("");
        if (type == "text_delta") return take_text(delta.string("text").value_or(""));
        if (type == "thinking_delta") think(delta.string("thinking").value_or(""));
        if (type == "input_json_delta" && calls_.contains(index)) {
            state_.calls[calls_[index]].arguments += delta.string("partial_json").value_or("");
            ++state_.deltas;
        }
        return {};
    }

private:
    std::string take_text(std::string_view text) {
        state_.deltas += text.empty() ? 0 : 1;
        return std::string(text);
    }

    std::map<std::int64_t, std::size_t> calls_;  // index of a block -> place in state_.calls
};

class AnthropicStream : public MessageDecoder {
public:
    std::string feed(std::string_view bytes) override {
        std::string text;
        for (const SseEvent& event : events_.feed(bytes)) {
            if (state_.is_over) break;
            if (!event.data.empty()) text += take(parse_from_server(parser_, event.data));
        }
        return text;
    }

    std::string finish() override { return {}; }

private:
    std::string take(const JsonView& object) {
        const std::string_view type = object.string("type").value_or("");
        const std::int64_t index = object.integer("index").value_or(0);
        if (type == "error" || object.find("error")) throw stream_failure(object);
        if (type == "message_start") {
            if (const auto message = object.find("message")) {
                take_model(*message);
                take_usage(*message);
            }
        } else if (type == "content_block_start") {
            if (const auto block = object.find("content_block")) return take_block(*block, index);
        } else if (type == "content_block_delta") {
            if (const auto delta = object.find("delta")) return take_delta(*delta, index);
        } else if (type == "message_delta") {
            take_usage(object);
            if (const auto delta = object.find("delta")) take_stop(*delta);
        } else if (type == "message_stop") {
            state_.is_over = true;
        }
        return {};
    }

    SseParser events_;
    JsonParser parser_;
};

class AnthropicMessage : public MessageDecoder {
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
        const JsonView message = parse_from_server(parser, body_);
        throw_if_error(message);
        take_model(message);
        take_usage(message);
        take_stop(message);
        std::string text;
        std::int64_t index = 0;
        if (const auto content = message.find("content")) {
            for (const JsonView& block : content->elements()) text += take_block(block, index++);
        }
        return text;
    }

private:
    std::string body_;
};

Value text_block(const std::string& text) {
    return {{"type", "text"}, {"text", text}};
}

Value message_value(const Message& message) {
    Value content = Value::array();
    if (message.role == Message::Role::tool) {
        content.push_back({{"type", "tool_result"}, {"tool_use_id", message.answers.id}, {"content", message.content}});
        return {{"role", "user"}, {"content", std::move(content)}};
    }
    for (const Picture& picture : message.pictures) {
        content.push_back(
            {{"type", "image"},
             {"source", {{"type", "base64"}, {"media_type", picture.media_type}, {"data", picture.base64}}}});
    }
    if (!message.content.empty()) content.push_back(text_block(message.content));
    for (const ToolCall& call : message.calls) {
        Value input = Value::parse(call.arguments, nullptr, false);
        if (!input.is_object()) input = Value::object();
        content.push_back({{"type", "tool_use"}, {"id", call.id}, {"name", call.name}, {"input", std::move(input)}});
    }
    return {{"role", message.role == Message::Role::user ? "user" : "assistant"}, {"content", std::move(content)}};
}

/// The results of calls that were made together belong into one message.
Value messages_value(const std::vector<Message>& messages) {
    Value list = Value::array();
    bool after_tool = false;
    for (const Message& message : messages) {
        Value value = message_value(message);
        const bool is_tool = message.role == Message::Role::tool;
        if (is_tool && after_tool) {
            list.back()["content"].push_back(value["content"].front());
        } else {
            list.push_back(std::move(value));
        }
        after_tool = is_tool;
    }
    return list;
}

}  // namespace

std::string anthropic_body(const ChatRequest& request, bool is_anthropic) {
    Value body = {{"model", request.model}, {"max_tokens", request.max_tokens}};
    if (!request.system.empty()) body["system"] = request.system;
    body["messages"] = messages_value(request.messages);
    body["stream"] = true;
    if (request.takes("temperature")) body["temperature"] = std::min(request.temperature, 1.0);  // its scale ends there
    if (!is_anthropic && request.takes("top_k")) body["top_k"] = request.top_k;
    if (!is_anthropic && request.takes("top_p")) body["top_p"] = request.top_p;
    if (!request.schema.empty()) {
        body["output_config"] = {{"format", {{"type", "json_schema"}, {"schema", Value::parse(request.schema)}}}};
    }
    for (const ToolSpec& tool : request.tools) {
        body["tools"].push_back(
            {{"name", tool.name}, {"description", tool.description}, {"input_schema", Value::parse(tool.parameters)}});
    }
    return body.dump();
}

std::unique_ptr<ChatDecoder> anthropic_decoder(std::string_view content_type) {
    if (content_type.starts_with("application/json")) return std::make_unique<AnthropicMessage>();
    return std::make_unique<AnthropicStream>();
}

}  // namespace tk::llm
