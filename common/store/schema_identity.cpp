#include "store/schema.hpp"

namespace tk::store::schema {

/// What a record without a time or an id of its own is known by when its log is read again.
const std::string_view identity = R"sql(
ALTER TABLE recorded_actions ADD COLUMN record_key TEXT;
ALTER TABLE metrics ADD COLUMN record_key TEXT;
ALTER TABLE interactions ADD COLUMN record_key TEXT;
CREATE UNIQUE INDEX recorded_actions_by_key ON recorded_actions (record_key) WHERE record_key IS NOT NULL;
CREATE UNIQUE INDEX metrics_by_key ON metrics (record_key, metric_type) WHERE record_key IS NOT NULL;
CREATE UNIQUE INDEX interactions_by_key ON interactions (record_key) WHERE record_key IS NOT NULL;
)sql";

}  // namespace tk::store::schema
