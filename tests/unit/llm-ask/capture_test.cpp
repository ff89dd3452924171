#include <cmath>
#include <fstream>

#include "captures.hpp"
#include "catch.hpp"
#include "core/json.hpp"
#include "decoding.hpp"
#include "llm-ask/embedding.hpp"
#include "llm-ask/server_error.hpp"

using namespace tk::llm;

namespace {

/// The tokens that a capture says were read and written: OpenAI's protocol counts once, Anthropic's at the start and at
/// the end, and apart what came from the server's cache.
Usage usage_in(const tk::JsonView& truth) {
    Usage usage;
    const auto told = truth.find("usage");
    if (!told || !told->is_object()) return usage;
    const tk::JsonView start = told->find("start").value_or(*told);
    const tk::JsonView end = told->find("end").value_or(*told);
    usage.prompt_tokens = start.integer("prompt_tokens");
    if (const auto input = start.integer("input_tokens")) {
        usage.prompt_tokens = *input + start.integer("cache_read_input_tokens").value_or(0);
    }
    usage.completion_tokens = end.integer("completion_tokens");
    if (const auto output = end.integer("output_tokens")) usage.completion_tokens = output;
    return usage;
}

}  // namespace

TEST_CASE("the answers of a real server are read as the truth says, however the bytes arrive", "[capture]") {
    const std::string folder = test_data("llm");
    if (folder.empty()) return;
    std::ifstream lines(folder + "TRUTH.jsonl");
    tk::JsonParser parser;
    int chats = 0;
    for (std::string line; std::getline(lines, line);) {
        const tk::JsonView truth = parser.parse(line);
        const std::string file(truth.string("file").value());
        if (!truth.find("text")) continue;
        CAPTURE(file);
        ++chats;
        const Response response = read_response(folder + file);
        REQUIRE(response.status == 200);
        for (const std::size_t size :
             {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{1000}, response.body.size()}) {
            CAPTURE(size);
            const auto decoder = decoder_of(file, response);
            const std::string text = decode(*decoder, response.body, size);
            const StreamState& state = decoder->state();
            CHECK(text == truth.string("text"));
            const std::string finish(truth.string("finish_reason").value_or(truth.string("stop_reason").value_or("")));
            CHECK(state.is_whole == !finish.empty());
            CHECK(state.finish == (finish == "max_tokens" ? "length" : finish));
            // Anthropic's end marker is an event of its own, not the [DONE] that the truth tells of.
            const bool has_end = truth.boolean("done_marker").value_or(false) || file.starts_with("anthropic");
            if (truth.boolean("chunked").value()) CHECK(state.is_over == has_end);
            CHECK(state.model == "tiny");
            const Usage usage = usage_in(truth);
            CHECK(state.usage.prompt_tokens == usage.prompt_tokens);
            CHECK(state.usage.completion_tokens == usage.completion_tokens);
            if (state.is_whole) {
                CHECK_NOTHROW(require_whole(state, text));
            } else {
                CHECK_THROWS_AS(require_whole(state, text), AnswerError);
            }
        }
    }
    CHECK(chats == 8);
}

TEST_CASE("the errors of a real server are told with its own words", "[capture]") {
    const std::string folder = test_data("llm");
    if (folder.empty()) return;
    std::ifstream lines(folder + "TRUTH.jsonl");
    tk::JsonParser parser;
    int errors = 0;
    for (std::string line; std::getline(lines, line);) {
        const tk::JsonView truth = parser.parse(line);
        const auto expected = truth.find("error");
        if (!expected) continue;
        ++errors;
        const std::string file(truth.string("file").value());
        CAPTURE(file);
        const Response response = read_response(folder + file);
        REQUIRE(response.status == truth.integer("status"));
        CHECK(server_message(response.body) == expected->string("message"));
        const AnswerError failure = http_failure(response.status, response.body, {});
        CHECK(std::string(failure.what()).find(std::to_string(response.status)) != std::string::npos);
        CHECK_FALSE(failure.advice().empty());
        const bool overflow = file.find("overflow") != std::string::npos;
        CHECK(failure.code() == (overflow ? "context-overflow" : "http-" + std::to_string(response.status)));
    }
    CHECK(errors == 9);
}

TEST_CASE("the vectors of a real server are read the same from numbers and from base64", "[capture]") {
    const std::string folder = test_data("llm");
    if (folder.empty()) return;
    std::ifstream lines(folder + "TRUTH.jsonl");
    tk::JsonParser parser;
    int lists = 0;
    for (std::string line; std::getline(lines, line);) {
        const tk::JsonView truth = parser.parse(line);
        const auto first = truth.find("first_values");
        if (!first) continue;
        ++lists;
        const std::string file(truth.string("file").value());
        CAPTURE(file);
        const std::vector<float> vector = embedding_of(read_response(folder + file).body);
        REQUIRE(vector.size() == truth.integer("dimensions"));
        for (std::size_t i = 0; i < first->elements().size(); ++i) {
            CHECK(std::abs(vector[i] - first->elements()[i].as_number().value()) < 1e-6);
        }
        double square = 0;
        for (const float value : vector) square += static_cast<double>(value) * value;
        CHECK(std::abs(std::sqrt(square) - truth.number("norm").value()) < 1e-4);
    }
    CHECK(lists == 2);
}
