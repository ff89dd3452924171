// links: tk_tool_llm_ask
// What a server may send: any bytes become text or an AnswerError, and the same however they are split.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "llm-ask/anthropic.hpp"
#include "llm-ask/ndjson.hpp"
#include "llm-ask/ollama.hpp"
#include "llm-ask/openai.hpp"
#include "llm-ask/program_protocol.hpp"
#include "llm-ask/server_error.hpp"
#include "llm-ask/sse.hpp"

namespace {

using namespace tk::llm;

/// What came of a body: its text and whether it is whole; nothing after an error.
using Outcome = std::optional<std::pair<std::string, bool>>;

Outcome decode(ChatDecoder& decoder, std::string_view body, std::size_t size) {
    try {
        std::string text;
        for (std::size_t at = 0; at < body.size(); at += size) text += decoder.feed(body.substr(at, size));
        text += decoder.finish();
        return std::pair{text, decoder.state().is_whole};
    } catch (const AnswerError&) {
        return std::nullopt;
    }
}

template <typename Parser>
auto parts(std::string_view body, std::size_t size) {
    Parser parser;
    auto all = parser.feed("");
    for (std::size_t at = 0; at < body.size(); at += size) {
        for (auto& part : parser.feed(body.substr(at, size))) all.push_back(std::move(part));
    }
    return all;
}

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    require(parts<SseParser>(body, size) == parts<SseParser>(body, 1));
    require(parts<NdjsonParser>(body, size) == parts<NdjsonParser>(body, 3));
    require(decode(*openai_decoder("text/event-stream"), body, size) ==
            decode(*openai_decoder("text/event-stream"), body, 1));
    require(decode(*openai_decoder("application/json"), body, size) ==
            decode(*openai_decoder("application/json"), body, 7));
    require(decode(*ollama_decoder(), body, size) == decode(*ollama_decoder(), body, 1));
    require(decode(*anthropic_decoder("text/event-stream"), body, size) ==
            decode(*anthropic_decoder("text/event-stream"), body, 1));
    require(decode(*anthropic_decoder("application/json"), body, size) ==
            decode(*anthropic_decoder("application/json"), body, 5));
    require(decode(*program_decoder(), body, size) == decode(*program_decoder(), body, 1));
    server_message(body);
    http_failure(400, body, {});
    return 0;
}
