#pragma once

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/program.hpp"
#include "llm-ask/candidate.hpp"
#include "llm-ask/gate.hpp"
#include "llm-ask/ledger.hpp"

namespace tk::llm {

/// A whole answer and how it was come by.
struct Answer {
    ChatAnswer chat;
    std::string provider;             ///< name of the provider that answered
    std::string name;                 ///< name of the model that answered, as people call it
    std::string id;                   ///< for `llm-ask rate`; empty without a database
    std::int64_t attempts = 0;        ///< requests sent, to all models
    std::vector<std::string> failed;  ///< "NAME: CODE" of the models that were left before it
    std::optional<double> cost;
    std::size_t trimmed = 0;  ///< bytes of the prompt left out to make it fit
    std::string cached;       ///< "exact" or "semantic" for a kept answer, whose times are those of the first time
    std::optional<double> similarity;  ///< of the prompts, for a semantic hit
};

/// All that answering a request needs; one a run.
class Desk {
public:
    Desk(Context& context, Network& network, Ledger& ledger, const ServerOptions& options);

    /// Asks the models of `chain` in turn, each as often as makes sense, until one gives a whole answer: with back-off,
    /// breakers, bulkheads, rate limits and a check that the prompt was read to its end. Throws the AnswerError of the
    /// last model asked when none does. `task` is for the statistics.
    Task<Answer> ask(const std::vector<Candidate>& chain, ChatRequest request, const Sink& sink, std::string task);

    Context& context() { return context_; }
    Network& network() { return network_; }
    Ledger& ledger() { return ledger_; }
    const ServerOptions& options() const { return options_; }

private:
    struct Work;

    Task<bool> try_model(Work& work, const Candidate& model, bool has_other);
    Task<std::optional<AnswerError>> send(Work& work, const Candidate& model, Limits limits);
    std::optional<AnswerError> cut_prompt(const Work& work, const Candidate& model);
    void leave_out(const Candidate& model, const std::vector<std::string>& options);
    Task<void> wait_for_rate(const Candidate& model);
    Limits limits_for(const Candidate& model, bool has_other);
    std::optional<AnswerError> fit(Work& work, const Candidate& model);
    Gate& gate(const Candidate& model);
    double random();

    Context& context_;
    Network& network_;
    Ledger& ledger_;
    const ServerOptions& options_;
    RetryPolicy policy_;
    std::map<std::string, Gate> gates_;
    std::map<std::string, Clock::time_point> exhausted_until_;
    std::map<std::string, std::set<std::string, std::less<>>> refused_;  ///< options, by the key of the model
    std::minstd_rand jitter_{std::random_device{}()};
};

}  // namespace tk::llm
