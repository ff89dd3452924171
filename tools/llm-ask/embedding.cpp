#include "llm-ask/embedding.hpp"

#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "llm-ask/cache.hpp"
#include "llm-ask/fetch.hpp"
#include "llm-ask/server_error.hpp"

namespace tk::llm {

namespace {

[[noreturn]] void fail() {
    throw AnswerError("malformed", "the server sent no vector", "is --embedding-model a model for embeddings?");
}

}  // namespace

std::vector<float> embedding_of(std::string_view body) {
    JsonParser parser;
    const JsonView object = parse_from_server(parser, body);
    throw_if_error(object);
    std::optional<JsonView> vector;
    if (const auto list = object.find("embeddings")) {
        const auto all = list->elements();
        if (!all.empty()) vector = all.front();
    } else if (const auto data = object.find("data")) {
        const auto all = data->elements();
        if (!all.empty()) vector = all.front().find("embedding");
    } else {
        vector = object.find("embedding");
    }
    if (!vector) fail();
    if (const auto text = vector->as_string()) {
        auto numbers = vector_of(*text);
        if (!numbers || numbers->empty()) fail();
        return *std::move(numbers);
    }
    std::vector<float> numbers;
    for (const JsonView& element : vector->elements()) {
        const auto number = element.as_number();
        if (!number) fail();
        numbers.push_back(static_cast<float>(*number));
    }
    if (numbers.empty()) fail();
    return numbers;
}

Task<std::vector<float>> embed(Network& network, const Candidate& model, const std::string& text) {
    const bool is_ollama = model.server.provider == Provider::ollama;
    if (!is_ollama && model.server.provider != Provider::openai) {
        throw UsageError("provider " + model.provider + " has no embeddings", "name another --embedding-model");
    }
    // Of the address only the base is of use here: the chat call's own path is replaced.
    const Endpoint endpoint = embeddings_endpoint(model.server.provider, model.server.chat);
    const Value body = {{"model", model.model}, {"input", text}};
    const std::string answer = co_await fetch(network, model.server, endpoint, body.dump());
    co_return embedding_of(answer);
}

}  // namespace tk::llm
