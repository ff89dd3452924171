#pragma once

#include <memory>

#include "llm-ask/ask.hpp"
#include "llm-ask/dialogue.hpp"
#include "llm-ask/plan.hpp"

namespace tk::llm {

/// What stays the same for all prompts of a run: the request without its prompt, tools, critic.
struct AskSetup {
    ChatRequest request;
    Toolbox tools;
    std::vector<Candidate> critic;
};

/// Reads the schema and the tools' option tables. Throws UsageError.
AskSetup set_up(Desk& desk, const AskOptions& options);

/// The question that `prompt` is.
Question question_for(const AskSetup& setup, const AskOptions& options, const Plan& plan, std::string prompt,
                      std::vector<Picture> pictures);

/// Throws UsageError when nobody is configured to answer prompts.
void require_server(const ServerOptions& options);

/// What llm-ask remembers. `needed`: the database is made when there is none; else it is used only where there is one.
std::unique_ptr<Ledger> open_ledger(Context& context, const ServerOptions& options, bool needed);

}  // namespace tk::llm
