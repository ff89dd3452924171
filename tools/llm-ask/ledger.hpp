#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "llm-ask/breaker.hpp"
#include "llm-ask/opinion.hpp"
#include "store/database.hpp"

namespace tk::llm {

/// One request to one model, as performance_logs keeps it: numbers and names, no text.
struct LogEntry {
    std::string request_id;
    std::string provider;
    std::string model;
    std::string task;
    std::string outcome;  ///< "sent", "ok", or the code of the failure
    std::int64_t prompt_bytes = 0;
    std::optional<std::int64_t> tokens_in;
    std::optional<std::int64_t> tokens_out;
    std::optional<double> latency;      ///< seconds
    std::optional<double> first_token;  ///< seconds; of a time-out, the limit that passed
    std::optional<double> cost;
};

/// An answer that is kept. Texts as they were; `first_token` and `latency` (seconds) are those of the first time.
struct CachedAnswer {
    std::string key;
    std::string scope;
    std::string prompt;
    std::string words;
    std::string embedding;  ///< base64 of little-endian float32; empty: none
    std::string provider;
    std::string model;
    std::string answer;
    std::string finish;
    std::optional<std::int64_t> tokens_in;
    std::optional<std::int64_t> tokens_out;
    double latency = 0;
    double first_token = 0;
};

/// What llm-ask remembers from one run to the next: in the database when there is one, shared with all processes that
/// use it; else in this process only. Without a database nothing is cached and nothing rated.
class Ledger {
public:
    /// `database` may be null.
    explicit Ledger(std::unique_ptr<store::Database> database);
    ~Ledger();

    bool is_kept() const { return database_ != nullptr; }

    /// Notes a request before it is sent (a request that is lost must not be forgotten); returns its number.
    std::int64_t begin(const LogEntry& entry);
    /// How it ended.
    void end(std::int64_t number, const LogEntry& entry);

    /// True when a request may go to `key` now; then it is under way. Decided in one transaction: of many processes
    /// that wait for a broken server one sends the probe.
    bool admit(const std::string& key, Moment now);
    Breaker breaker(const std::string& key);
    void succeeded(const std::string& key);
    void failed(const std::string& key, const std::string& reason, Moment now);

    /// Requests to `provider` since `since`, and the time of the oldest of them.
    struct Recent {
        std::int64_t count = 0;
        Moment oldest{};
    };
    Recent recent(const std::string& provider, Moment since);

    /// The 95th percentile of the times to the first token of the model's last 50 requests, in seconds; nothing for
    /// fewer than 5. A request that timed out counts with the limit it was given. This and the next look at the last
    /// 100 requests only, so that a long log costs no more than a short one.
    std::optional<double> usual_first_token(const std::string& model);
    /// Bytes of prompt for each token the model counted, over its last 20 answers; nothing for fewer than 3.
    std::optional<double> bytes_per_token(const std::string& model);

    /// What people thought of the model's answers to that kind of task; nothing when none was rated.
    std::optional<Opinion> rating(const std::string& model, const std::string& task);
    /// Rates the answer `request_id`; false when there is no such answer.
    bool rate(const std::string& request_id, double rating);

    std::optional<CachedAnswer> cached(const std::string& key, Moment now);
    /// Kept answers of the same scope and the same words.
    std::vector<CachedAnswer> cached_with_words(const std::string& scope, const std::string& words, Moment now);
    void keep(const CachedAnswer& answer, Moment now, std::int64_t seconds);

private:
    struct Statements;

    Breaker load(const std::string& key);
    void save(const std::string& key, const Breaker& breaker, Moment now);

    std::unique_ptr<store::Database> database_;
    std::unique_ptr<Statements> statements_;
    std::map<std::string, Breaker> breakers_;                     // without a database
    std::map<std::string, std::deque<Moment>> requests_;          // the same
    std::map<std::string, std::optional<double>> first_tokens_;   // asked once a run
    std::map<std::string, std::optional<double>> token_lengths_;  // the same
};

}  // namespace tk::llm
