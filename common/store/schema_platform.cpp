#include "store/schema.hpp"

namespace tk::store::schema {

const std::string_view platform = R"sql(
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email TEXT UNIQUE NOT NULL,
    password TEXT NOT NULL
);
CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY,
    user_id INTEGER REFERENCES users (id),
    name TEXT,
    themes TEXT,
    language TEXT,
    gm_portrait TEXT
);
CREATE TABLE characters (
    id INTEGER PRIMARY KEY,
    user_id INTEGER REFERENCES users (id),
    name TEXT,
    class TEXT,
    race TEXT,
    description TEXT,
    portrait_url TEXT
);
CREATE TABLE agents (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    config TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active',
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE INDEX agents_by_name ON agents (name);
CREATE TABLE conversations (
    id TEXT NOT NULL PRIMARY KEY,
    agent_id TEXT REFERENCES agents (id),
    user_id TEXT NOT NULL,
    channel_type TEXT NOT NULL,
    context TEXT,
    emotion_state TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY,
    user_id INTEGER REFERENCES users (id),
    campaign_id INTEGER REFERENCES campaigns (id),
    conversation_id TEXT REFERENCES conversations (id),
    agent_id TEXT REFERENCES agents (id),
    role TEXT,
    content TEXT NOT NULL,
    message_type TEXT,
    metadata TEXT,
    embedding BLOB,
    timestamp TEXT NOT NULL
);
CREATE INDEX messages_by_conversation ON messages (conversation_id, timestamp);
CREATE TABLE performance_logs (
    id INTEGER PRIMARY KEY,
    user_id INTEGER REFERENCES users (id),
    campaign_id INTEGER REFERENCES campaigns (id),
    model TEXT NOT NULL,
    latency REAL,
    tokens_in INTEGER,
    tokens_out INTEGER,
    timestamp TEXT NOT NULL
);
CREATE TABLE llm_cache (
    key TEXT NOT NULL PRIMARY KEY,
    model TEXT NOT NULL,
    answer TEXT NOT NULL,
    tokens_in INTEGER,
    tokens_out INTEGER,
    created_at TEXT NOT NULL,
    last_used TEXT
);
CREATE TABLE breakers (
    provider TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    opened_at TEXT,
    updated_at TEXT NOT NULL
);
)sql";

}  // namespace tk::store::schema
