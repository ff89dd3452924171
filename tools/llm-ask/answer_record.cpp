#include "llm-ask/answer_record.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace tk::llm {

namespace {

std::string tokens(const std::optional<std::int64_t>& count) {
    return count ? fmt::format("{}", *count) : "unknown";
}

}  // namespace

void add_measures(Value& record, const Reply& reply, const Plan& plan) {
    const Answer& answer = reply.answer;
    const ChatAnswer& chat = answer.chat;
    if (!answer.id.empty()) record["id"] = answer.id;
    if (chat.finish != "stop") record["finish"] = chat.finish;
    if (!chat.thinking.empty()) record["thinking"] = chat.thinking;
    if (chat.usage.prompt_tokens) record["usage"]["prompt_tokens"] = *chat.usage.prompt_tokens;
    if (chat.usage.completion_tokens) record["usage"]["completion_tokens"] = *chat.usage.completion_tokens;
    if (answer.cost) record["cost"] = *answer.cost;
    record["time"] = {{"first_token_ms", chat.first_token.count()}, {"total_ms", chat.total.count()}};
    if (answer.attempts > 1) record["attempts"] = answer.attempts;
    if (!answer.failed.empty()) record["failed"] = answer.failed;
    if (!answer.cached.empty()) {
        record["cache"] = {{"hit", answer.cached}};
        if (answer.similarity) record["cache"]["similarity"] = *answer.similarity;
    }
    if (answer.trimmed > 0) record["trimmed"] = answer.trimmed;
    if (plan.route) record["route"] = plan.route->value();
    if (reply.repairs > 0) record["repairs"] = reply.repairs;
    for (const CallResult& call : reply.calls) record["calls"].push_back(call.value());
    if (reply.critic.empty()) return;
    record["critic"] = {{"model", reply.critic}, {"draft", reply.draft}, {"review", reply.review}};
}

void account(Context& context, const Reply& reply) {
    const Answer& answer = reply.answer;
    const ChatAnswer& chat = answer.chat;
    std::map<std::string, std::int64_t>& extra = context.counters().extra;
    extra["answers"] += 1;
    if (!answer.cached.empty()) {
        extra["cache_hits"] += 1;
        context.log().info(
            fmt::format("{}: kept answer ({}), first given in {} ms", chat.model, answer.cached, chat.total.count()));
        return;
    }
    extra["requests"] += answer.attempts;
    extra["prompt_tokens"] += chat.usage.prompt_tokens.value_or(0);
    extra["completion_tokens"] += chat.usage.completion_tokens.value_or(0);
    context.log().info(fmt::format("{}: first word after {} ms, {} ms in all, tokens read {}, written {}{}", chat.model,
                                   chat.first_token.count(), chat.total.count(), tokens(chat.usage.prompt_tokens),
                                   tokens(chat.usage.completion_tokens),
                                   answer.cost ? fmt::format(", cost {:.6g}", *answer.cost) : ""));
    if (chat.finish == "length") {
        context.log().warning("the answer stopped at the longest length allowed; --max-tokens allows more");
    }
}

}  // namespace tk::llm
