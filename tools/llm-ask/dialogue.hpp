#pragma once

#include <optional>
#include <string>
#include <vector>

#include "llm-ask/answering.hpp"
#include "llm-ask/toolbox.hpp"

namespace tk::llm {

/// One thing that is asked, with all that may happen before there is an answer.
struct Question {
    std::vector<Candidate> chain;    ///< models, best first
    ChatRequest request;             ///< with the schema and the tools in it
    std::string task;                ///< for the statistics
    std::vector<Candidate> critic;   ///< who reviews the draft; empty: nobody
    const Toolbox* tools = nullptr;  ///< who runs the calls
    std::int64_t most_calls = 0;     ///< of tools, for this answer
};

/// How a dialogue ended, and what came before.
struct Reply {
    Answer answer;             ///< tokens, cost and attempts are those of all requests together
    std::int64_t repairs = 0;  ///< how often an answer that did not fit the schema was sent back
    std::vector<CallResult> calls;
    std::string draft;   ///< with a critic: what it read
    std::string review;  ///< what it said
    std::string critic;  ///< its name
};

/// How often an answer that does not fit its schema is sent back.
inline constexpr std::int64_t most_repairs = 2;

/// Gets the answer: from the cache, or from a model, with calls of tools, repairs until the schema fits, and a review.
/// Throws AnswerError: of Desk::ask, `schema` when the answer never fits, `calls` when the model does not stop calling.
Task<Reply> converse(Desk& desk, Question question, const Sink& sink);

}  // namespace tk::llm
