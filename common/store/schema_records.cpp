#include "store/schema.hpp"

namespace tk::store::schema {

const std::string_view records = R"sql(
CREATE TABLE learning_sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    character_class TEXT,
    character_level INTEGER,
    server_name TEXT,
    start_time TEXT,
    end_time TEXT,
    total_actions INTEGER,
    success_rate REAL,
    efficiency_score REAL,
    meta_data TEXT
);
CREATE TABLE recorded_actions (
    id INTEGER PRIMARY KEY,
    session_id TEXT REFERENCES learning_sessions (session_id),
    action_id TEXT,
    actor_id TEXT,
    action_type TEXT NOT NULL,
    action_data TEXT,
    context_data TEXT,
    outcome_data TEXT,
    success INTEGER,
    error TEXT,
    execution_time REAL,
    timestamp TEXT
);
CREATE INDEX recorded_actions_by_session ON recorded_actions (session_id, id);
CREATE TABLE learned_patterns (
    id INTEGER PRIMARY KEY,
    pattern_type TEXT NOT NULL,
    pattern_data TEXT NOT NULL,
    confidence_score REAL,
    usage_count INTEGER NOT NULL DEFAULT 0,
    last_used TEXT,
    effectiveness_score REAL,
    created_at TEXT NOT NULL
);
CREATE TABLE metrics (
    id INTEGER PRIMARY KEY,
    actor_id TEXT,
    metric_type TEXT NOT NULL,
    value REAL NOT NULL,
    timestamp TEXT NOT NULL
);
CREATE TABLE interactions (
    id INTEGER PRIMARY KEY,
    actor_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    interaction_type TEXT NOT NULL,
    data TEXT,
    success INTEGER,
    timestamp TEXT
);
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    actor_id TEXT,
    context TEXT,
    options TEXT,
    choice TEXT,
    outcome TEXT,
    timestamp TEXT
);
CREATE TABLE suggestions (
    id INTEGER PRIMARY KEY,
    actor_id TEXT,
    suggestion_type TEXT NOT NULL,
    data TEXT,
    status TEXT,
    timestamp TEXT
);
)sql";

}  // namespace tk::store::schema
