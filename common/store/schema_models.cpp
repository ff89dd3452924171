#include "store/schema.hpp"

namespace tk::store::schema {

const std::string_view models = R"sql(
ALTER TABLE performance_logs ADD COLUMN request_id TEXT;
ALTER TABLE performance_logs ADD COLUMN provider TEXT;
ALTER TABLE performance_logs ADD COLUMN task TEXT;
ALTER TABLE performance_logs ADD COLUMN outcome TEXT;
ALTER TABLE performance_logs ADD COLUMN first_token REAL;
ALTER TABLE performance_logs ADD COLUMN prompt_bytes INTEGER;
ALTER TABLE performance_logs ADD COLUMN cost REAL;
ALTER TABLE performance_logs ADD COLUMN rating REAL;
CREATE INDEX performance_logs_by_request ON performance_logs (request_id);
CREATE INDEX performance_logs_by_model ON performance_logs (model, id);
CREATE INDEX performance_logs_by_provider ON performance_logs (provider, timestamp);
ALTER TABLE llm_cache ADD COLUMN provider TEXT;
ALTER TABLE llm_cache ADD COLUMN scope TEXT;
ALTER TABLE llm_cache ADD COLUMN prompt TEXT;
ALTER TABLE llm_cache ADD COLUMN words TEXT;
ALTER TABLE llm_cache ADD COLUMN embedding TEXT;
ALTER TABLE llm_cache ADD COLUMN finish TEXT;
ALTER TABLE llm_cache ADD COLUMN latency REAL;
ALTER TABLE llm_cache ADD COLUMN first_token REAL;
ALTER TABLE llm_cache ADD COLUMN expires_at TEXT;
CREATE INDEX llm_cache_by_words ON llm_cache (scope, words);
CREATE INDEX llm_cache_by_expiry ON llm_cache (expires_at);
ALTER TABLE breakers ADD COLUMN retry_at TEXT;
ALTER TABLE breakers ADD COLUMN reason TEXT;
)sql";

}  // namespace tk::store::schema
