#include "llm-ask/ledger.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tk::llm {

namespace {

constexpr std::int64_t least_times = 5;
constexpr std::int64_t least_lengths = 3;

}  // namespace

/// Prepared when first used, then kept.
struct Ledger::Statements {
    store::Database& database;
    std::map<std::string_view, std::unique_ptr<store::Statement>> prepared;

    store::Statement& operator()(std::string_view sql) {
        auto& statement = prepared[sql];
        if (!statement) statement = database.prepare(sql);
        return *statement;
    }
};

Ledger::Ledger(std::unique_ptr<store::Database> database) : database_(std::move(database)) {
    if (!database_) return;
    // What is written here may be lost with the machine's power, not with the process: a sync would cost each answer
    // more than all else llm-ask does.
    database_->execute("PRAGMA synchronous = NORMAL");
    statements_ = std::make_unique<Statements>(Statements{*database_, {}});
}

Ledger::~Ledger() = default;

std::int64_t Ledger::begin(const LogEntry& entry) {
    const Moment now = std::chrono::system_clock::now();
    if (!database_) {
        requests_[entry.provider].push_back(now);
        return 0;
    }
    auto& insert = (*statements_)(
        "INSERT INTO performance_logs (model, timestamp, request_id, provider, task, outcome, prompt_bytes) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id");
    insert.with(entry.model, moment_text(now), entry.request_id, entry.provider, entry.task, entry.outcome,
                entry.prompt_bytes);
    insert.step();
    const std::int64_t number = insert.integer(0);
    insert.rewind();
    return number;
}

void Ledger::end(std::int64_t number, const LogEntry& entry) {
    if (!database_) return;
    (*statements_)(
        "UPDATE performance_logs SET outcome = $2, latency = $3, first_token = $4, tokens_in = $5, tokens_out = $6, "
        "cost = $7, request_id = $8 WHERE id = $1")
        .with(number, entry.outcome, entry.latency, entry.first_token, entry.tokens_in, entry.tokens_out, entry.cost,
              entry.request_id)
        .run();
}

Breaker Ledger::load(const std::string& key) {
    auto& select = (*statements_)("SELECT state, failures, retry_at, reason FROM breakers WHERE provider = $1");
    select.with(key);
    Breaker breaker;
    if (select.step()) {
        breaker.state = state_of(std::string(select.text(0)));
        breaker.failures = select.integer(1);
        breaker.retry_at = moment_of(select.maybe_text(2).value_or("")).value_or(Moment{});
        breaker.reason = select.maybe_text(3).value_or("");
    }
    select.rewind();
    return breaker;
}

void Ledger::save(const std::string& key, const Breaker& breaker, Moment now) {
    const std::string time = moment_text(now);
    const bool is_closed = breaker.state == Breaker::State::closed;
    (*statements_)(
        "INSERT INTO breakers (provider, state, failures, opened_at, updated_at, retry_at, reason) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (provider) DO UPDATE SET state = excluded.state, "
        "failures = excluded.failures, opened_at = excluded.opened_at, updated_at = excluded.updated_at, "
        "retry_at = excluded.retry_at, reason = excluded.reason")
        .with(key, state_name(breaker.state), breaker.failures,
              is_closed ? std::optional<std::string>() : std::optional<std::string>(time), time,
              is_closed ? std::optional<std::string>() : std::optional<std::string>(moment_text(breaker.retry_at)),
              breaker.reason)
        .run();
}

Breaker Ledger::breaker(const std::string& key) {
    if (database_) return load(key);
    const auto found = breakers_.find(key);
    return found == breakers_.end() ? Breaker{} : found->second;
}

bool Ledger::admit(const std::string& key, Moment now) {
    const Breaker seen = breaker(key);
    if (seen.state == Breaker::State::closed) return true;
    if (!database_) {
        if (!admits(seen, now)) return false;
        breakers_[key] = after_admission(seen, now);
        return true;
    }
    store::Transaction transaction(*database_);
    const Breaker held = load(key);
    if (!admits(held, now)) return false;
    save(key, after_admission(held, now), now);
    transaction.commit();
    return true;
}

void Ledger::succeeded(const std::string& key) {
    if (breaker(key) == Breaker{}) return;
    if (!database_) {
        breakers_.erase(key);
        return;
    }
    save(key, after_success(), std::chrono::system_clock::now());
}

void Ledger::failed(const std::string& key, const std::string& reason, Moment now) {
    if (!database_) {
        breakers_[key] = after_failure(breakers_[key], reason, now);
        return;
    }
    store::Transaction transaction(*database_);
    save(key, after_failure(load(key), reason, now), now);
    transaction.commit();
}

Ledger::Recent Ledger::recent(const std::string& provider, Moment since) {
    if (!database_) {
        std::deque<Moment>& times = requests_[provider];
        while (!times.empty() && times.front() < since) times.pop_front();
        return {static_cast<std::int64_t>(times.size()), times.empty() ? Moment{} : times.front()};
    }
    auto& select =
        (*statements_)("SELECT count(*), min(timestamp) FROM performance_logs WHERE provider = $1 AND timestamp >= $2");
    select.with(provider, moment_text(since)).step();
    const Recent recent{select.integer(0), moment_of(select.maybe_text(1).value_or("")).value_or(Moment{})};
    select.rewind();
    return recent;
}

