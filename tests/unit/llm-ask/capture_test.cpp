#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include "catch.hpp"
#include "core/json.hpp"
#include "decoding.hpp"
#include "llm-ask/openai.hpp"
#include "llm-ask/server_error.hpp"

using namespace tk::llm;

namespace {

/// The captured answers of a real server, where they are; tests that need them say that they were skipped.
std::optional<std::string> captures() {
    const char* const folder = std::getenv("TURNKIT_TEST_DATA");
    if (folder == nullptr) return std::nullopt;
    return std::string(folder) + "/llm/";
}

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

struct Response {
    int status = 0;
    std::map<std::string, std::string> headers;
    std::string body;  ///< without chunked encoding, as far as it arrived
};

std::string without_chunks(std::string_view body) {
    std::string plain;
    while (!body.empty()) {
        const std::size_t size = std::strtoul(std::string(body.substr(0, body.find('\r'))).c_str(), nullptr, 16);
        body.remove_prefix(std::min(body.size(), body.find('\n') + 1));
        plain += body.substr(0, size);
        body.remove_prefix(std::min(body.size(), size + 2));
    }
    return plain;
}

Response read_response(const std::string& path) {
    const std::string bytes = read(path);
    const std::size_t end = bytes.find("\r\n\r\n");
    Response response;
    std::istringstream head(bytes.substr(0, end));
    std::string line;
    std::getline(head, line);
    response.status = std::stoi(line.substr(line.find(' ')));
    while (std::getline(head, line)) {
        if (line.ends_with('\r')) line.pop_back();
        response.headers[line.substr(0, line.find(':'))] = line.substr(line.find(':') + 2);
    }
    response.body = bytes.substr(end + 4);
    if (response.headers.contains("Transfer-Encoding")) response.body = without_chunks(response.body);
    return response;
}

}  // namespace

TEST_CASE("the answers of a real server are read as the truth says, however the bytes arrive", "[capture]") {
    const auto folder = captures();
    if (!folder) {
        WARN("skipped: TURNKIT_TEST_DATA is not set");
        return;
    }
    std::ifstream lines(*folder + "TRUTH.jsonl");
    tk::JsonParser parser;
    int chats = 0;
    for (std::string line; std::getline(lines, line);) {
        const tk::JsonView truth = parser.parse(line);
        const std::string file(truth.string("file").value());
        if (!file.starts_with("openai_") || truth.integer("status") != 200) continue;
        CAPTURE(file);
        ++chats;
        const Response response = read_response(*folder + file);
        REQUIRE(response.status == 200);
        for (const std::size_t size :
             {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{1000}, response.body.size()}) {
            CAPTURE(size);
            const auto decoder = openai_decoder(response.headers.at("Content-Type"));
            const std::string text = decode(*decoder, response.body, size);
            const StreamState& state = decoder->state();
            CHECK(text == truth.string("text"));
            CHECK(state.is_whole == truth.string("finish_reason").has_value());
            CHECK(state.finish == truth.string("finish_reason").value_or(""));
            if (truth.boolean("chunked").value()) CHECK(state.is_over == truth.boolean("done_marker"));
            CHECK(state.model == "tiny");
            const auto usage = truth.find("usage");
            const bool counted = usage && usage->is_object();
            CHECK(state.usage.prompt_tokens == (counted ? usage->integer("prompt_tokens") : std::nullopt));
            CHECK(state.usage.completion_tokens == (counted ? usage->integer("completion_tokens") : std::nullopt));
            if (state.is_whole) {
                CHECK_NOTHROW(require_whole(state, text));
            } else {
                CHECK_THROWS_AS(require_whole(state, text), AnswerError);
            }
        }
    }
    CHECK(chats == 6);
}

TEST_CASE("the errors of a real server are told with its own words", "[capture]") {
    const auto folder = captures();
    if (!folder) {
        WARN("skipped: TURNKIT_TEST_DATA is not set");
        return;
    }
    std::ifstream lines(*folder + "TRUTH.jsonl");
    tk::JsonParser parser;
    int errors = 0;
    for (std::string line; std::getline(lines, line);) {
        const tk::JsonView truth = parser.parse(line);
        const auto expected = truth.find("error");
        if (!expected) continue;
        ++errors;
        const std::string file(truth.string("file").value());
        CAPTURE(file);
        const Response response = read_response(*folder + file);
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
