#include "llm-ask/answering.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "llm-ask/prompt_fit.hpp"
#include "llm-ask/seconds.hpp"

namespace tk::llm {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Of a provider's limit of requests a minute.
constexpr seconds rate_window{60};

Moment wall_clock() {
    return std::chrono::system_clock::now();
}

std::optional<double> cost_of(const Candidate& model, const Usage& usage) {
    if (!model.price_in && !model.price_out) return std::nullopt;
    return (static_cast<double>(usage.prompt_tokens.value_or(0)) * model.price_in.value_or(0) +
            static_cast<double>(usage.completion_tokens.value_or(0)) * model.price_out.value_or(0)) /
           1e6;
}

}  // namespace

/// One request on its way through the chain.
struct Desk::Work {
    ChatRequest request;
    const Sink& sink;
    std::string task;
    Answer answer;
    std::optional<AnswerError> failure;  ///< the last
    std::int64_t needed_context = 0;     ///< more than this, since a model of that much refused
};

Desk::Desk(Context& context, Network& network, Ledger& ledger, const ServerOptions& options)
    : context_(context), network_(network), ledger_(ledger), options_(options), policy_(retry_policy(options)) {}

double Desk::random() {
    return std::uniform_real_distribution<double>(0, 1)(jitter_);
}

Gate& Desk::gate(const Candidate& model) {
    return gates_.try_emplace(model.provider, network_, model.concurrent).first->second;
}

Limits Desk::limits_for(const Candidate& model, bool has_other) {
    Limits limits = model.server.limits;
    limits.first_token = has_other ? first_token_wait_with_other : first_token_wait;
    if (const auto usual = ledger_.usual_first_token(model.model)) {
        limits.first_token = std::max<milliseconds>(has_other ? first_token_least : first_token_wait,
                                                    in_milliseconds(*usual * first_token_factor));
    }
    if (options_.first_token_timeout) limits.first_token = in_milliseconds(*options_.first_token_timeout);
    limits.idle = has_other ? idle_wait_with_other : idle_wait;
    if (options_.idle_timeout) limits.idle = in_milliseconds(*options_.idle_timeout);
    limits.first_token = std::min(limits.first_token, limits.total);
    return limits;
}

/// Trims a prompt that cannot fit the model, or says why it is refused.
std::optional<AnswerError> Desk::fit(Work& work, const Candidate& model) {
    if (!model.context) return std::nullopt;
    work.request.context = *model.context;
    const auto ratio = ledger_.bytes_per_token(model.model);
    const Estimate estimate = estimate_tokens(work.request.prompt_bytes(), ratio);
    if (options_.too_long == "trim" && estimate.likely + work.request.max_tokens > *model.context) {
        if (const auto cut = trim_to_fit(work.request, *model.context, ratio)) {
            work.answer.trimmed += *cut;
            context_.log().warning(fmt::format("{}: {} bytes of the prompt's front are left out to fit {} tokens",
                                               model.name, *cut, *model.context));
            return std::nullopt;
        }
    }
    if (!is_too_long(estimate, *model.context)) return std::nullopt;
    return AnswerError("context-overflow",
                       fmt::format("{}: the prompt has about {} tokens, the context holds {}", model.name,
                                   estimate.likely, *model.context),
                       "shorten it, give more --context (ollama), or leave out its front with --when-too-long trim");
}

/// Holds a request back while the provider's limits allow none.
Task<void> Desk::wait_for_rate(const Candidate& model) {
    while (true) {
        auto until = network_.now();
        if (const auto found = exhausted_until_.find(model.provider); found != exhausted_until_.end()) {
            until = std::max(until, found->second);
        }
        if (model.per_minute > 0) {
            const Moment now = wall_clock();
            const Ledger::Recent recent = ledger_.recent(model.provider, now - rate_window);
            if (recent.count >= model.per_minute) {
                const auto wait = std::chrono::ceil<milliseconds>(recent.oldest + rate_window - now);
                until = std::max(until, network_.now() + std::clamp(wait, milliseconds(1), milliseconds(rate_window)));
            }
        }
        if (until <= network_.now()) co_return;
        context_.log().info(fmt::format("{}: waiting {:.1f} s for its rate limit", model.provider,
                                        in_seconds(duration_cast<milliseconds>(until - network_.now()))));
        Sleep sleep{network_, until};
        co_await sleep;
    }
}

/// Notes that the model's server refuses `options`.
void Desk::leave_out(const Candidate& model, const std::vector<std::string>& options) {
    auto& known = refused_[model.key()];
    const std::size_t before = known.size();
    known.insert(options.begin(), options.end());
    if (known.size() == before) return;  // another prompt found it out meanwhile
    context_.log().warning(
        fmt::format("{}: the server refuses {}: asking without", model.name, fmt::join(options, ", ")));
}

/// Says so when the server's own count of tokens shows that it did not read the whole prompt.
std::optional<AnswerError> Desk::cut_prompt(const Work& work, const Candidate& model) {
    const std::size_t bytes = work.request.prompt_bytes();
    const std::int64_t counted = work.answer.chat.usage.prompt_tokens.value_or(0);
    if (!was_cut(bytes, counted, model.context, ledger_.bytes_per_token(model.model))) return std::nullopt;
    return AnswerError("prompt-cut",
                       fmt::format("{}: the server read only {} tokens of a prompt of about {}", model.name, counted,
                                   estimate_tokens(bytes, {}).likely),
                       "give more --context (ollama), or shorten the prompt");
}

