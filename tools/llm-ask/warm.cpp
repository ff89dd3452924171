#include "llm-ask/warm.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/progress.hpp"
#include "core/reader.hpp"
#include "core/text.hpp"
#include "llm-ask/answer_record.hpp"
#include "llm-ask/ask_setup.hpp"
#include "llm-ask/lane.hpp"

namespace tk::llm {

namespace {

/// The prompt in a line of `warm`'s input: the line itself, or the `prompt` of a record.
std::string prompt_in(std::string_view line) {
    line = trim(line);
    if (!line.starts_with('{')) return std::string(line);
    JsonParser parser;
    const auto prompt = parser.parse(line).string("prompt");
    if (!prompt) throw Error("the record has no prompt");
    return std::string(*prompt);
}

}  // namespace

Status warm(Context& context, Network& network, const ServerOptions& server, const AskOptions& options,
            const std::vector<std::string>& inputs) {
    require_server(server);
    if (server.cache == "off") throw UsageError("warm fills the cache, and --cache off keeps nothing");
    const auto ledger = open_ledger(context, server, true);
    Desk desk(context, network, *ledger, server);
    const AskSetup setup = set_up(desk, options);
    std::int64_t asked = 0;
    std::int64_t kept = 0;
    std::int64_t already = 0;
    std::int64_t failed = 0;
    std::uint64_t done = 0;
    Progress progress("warm", 0, "prompts", !context.settings().quiet);
    Lane lane(desk, static_cast<std::size_t>(options.jobs), [&](std::size_t number, const Outcome& outcome) {
        progress.advance_to(++done);
        if (outcome.error) {
            ++failed;
            context.problem(
                InputError(fmt::format("line {}: ", number), outcome.error->what(), outcome.error->advice()));
            return;
        }
        account(context, *outcome.reply);
        ++(outcome.reply->answer.cached.empty() ? kept : already);
    });
    for (const std::string& input : inputs.empty() ? std::vector<std::string>{"-"} : inputs) {
        LineReader lines(input);
        while (const auto line = lines.next()) {
            if (trim(line->text).empty()) continue;
            context.check_interrupt();
            ++asked;
            try {
                const std::string prompt = prompt_in(line->text);
                if (!valid_utf8(prompt)) throw Error("not valid UTF-8");
                const Plan plan = plan_for(server, *ledger, prompt, std::nullopt, context.log());
                lane.add(line->number, question_for(setup, options, plan, prompt, {}));
            } catch (const UsageError&) {
                throw;
            } catch (const Error& error) {
                ++failed;
                context.problem(InputError(lines.source(), line->number, error.what(), error.advice()));
            }
        }
    }
    lane.drain();
    const Value summary = {{"type", "summary"}, {"tool", context.tool()}, {"asked", asked},
                           {"kept", kept},      {"already", already},     {"failed", failed}};
    context.out().line(summary.dump());
    return context.status();
}

}  // namespace tk::llm
