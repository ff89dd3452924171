#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "action-report/section.hpp"
#include "core/json.hpp"
#include "stats/distribution.hpp"
#include "store/database.hpp"

namespace tk::report {

/// Calls of language models: from the answers in the stream, and from the table performance_logs.
class Models {
public:
    struct Model {
        std::uint64_t calls = 0;
        std::uint64_t failures = 0;       ///< their latency is not counted
        stats::Distribution latency;      ///< seconds
        stats::Distribution first_token;  ///< seconds
        std::uint64_t tokens_in = 0, tokens_out = 0, with_tokens = 0;
        double timed_tokens = 0, timed_seconds = 0;  ///< of calls that tell both
        double cost = 0;
        std::uint64_t with_cost = 0;
        Places places;
    };

    /// Whether the record was the answer, or the failure, of a model.
    bool take(const JsonView& record, std::string_view type, std::uint64_t number);
    /// Whether a call of this session at this time counts.
    using Passes = std::function<bool(const std::string& session, std::optional<double> clock)>;
    void read(store::Database& db, const Passes& passes);
    const std::map<std::string, Model, std::less<>>& all() const { return models_; }

private:
    Model& model_of(std::string_view name);
    std::map<std::string, Model, std::less<>> models_;
};

/// Latency, first token, tokens, cost and failures of each model; no rates below `min_sample` answers.
Section models_section(const Models& models, std::uint64_t min_sample);

}  // namespace tk::report
