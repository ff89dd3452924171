#include "store/schema.hpp"

namespace tk::store::schema {

const std::string_view updates = R"sql(
-- What a run was told, and whether it was taken back. `table_name` lists its tables, separated by commas.
ALTER TABLE import_runs ADD COLUMN shape TEXT;       -- dofusdb, d2o, dofus-unity, 5e, generic
ALTER TABLE import_runs ADD COLUMN undone_at TEXT;   -- when `undo` took it back; null: it stands
ALTER TABLE import_runs ADD COLUMN repaired TEXT;    -- JSON {"nan": 3, "null_text": 2, "float_id": 9}

-- What each run did to each keyed row: the substance of `undo` and of a comparison of two runs. Market rows and
-- appended records (actions, metrics...) are not listed: they are never changed, and name their run themselves.
CREATE TABLE import_changes (
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    table_name TEXT NOT NULL,
    game TEXT NOT NULL,
    record_id TEXT NOT NULL,
    change TEXT NOT NULL,           -- inserted or updated
    before TEXT,                    -- JSON object of the columns that changed with their old values; null: inserted
    after TEXT,                     -- the same columns with their new values; null: inserted (the row itself says it)
    previous_run INTEGER,           -- the provenance that the update replaced
    previous_source INTEGER,
    previous_updated_at TEXT,
    PRIMARY KEY (import_run, table_name, game, record_id)
) WITHOUT ROWID;
CREATE INDEX import_changes_by_record ON import_changes (table_name, game, record_id, import_run);

-- What `sync` has seen: a source is imported again only when its content is another.
CREATE TABLE sync_sources (
    name TEXT NOT NULL PRIMARY KEY,  -- of the entry in the list of sources
    content_hash TEXT NOT NULL,      -- SHA-256 over its files and over how they are to be read
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    synced_at TEXT NOT NULL
);

ALTER TABLE recipes ADD COLUMN result_quantity INTEGER NOT NULL DEFAULT 1;  -- pieces one crafting gives

-- Ranks of a spell that a source keeps apart from it (DOFUS). spells.levels and the columns of the highest rank are
-- composed from here.
CREATE TABLE spell_levels (
    game TEXT NOT NULL,
    id TEXT NOT NULL,
    spell_id TEXT NOT NULL,
    grade INTEGER NOT NULL,
    data TEXT NOT NULL,              -- the whole record as JSON
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);
CREATE INDEX spell_levels_by_spell ON spell_levels (game, spell_id, grade);

CREATE TABLE item_sets (
    game TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    names TEXT,
    description TEXT,
    descriptions TEXT,
    level INTEGER,
    items TEXT NOT NULL,             -- JSON list of ids in `items`, as text
    bonuses TEXT,                    -- JSON, by number of pieces worn: {"2": [{"stat", "min", "max"}]}, or as given
    extra TEXT,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);
CREATE INDEX item_sets_by_name ON item_sets (folded_name);
CREATE TRIGGER item_sets_deleted AFTER DELETE ON item_sets BEGIN
    DELETE FROM search_documents WHERE kind = 'item_sets' AND game = old.game AND record_id = old.id;
END;

-- Records of any other kind (item types, characteristics, effects...), whole.
CREATE TABLE game_records (
    game TEXT NOT NULL,
    id TEXT NOT NULL,                -- kind, a slash, the record's own id
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    name TEXT,
    folded_name TEXT,
    data TEXT NOT NULL,              -- the record as JSON
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);
CREATE INDEX game_records_by_kind ON game_records (game, kind);
CREATE TRIGGER game_records_deleted AFTER DELETE ON game_records BEGIN
    DELETE FROM search_documents WHERE kind = 'game_records' AND game = old.game AND record_id = old.id;
END;

-- The world graph: one row for each way from one map to another. Maps are keys, coordinates are not (several worlds and
-- levels share them). A map's own neighbours stay in maps.connections; a way is known when either names it.
ALTER TABLE world_edges RENAME TO old_world_edges;
CREATE TABLE world_edges (
    game TEXT NOT NULL,
    id TEXT NOT NULL,                -- from>to>direction>transition, with zones: from/zone>to/zone>...
    from_map TEXT NOT NULL,
    to_map TEXT NOT NULL,
    from_zone TEXT,                  -- part of the map one must stand in (a map can have several)
    to_zone TEXT,
    direction TEXT NOT NULL DEFAULT '',   -- top, bottom, left, right, or empty
    transition TEXT NOT NULL DEFAULT '',  -- scroll, scroll-action, map-event, map-action, map-obstacle, interactive, npc
    criteria TEXT,                   -- condition in the game's own words; null: none
    extra TEXT,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);
INSERT INTO world_edges (game, id, from_map, to_map, direction, criteria, import_run, import_source, created_at,
                         updated_at)
    SELECT e.game, e.from_map || '>' || e.to_map || '>' || e.direction || '>', e.from_map, e.to_map, e.direction,
           e.criteria, e.import_run, e.import_source, r.started_at, r.started_at
    FROM old_world_edges AS e JOIN import_runs AS r ON r.id = e.import_run;
DROP TABLE old_world_edges;
CREATE INDEX world_edges_by_start ON world_edges (game, from_map);

-- Taxes and fees of a market: parameters with a date, because games change them. The rate that holds at a time is that
-- of the latest `valid_from` at or before it; a row for the server goes before one for all servers.
CREATE TABLE market_taxes (
    game TEXT NOT NULL,
    id TEXT NOT NULL,                -- server/kind/valid_from
    server_name TEXT NOT NULL DEFAULT '',  -- empty: all servers
    kind TEXT NOT NULL,              -- sale (part of the price the seller pays), buy (fee on top that the buyer pays)
    valid_from TEXT NOT NULL,        -- RFC 3339 UTC
    rate REAL NOT NULL,              -- fraction of the price: 0.02 is 2 %
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);

-- Appended records name their run, so that it can be taken back, and whose they are.
ALTER TABLE learning_sessions ADD COLUMN game TEXT;
ALTER TABLE learning_sessions ADD COLUMN user_id TEXT;
ALTER TABLE learning_sessions ADD COLUMN import_run INTEGER REFERENCES import_runs (id);
ALTER TABLE recorded_actions ADD COLUMN game TEXT;
ALTER TABLE recorded_actions ADD COLUMN t REAL;           -- seconds from the start of the recording
ALTER TABLE recorded_actions ADD COLUMN confidence REAL;  -- of the reader that saw it, 0 to 1
ALTER TABLE recorded_actions ADD COLUMN import_run INTEGER REFERENCES import_runs (id);
ALTER TABLE metrics ADD COLUMN data TEXT;
ALTER TABLE metrics ADD COLUMN import_run INTEGER REFERENCES import_runs (id);
ALTER TABLE interactions ADD COLUMN import_run INTEGER REFERENCES import_runs (id);
-- The same action of the same session is kept once.
CREATE UNIQUE INDEX recorded_actions_once ON recorded_actions (session_id, action_id)
    WHERE session_id IS NOT NULL AND action_id IS NOT NULL;

-- What was observed in recorded actions, beside the imported values and never in their place. Rebuilt from
-- recorded_actions by `learn-from-action`. Standard deviation: sqrt((total_squares - total^2/samples)/(samples-1)).
CREATE TABLE observed_damage (
    game TEXT NOT NULL,
    spell_key TEXT NOT NULL,         -- folded name or id as the actions write it
    spell_id TEXT,                   -- of the spell in `spells`, when exactly one goes by that name or id
    spell_name TEXT NOT NULL,        -- as written most recently
    element TEXT NOT NULL DEFAULT '',
    casts INTEGER NOT NULL,          -- actions seen, with or without damage
    failures INTEGER NOT NULL,       -- of them without success
    samples INTEGER NOT NULL,        -- casts with a damage figure
    total REAL NOT NULL,             -- sum of the damage
    total_squares REAL NOT NULL,
    least REAL,
    most REAL,
    first_seen TEXT,
    last_seen TEXT,
    PRIMARY KEY (game, spell_key, element)
) WITHOUT ROWID;
CREATE TABLE observed_monsters (
    game TEXT NOT NULL,
    monster_key TEXT NOT NULL,       -- folded name or id as the actions write it
    monster_id TEXT,                 -- of the monster in `monsters`, when exactly one goes by that name or id
    monster_name TEXT NOT NULL,
    behaviour TEXT NOT NULL,         -- what it did: the action
    detail TEXT NOT NULL DEFAULT '', -- and with what: the spell of a cast
    samples INTEGER NOT NULL,        -- how often
    distance_samples INTEGER NOT NULL,  -- how often the distance to its target was known
    distance_total REAL NOT NULL,
    damage_samples INTEGER NOT NULL,
    damage_total REAL NOT NULL,
    last_seen TEXT,
    PRIMARY KEY (game, monster_key, behaviour, detail)
) WITHOUT ROWID;

-- What a person has agreed to, as a history: the latest row of a purpose holds.
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    user_id TEXT NOT NULL,
    purpose TEXT NOT NULL,           -- sessions, market, conversations, ...
    granted INTEGER NOT NULL,
    timestamp TEXT NOT NULL
);
CREATE INDEX consents_by_user ON consents (user_id, purpose, id);
)sql";

}  // namespace tk::store::schema