/// Sends the request once, when the limits of the provider allow it; the ledger knows before and after. The answer is
/// in `work` then; returns what went wrong.
Task<std::optional<AnswerError>> Desk::send(Work& work, const Candidate& model, Limits limits) {
    Server server = model.server;
    server.limits = limits;
    LogEntry entry{work.answer.id, model.provider, model.model, work.task, "sent", 0, {}, {}, {}, {}, {}};
    auto entering = gate(model).enter();
    const Gate::Ticket ticket = co_await entering;
    co_await wait_for_rate(model);
    entry.prompt_bytes = static_cast<std::int64_t>(work.request.prompt_bytes());
    const std::int64_t number = ledger_.begin(entry);
    if (ledger_.is_kept() && entry.request_id.empty()) entry.request_id = work.answer.id = fmt::format("m{}", number);
    ++work.answer.attempts;
    work.request.model = model.model;
    work.request.refused = refused_[model.key()];
    const auto start = network_.now();
    std::optional<AnswerError> failure;
    try {
        work.answer.chat = co_await chat(network_, server, work.request, work.sink);
        const ChatAnswer& answer = work.answer.chat;
        if (answer.exhausted_for.count() > 0) {
            exhausted_until_[model.provider] = network_.now() + answer.exhausted_for;
        }
        entry.outcome = "ok";
        entry.tokens_in = answer.usage.prompt_tokens;
        entry.tokens_out = answer.usage.completion_tokens;
        entry.latency = in_seconds(answer.total);
        entry.first_token = in_seconds(answer.first_token);
        entry.cost = work.answer.cost = cost_of(model, answer.usage);
        failure = cut_prompt(work, model);
    } catch (const AnswerError& error) {
        failure = error;
    }
    if (failure) {
        entry.outcome = failure->code();
        entry.latency = in_seconds(duration_cast<milliseconds>(network_.now() - start));
        if (failure->code() == "timeout") entry.first_token = entry.latency;
    }
    ledger_.end(number, entry);
    co_return failure;
}

/// Asks one model until it answers (true) or should not be asked again (false, with the failure in `work`).
Task<bool> Desk::try_model(Work& work, const Candidate& model, bool has_other) {
    for (std::int64_t attempt = 1;; ++attempt) {
        const Limits limits = limits_for(model, has_other);
        const std::optional<AnswerError> failure = co_await send(work, model, limits);
        if (!failure) {
            ledger_.succeeded(model.key());
            work.answer.provider = model.provider;
            work.answer.name = model.name;
            co_return true;
        }
        if (const auto options = refused_options(*failure, work.request); !options.empty()) {
            leave_out(model, options);
            --attempt;  // another request, not the same again
            continue;
        }
        work.failure = failure;
        if (is_server_fault(*failure)) {
            ledger_.failed(model.key(), failure->code(), wall_clock());
        } else {
            ledger_.succeeded(model.key());  // it answered, if only to refuse
        }
        const auto wait = wait_before_retry(policy_, *failure, attempt, has_other, random());
        const bool is_closed = ledger_.breaker(model.key()).state == Breaker::State::closed;
        if (!wait || (has_other && !is_closed)) co_return false;
        context_.log().info(fmt::format("{}; asking again in {:.1f} s", failure->what(), in_seconds(*wait)));
        if (work.sink.restart) work.sink.restart();
        Sleep sleep{network_, network_.now() + *wait};
        co_await sleep;
    }
}

Task<Answer> Desk::ask(const std::vector<Candidate>& chain, ChatRequest request, const Sink& sink, std::string task) {
    Work work{std::move(request), sink, std::move(task), {}, {}, 0};
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const Candidate& model = chain[i];
        const bool has_other = i + 1 < chain.size();
        if (work.needed_context > 0 && model.context && *model.context <= work.needed_context) continue;
        if (auto too_long = fit(work, model)) {
            work.failure = std::move(too_long);
        } else if (ledger_.admit(model.key(), wall_clock())) {
            if (co_await try_model(work, model, has_other)) co_return std::move(work.answer);
        } else {
            const Breaker breaker = ledger_.breaker(model.key());
            work.failure.emplace("breaker",
                                 fmt::format("{}: not asked, it failed {} times in a row ({})", model.name,
                                             breaker.failures, breaker.reason),
                                 fmt::format("it is asked again at {}", moment_text(breaker.retry_at)));
        }
        const Remedy remedy = remedy_for(*work.failure);
        if (remedy == Remedy::none) break;
        if (remedy == Remedy::larger) work.needed_context = std::max(work.needed_context, model.context.value_or(0));
        work.answer.failed.push_back(model.name + ": " + work.failure->code());
        if (has_other) {
            if (work.sink.restart) work.sink.restart();
            context_.log().warning(fmt::format("{}; asking {} instead", work.failure->what(), chain[i + 1].name));
        }
    }
    throw AnswerError(*work.failure);
}

}  // namespace tk::llm
