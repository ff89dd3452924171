#include "store/schema.hpp"

namespace tk::store::schema {

/// A log that is read again is found by these.
const std::string_view once = R"sql(
CREATE INDEX metrics_by_time ON metrics (timestamp, metric_type);
CREATE INDEX interactions_by_time ON interactions (timestamp, actor_id);
)sql";

}  // namespace tk::store::schema
