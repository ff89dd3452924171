#include "llm-ask/program_protocol.hpp"

#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "llm-ask/ndjson.hpp"
#include "llm-ask/server_error.hpp"

namespace tk::llm {

namespace {

class ProgramDecoder : public ChatDecoder {
public:
    std::string feed(std::string_view bytes) override {
        std::string text;
        for (const std::string& line : lines_.feed(bytes)) text += take(line);
        return text;
    }

    std::string finish() override {
        const auto line = lines_.finish();
        return line && !state_.is_over ? take(*line) : std::string();
    }

private:
    std::string take(const std::string& line) {
        if (state_.is_over) return {};
        const JsonView object = parse_from_server(parser_, line);
        throw_if_error(object);
        think(object.string("thinking").value_or(""));
        std::string text(object.string("text").value_or(""));
        const auto answer = object.string("answer");
        if (answer) text += *answer;
        state_.deltas += text.empty() ? 0 : 1;
        if (const auto calls = object.find("tool_calls")) take_calls(*calls);
        if (const auto model = object.string("model")) state_.model = *model;
        if (const auto usage = object.find("usage")) {
            state_.usage.prompt_tokens = usage->integer("prompt_tokens");
            state_.usage.completion_tokens = usage->integer("completion_tokens");
        }
        if (answer || object.boolean("done").value_or(false)) {
            state_.finish = object.string("finish").value_or("stop");
            state_.is_whole = state_.is_over = true;
        }
        return text;
    }

    void take_calls(const JsonView& calls) {
        for (const JsonView& call : calls.elements()) {
            const auto arguments = call.find("arguments");
            state_.calls.push_back({std::string(call.string("id").value_or(call_id())),
                                    std::string(call.string("name").value_or("")),
                                    arguments ? arguments->dump() : "{}"});
            ++state_.deltas;
        }
    }

    NdjsonParser lines_;
    JsonParser parser_;
};

Value message_value(const Message& message) {
    constexpr const char* roles[] = {"user", "assistant", "tool"};
    Value value = {{"role", roles[static_cast<int>(message.role)]}, {"content", message.content}};
    for (const Picture& picture : message.pictures) {
        value["images"].push_back({{"media_type", picture.media_type}, {"data", picture.base64}});
    }
    for (const ToolCall& call : message.calls) {
        value["tool_calls"].push_back({{"id", call.id}, {"name", call.name}, {"arguments", call.arguments}});
    }
    if (message.role == Message::Role::tool) value["tool_call_id"] = message.answers.id;
    return value;
}

}  // namespace

std::string program_body(const ChatRequest& request) {
    Value body = {{"model", request.model}};
    if (!request.system.empty()) body["system"] = request.system;
    for (const Message& message : request.messages) body["messages"].push_back(message_value(message));
    body["max_tokens"] = request.max_tokens;
    body["temperature"] = request.temperature;
    body["top_k"] = request.top_k;
    body["top_p"] = request.top_p;
    if (!request.schema.empty()) body["schema"] = Value::parse(request.schema);
    for (const ToolSpec& tool : request.tools) {
        body["tools"].push_back(
            {{"name", tool.name}, {"description", tool.description}, {"parameters", Value::parse(tool.parameters)}});
    }
    return body.dump() + "\n";
}

std::unique_ptr<ChatDecoder> program_decoder() {
    return std::make_unique<ProgramDecoder>();
}

}  // namespace tk::llm
