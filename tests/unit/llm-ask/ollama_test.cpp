#include "llm-ask/ollama.hpp"

#include "catch.hpp"
#include "decoding.hpp"

using namespace tk::llm;

namespace {

std::string line(const std::string& content, const std::string& rest = R"("done":false)") {
    return R"({"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":")" +
           content + "\"}," + rest + "}\n";
}

const std::string last = line("", R"("done":true,"done_reason":"stop","prompt_eval_count":26,"eval_count":2)");

}  // namespace

TEST_CASE("the lines of Ollama become text and usage", "[ollama]") {
    const std::size_t size = GENERATE(1, 2, 3, 50, 100000);
    const bool has_last_end = GENERATE(true, false);
    std::string body = line("The ") + "\n" + line("œil") + last;
    if (!has_last_end) body.pop_back();
    CAPTURE(size, has_last_end);
    const auto decoder = ollama_decoder();
    CHECK(decode(*decoder, body, size) == "The œil");
    CHECK(decoder->state().is_whole);
    CHECK(decoder->state().is_over);
    CHECK(decoder->state().finish == "stop");
    CHECK(decoder->state().model == "llama3.2");
    CHECK(decoder->state().usage.prompt_tokens == 26);
    CHECK(decoder->state().usage.completion_tokens == 2);
    CHECK(decoder->state().deltas == 2);
}

TEST_CASE("token counts may be missing, as with a cached prompt", "[ollama]") {
    const auto decoder = ollama_decoder();
    CHECK(decode(*decoder, line("a") + line("", R"("done":true,"done_reason":"length","eval_count":150)"), 10) == "a");
    CHECK_FALSE(decoder->state().usage.prompt_tokens);
    CHECK(decoder->state().usage.completion_tokens == 150);
    CHECK(decoder->state().finish == "length");
}

TEST_CASE("an answer without done is not whole", "[ollama]") {
    const std::string body = GENERATE_COPY(std::string{}, line("a"), line("a") + last.substr(0, last.size() - 2),
                                           line("a") + last.substr(0, 20));
    CAPTURE(body);
    const auto decoder = ollama_decoder();
    const std::string text = decode(*decoder, body, 6);
    CHECK_FALSE(decoder->state().is_whole);
    CHECK_THROWS_WITH(require_whole(decoder->state(), text), Catch::Matchers::Contains("broke off"));
}

TEST_CASE("an error line is an error even with status 200", "[ollama]") {
    const auto decoder = ollama_decoder();
    CHECK_THROWS_WITH(decode(*decoder, line("a") + "{\"error\":\"model runner has unexpectedly stopped\"}\n", 6),
                      Catch::Matchers::Contains("model runner has unexpectedly stopped"));
    const auto other = ollama_decoder();
    CHECK_THROWS_WITH(decode(*other, "<html>\n", 6), Catch::Matchers::Contains("not its protocol"));
}

TEST_CASE("thinking is not part of the answer", "[ollama]") {
    const auto decoder = ollama_decoder();
    const std::string thought = R"({"message":{"role":"assistant","content":"","thinking":"hm"},"done":false})";
    CHECK(decode(*decoder, thought + "\n" + line("yes") + last, 6) == "yes");
    CHECK(decoder->state().thinking.empty() == false);
}

TEST_CASE("the size of the context is always said", "[ollama]") {
    ChatRequest request;
    request.model = "m";
    request.messages = {user_message("hi")};
    request.context = 8192;
    CHECK(ollama_body(request) ==
          R"({"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true,"truncate":false,"shift":false,)"
          R"("options":{"num_ctx":8192,"num_predict":150,"temperature":0.75,"top_k":40,"top_p":0.9}})");
}
