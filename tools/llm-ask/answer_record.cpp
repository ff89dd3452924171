#include "llm-ask/answer_record.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace tk::llm {

namespace {

std::string tokens(const std::optional<std::int64_t>& count) {
    return count ? fmt::format("{}", *count) : "unknown";
}

}  // namespace

void add_measures(Value& record, const ChatAnswer& answer) {
    if (answer.finish != "stop") record["finish"] = answer.finish;
    if (answer.usage.prompt_tokens) record["usage"]["prompt_tokens"] = *answer.usage.prompt_tokens;
    if (answer.usage.completion_tokens) record["usage"]["completion_tokens"] = *answer.usage.completion_tokens;
    record["time"] = {{"first_token_ms", answer.first_token.count()}, {"total_ms", answer.total.count()}};
}

void account(Context& context, const ChatAnswer& answer) {
    std::map<std::string, std::int64_t>& extra = context.counters().extra;
    extra["answers"] += 1;
    extra["prompt_tokens"] += answer.usage.prompt_tokens.value_or(0);
    extra["completion_tokens"] += answer.usage.completion_tokens.value_or(0);
    context.log().info(fmt::format("{}: first word after {} ms, {} ms in all, tokens read {}, written {}", answer.model,
                                   answer.first_token.count(), answer.total.count(), tokens(answer.usage.prompt_tokens),
                                   tokens(answer.usage.completion_tokens)));
    if (answer.finish == "length") {
        context.log().warning("the answer stopped at the longest length allowed; --max-tokens allows more");
    }
}

}  // namespace tk::llm
