#include "llm-ask/ollama.hpp"

#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "llm-ask/ndjson.hpp"
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
            if (!message->string("thinking").value_or("").empty()) {
                state_.reasoned = true;
                ++state_.deltas;
            }
        }
        if (object.boolean("done").value_or(false)) {
            state_.finish = object.string("done_reason").value_or("stop");
            state_.is_whole = state_.is_over = true;
            state_.usage.prompt_tokens = object.integer("prompt_eval_count");
            state_.usage.completion_tokens = object.integer("eval_count");
        }
        return text;
    }

    NdjsonParser lines_;
    JsonParser parser_;
};

}  // namespace

std::string ollama_body(const ChatRequest& request) {
    Value messages = Value::array();
    if (!request.system.empty()) messages.push_back({{"role", "system"}, {"content", request.system}});
    messages.push_back({{"role", "user"}, {"content", request.prompt}});
    Value body = {{"model", request.model}, {"messages", std::move(messages)}};
    body["stream"] = true;
    body["truncate"] = false;
    body["shift"] = false;
    body["options"] = {{"num_ctx", request.context},
                       {"num_predict", request.max_tokens},
                       {"temperature", request.temperature},
                       {"top_k", request.top_k},
                       {"top_p", request.top_p}};
    return body.dump();
}

std::unique_ptr<ChatDecoder> ollama_decoder() {
    return std::make_unique<OllamaDecoder>();
}

}  // namespace tk::llm
