#include "llm-ask/cache.hpp"

#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "core/sha256.hpp"
#include "llm-ask/base64.hpp"
#include "llm-ask/embedding.hpp"
#include "llm-ask/seconds.hpp"
#include "llm-ask/words.hpp"

namespace tk::llm {

namespace {

std::string hash(const std::string& text) {
    Sha256 sum;
    sum.add(text);
    return sum.hex();
}

/// All that an answer depends on but the last thing the user said.
Value scope_value(const Candidate& model, const ChatRequest& request) {
    Value value = {{"server", model.server.shown()},
                   {"model", model.model},
                   {"system", request.system},
                   {"max", request.max_tokens},
                   {"t", request.temperature},
                   {"k", request.top_k},
                   {"p", request.top_p},
                   {"context", request.context},
                   {"schema", request.schema}};
    value["before"] = Value::array();
    for (std::size_t i = 0; i < request.messages.size(); ++i) {
        const Message& message = request.messages[i];
        Value pictures = Value::array();
        for (const Picture& picture : message.pictures) pictures.push_back(hash(picture.base64));
        const bool is_last = i + 1 == request.messages.size();
        value["before"].push_back({is_last ? "" : message.content, std::move(pictures)});
    }
    return value;
}

struct Keys {
    std::string scope;
    std::string key;
    std::string prompt;
};

Keys keys_of(const Candidate& model, const ChatRequest& request) {
    Keys keys;
    keys.prompt = request.messages.empty() ? "" : request.messages.back().content;
    const std::string scope = scope_value(model, request).dump(-1, ' ', false, Value::error_handler_t::replace);
    keys.scope = hash(scope);
    keys.key = hash(keys.scope + keys.prompt);
    return keys;
}

bool is_used(Desk& desk, const ChatRequest& request) {
    return desk.options().cache != "off" && desk.ledger().is_kept() && request.tools.empty();
}

bool is_semantic(const Desk& desk) {
    return desk.options().cache == "semantic" && !desk.options().embedding_model.empty();
}

Answer answer_from(const CachedAnswer& kept, std::string how) {
    Answer answer;
    answer.chat.text = kept.answer;
    answer.chat.model = kept.model;
    answer.chat.finish = kept.finish;
    answer.chat.usage = {kept.tokens_in, kept.tokens_out};
    answer.chat.first_token = in_milliseconds(kept.first_token);
    answer.chat.total = in_milliseconds(kept.latency);
    answer.provider = kept.provider;
    answer.name = kept.model;
    answer.cached = std::move(how);
    return answer;
}

/// The vector of the prompt; nothing, and a warning, when it cannot be had: then only the exact cache is of use.
Task<std::optional<std::vector<float>>> vector_for(Desk& desk, std::string prompt) {
    try {
        const Candidate model = candidate(desk.options(), desk.options().embedding_model, desk.context().log());
        co_return co_await embed(desk.network(), model, prompt);
    } catch (const AnswerError& error) {
        desk.context().log().warning(std::string("no semantic cache: ") + error.what());
    }
    co_return std::nullopt;
}

}  // namespace

double similarity(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size() || a.empty()) return 0;
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        dot += static_cast<double>(a[i]) * static_cast<double>(b[i]);
        aa += static_cast<double>(a[i]) * static_cast<double>(a[i]);
        bb += static_cast<double>(b[i]) * static_cast<double>(b[i]);
    }
    const double norm = std::sqrt(aa * bb);
    return norm > 0 && std::isfinite(norm) ? dot / norm : 0;
}

std::string vector_text(const std::vector<float>& vector) {
    std::string bytes(vector.size() * sizeof(float), '\0');
    std::memcpy(bytes.data(), vector.data(), bytes.size());
    return base64_text(bytes);
}

std::optional<std::vector<float>> vector_of(std::string_view text) {
    const auto bytes = base64_bytes(text);
    if (!bytes || bytes->size() % sizeof(float) != 0) return std::nullopt;
    std::vector<float> vector(bytes->size() / sizeof(float));
    std::memcpy(vector.data(), bytes->data(), bytes->size());
    return vector;
}

bool means_the_same(std::string_view prompt, const std::vector<float>& vector, std::string_view kept,
                    const std::vector<float>& kept_vector) {
    return content_words(prompt) == content_words(kept) && similarity(vector, kept_vector) > least_similarity;
}

Task<std::optional<Answer>> cached_answer(Desk& desk, const Candidate& model, const ChatRequest& request) {
    if (!is_used(desk, request) || desk.options().cache == "refresh") co_return std::nullopt;
    const Keys keys = keys_of(model, request);
    const Moment now = std::chrono::system_clock::now();
    if (const auto kept = desk.ledger().cached(keys.key, now)) co_return answer_from(*kept, "exact");
    if (!is_semantic(desk)) co_return std::nullopt;
    // Without a kept answer of the same words no vector is asked for.
    const auto near = desk.ledger().cached_with_words(keys.scope, content_words(keys.prompt), now);
    if (near.empty()) co_return std::nullopt;
    const auto vector = co_await vector_for(desk, keys.prompt);
    if (!vector) co_return std::nullopt;
    const CachedAnswer* best = nullptr;
    double best_similarity = least_similarity;
    for (const CachedAnswer& kept : near) {
        const auto other = vector_of(kept.embedding);
        if (!other || !means_the_same(keys.prompt, *vector, kept.prompt, *other)) continue;
        const double alike = similarity(*vector, *other);
        if (alike <= best_similarity) continue;
        best = &kept;
        best_similarity = alike;
    }
    if (best == nullptr) co_return std::nullopt;
    Answer answer = answer_from(*best, "semantic");
    answer.similarity = best_similarity;
    co_return answer;
}

Task<void> keep_answer(Desk& desk, const Candidate& model, const ChatRequest& request, const Answer& answer) {
    if (!is_used(desk, request) || !answer.cached.empty() || answer.trimmed > 0 || !answer.failed.empty()) {
        co_return;  // only what this very model said of this very prompt
    }
    const Keys keys = keys_of(model, request);
    CachedAnswer kept;
    kept.key = keys.key;
    kept.scope = keys.scope;
    kept.prompt = keys.prompt;
    kept.words = content_words(keys.prompt);
    kept.provider = answer.provider;
    kept.model = answer.chat.model;
    kept.answer = answer.chat.text;
    kept.finish = answer.chat.finish;
    kept.tokens_in = answer.chat.usage.prompt_tokens;
    kept.tokens_out = answer.chat.usage.completion_tokens;
    kept.latency = in_seconds(answer.chat.total);
    kept.first_token = in_seconds(answer.chat.first_token);
    if (is_semantic(desk)) {
        if (const auto vector = co_await vector_for(desk, keys.prompt)) kept.embedding = vector_text(*vector);
    }
    desk.ledger().keep(kept, std::chrono::system_clock::now(), desk.options().cache_ttl);
}

}  // namespace tk::llm
