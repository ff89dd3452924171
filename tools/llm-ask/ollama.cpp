#include "llm-ask/ollama.hpp"

#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "llm-ask/ndjson.hpp"
#include "llm-ask/openai.hpp"
#include "llm-ask/server_error.hpp"

namespace tk::llm {

namespace {

class OllamaDecoder : public ChatDecoder {
public:
    std::string feed(std::string_view bytes) override {
        std::string text;
        for (const std::string& line : lines_.feed(bytes)) text += take(line);
        return text;
    }

    /// A last line may lack its end. If it does not parse, the connection broke inside it, and the answer is not whole.
    std::string finish() override {
        const auto line = lines_.finish();
        if (!line || state_.is_over) return {};
        try {
            return take(*line);
        } catch (const AnswerError& error) {
            if (error.code() == "malformed") return {};
            throw;
        }
    }

private:
    std::string take(const std::string& line) {
        if (state_.is_over) return {};
        const JsonView object = parse_from_server(parser_, line);
        throw_if_error(object);
        if (const auto model = object.string("model")) state_.model = *model;
        std::string text;
        if (const auto message = object.find("message")) {
            text = message->string("content").value_or("");
            state_.deltas += text.empty() ? 0 : 1;
            think(message->string("thinking").value_or(""));
            if (const auto calls = message->find("tool_calls")) take_calls(*calls);
        }
        if (object.boolean("done").value_or(false)) {
            state_.finish = object.string("done_reason").value_or("stop");
            state_.is_whole = state_.is_over = true;
            state_.usage.prompt_tokens = object.integer("prompt_eval_count");
            state_.usage.completion_tokens = object.integer("eval_count");
        }
        return text;
    }

    /// Calls come whole, their arguments as an object; older servers give them no id.
    void take_calls(const JsonView& calls) {
        for (const JsonView& call : calls.elements()) {
            const auto function = call.find("function");
            if (!function) continue;
            ToolCall taken;
            taken.id = call.string("id").value_or(call_id());
            taken.name = function->string("name").value_or("");
            const auto arguments = function->find("arguments");
            taken.arguments = !arguments ? "{}" : std::string(arguments->as_string().value_or(arguments->dump()));
            state_.calls.push_back(std::move(taken));
            ++state_.deltas;
        }
    }

    NdjsonParser lines_;
    JsonParser parser_;
};

Value message_value(const Message& message) {
    switch (message.role) {
        case Message::Role::user: break;
        case Message::Role::assistant: {
            Value value = {{"role", "assistant"}, {"content", message.content}};
            for (const ToolCall& call : message.calls) {
                Value arguments = Value::parse(call.arguments, nullptr, false);
                if (!arguments.is_object()) arguments = Value::object();
                value["tool_calls"].push_back(
                    {{"id", call.id}, {"function", {{"name", call.name}, {"arguments", std::move(arguments)}}}});
            }
            return value;
        }
        case Message::Role::tool:
            return {{"role", "tool"},
                    {"tool_name", message.answers.name},
                    {"tool_call_id", message.answers.id},
                    {"content", message.content}};
    }
    Value value = {{"role", "user"}, {"content", message.content}};
    for (const Picture& picture : message.pictures) value["images"].push_back(picture.base64);
    return value;
}

}  // namespace

std::string ollama_body(const ChatRequest& request) {
    Value messages = Value::array();
    if (!request.system.empty()) messages.push_back({{"role", "system"}, {"content", request.system}});
    for (const Message& message : request.messages) messages.push_back(message_value(message));
    Value body = {{"model", request.model}, {"messages", std::move(messages)}};
    body["stream"] = true;
    body["truncate"] = false;
    body["shift"] = false;
    body["options"] = {{"num_ctx", request.context},
                       {"num_predict", request.max_tokens},
                       {"temperature", request.temperature},
                       {"top_k", request.top_k},
                       {"top_p", request.top_p}};
    if (!request.schema.empty()) body["format"] = Value::parse(request.schema);
    for (const ToolSpec& tool : request.tools) body["tools"].push_back(function_value(tool));
    return body.dump();
}

std::unique_ptr<ChatDecoder> ollama_decoder() {
    return std::make_unique<OllamaDecoder>();
}

}  // namespace tk::llm