std::optional<double> Ledger::usual_first_token(const std::string& model) {
    if (!database_) return std::nullopt;
    if (const auto known = first_tokens_.find(model); known != first_tokens_.end()) return known->second;
    auto& select = (*statements_)(
        "SELECT first_token FROM (SELECT id, first_token FROM performance_logs WHERE model = $1 ORDER BY id DESC "
        "LIMIT 100) AS latest WHERE first_token IS NOT NULL ORDER BY id DESC LIMIT 50");
    select.with(model);
    std::vector<double> times;
    while (select.step()) times.push_back(select.real(0));
    select.rewind();
    std::optional<double> usual;
    if (static_cast<std::int64_t>(times.size()) >= least_times) {
        std::sort(times.begin(), times.end());
        usual = times[static_cast<std::size_t>(std::ceil(0.95 * static_cast<double>(times.size()))) - 1];
    }
    return first_tokens_[model] = usual;
}

std::optional<double> Ledger::bytes_per_token(const std::string& model) {
    if (!database_) return std::nullopt;
    if (const auto known = token_lengths_.find(model); known != token_lengths_.end()) return known->second;
    auto& select = (*statements_)(
        "SELECT count(*), sum(prompt_bytes), sum(tokens_in) FROM (SELECT prompt_bytes, tokens_in FROM (SELECT * FROM "
        "performance_logs WHERE model = $1 ORDER BY id DESC LIMIT 100) AS latest WHERE outcome = 'ok' AND "
        "tokens_in > 0 AND prompt_bytes > 200 ORDER BY id DESC LIMIT 20) AS last_answers");
    select.with(model).step();
    std::optional<double> length;
    if (select.integer(0) >= least_lengths) length = select.real(1) / select.real(2);
    select.rewind();
    return token_lengths_[model] = length;
}

std::optional<Opinion> Ledger::rating(const std::string& model, const std::string& task) {
    if (!database_) return std::nullopt;
    auto& select = (*statements_)(
        "SELECT avg(rating), count(rating) FROM performance_logs WHERE model = $1 AND task = $2 AND rating IS NOT "
        "NULL");
    select.with(model, task).step();
    const Opinion opinion{select.is_null(0) ? 0 : select.real(0), select.integer(1)};
    select.rewind();
    if (opinion.count == 0) return std::nullopt;
    return opinion;
}

bool Ledger::rate(const std::string& request_id, double rating) {
    if (!database_) return false;
    auto& update =
        (*statements_)("UPDATE performance_logs SET rating = $2 WHERE request_id = $1 AND outcome = 'ok' RETURNING id");
    update.with(request_id, rating);
    const bool found = update.step();
    while (found && update.step()) {
    }
    update.rewind();
    return found;
}

namespace {

constexpr std::string_view cache_columns =
    "SELECT key, scope, prompt, words, embedding, provider, model, answer, finish, tokens_in, tokens_out, latency, "
    "first_token FROM llm_cache WHERE expires_at > ";

CachedAnswer cached_row(const store::Statement& row) {
    const auto text = [&row](int column) { return std::string(row.is_null(column) ? "" : row.text(column)); };
    CachedAnswer answer{text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7), text(8), {}, {}, 0, 0};
    answer.tokens_in = row.maybe_integer(9);
    answer.tokens_out = row.maybe_integer(10);
    answer.latency = row.is_null(11) ? 0 : row.real(11);
    answer.first_token = row.is_null(12) ? 0 : row.real(12);
    return answer;
}

}  // namespace

std::optional<CachedAnswer> Ledger::cached(const std::string& key, Moment now) {
    if (!database_) return std::nullopt;
    static const std::string sql = std::string(cache_columns) + "$2 AND key = $1";
    auto& select = (*statements_)(sql);
    select.with(key, moment_text(now));
    std::optional<CachedAnswer> found;
    if (select.step()) found = cached_row(select);
    select.rewind();
    return found;
}

std::vector<CachedAnswer> Ledger::cached_with_words(const std::string& scope, const std::string& words, Moment now) {
    std::vector<CachedAnswer> found;
    if (!database_) return found;
    static const std::string sql =
        std::string(cache_columns) + "$3 AND scope = $1 AND words = $2 AND embedding IS NOT NULL LIMIT 200";
    auto& select = (*statements_)(sql);
    select.with(scope, words, moment_text(now));
    while (select.step()) found.push_back(cached_row(select));
    select.rewind();
    return found;
}

void Ledger::keep(const CachedAnswer& answer, Moment now, std::int64_t seconds) {
    if (!database_) return;
    store::Transaction transaction(*database_);
    (*statements_)("DELETE FROM llm_cache WHERE expires_at <= $1").with(moment_text(now)).run();
    (*statements_)(
        "INSERT INTO llm_cache (key, model, answer, tokens_in, tokens_out, created_at, last_used, provider, scope, "
        "prompt, words, embedding, finish, latency, first_token, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, "
        "$8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (key) DO UPDATE SET model = excluded.model, answer = "
        "excluded.answer, tokens_in = excluded.tokens_in, tokens_out = excluded.tokens_out, created_at = "
        "excluded.created_at, last_used = excluded.last_used, provider = excluded.provider, embedding = "
        "excluded.embedding, finish = excluded.finish, latency = excluded.latency, first_token = "
        "excluded.first_token, expires_at = excluded.expires_at")
        .with(answer.key, answer.model, answer.answer, answer.tokens_in, answer.tokens_out, moment_text(now),
              answer.provider, answer.scope, answer.prompt, answer.words,
              answer.embedding.empty() ? std::optional<std::string>() : std::optional<std::string>(answer.embedding),
              answer.finish, answer.latency, answer.first_token, moment_text(now + std::chrono::seconds(seconds)))
        .run();
    transaction.commit();
}

}  // namespace tk::llm
